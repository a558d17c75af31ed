import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBothWaysWorld, type Weather } from './both-ways-world.ts';
import { chanceOf } from './meeting-histories.ts';

/** In all tests together. */
const HISTORIES = 1_000;
/** `SEED=4711` tells other histories. */
const SEED = Number(process.env.SEED ?? 20_260_714);
const ROUNDS = 6;
const SHOWN = 20;

const FAIR: Weather = { tellsPrevious: 100, repeats: 0, overtakes: false, loses: 0, skew: 0 };

/** Two people change the same fields of each contact, one on either side; messages come when they come. */
const played = (count: number, seed: number, weather: Weather) => {
  const chance = chanceOf(seed);
  const both = createBothWaysWorld(count, chance, weather);
  for (let round = 0; round < ROUNDS; round += 1) {
    both.edit();
    both.arrive(chance.pick([0, 30, 60, 90]));
  }
  both.settle();
  if (weather.loses > 0 || weather.overtakes) {
    both.reconcile();
    both.settle();
  }
  return both;
};

const check = (count: number, seed: number, weather: Weather): void => {
  const both = played(count, seed, weather);
  const { tally } = both;
  const found = both.differences();
  const hint = `run again with SEED=${SEED}`;
  assert.deepEqual(found.slice(0, SHOWN), [], `${found.length} differences; ${hint}`);
  assert.deepEqual(tally.faults.slice(0, SHOWN), [], `${tally.faults.length} faults; ${hint}`);
  const { salesforceEdits, demodeskEdits, sent, lost, conflicts } = tally;
  assert.ok(sent <= salesforceEdits + demodeskEdits, `${sent} sent for ${salesforceEdits} + ${demodeskEdits} changes`);
  // Equal because both sides had something to decide, not because nothing happened.
  assert.ok(conflicts > count / 10, `${conflicts} conflicts in ${count} histories`);
  assert.ok(weather.loses === 0 || lost > count / 10, `${lost} lost`);
};

describe(`${HISTORIES} histories of two writers end equal on both sides, with every conflict decided as its policy says`, () => {
  it('when messages only come late', () => {
    check(HISTORIES / 5, SEED, FAIR);
  });

  it('when messages come twice and webhooks overtake each other', () => {
    check(HISTORIES / 5, SEED + 1, { ...FAIR, repeats: 30 });
  });

  it('when Demodesk does not say what it had before', () => {
    check(HISTORIES / 5, SEED + 2, { ...FAIR, tellsPrevious: 0, repeats: 30 });
  });

  it('when the clocks disagree', () => {
    check(HISTORIES / 10, SEED + 3, { ...FAIR, tellsPrevious: 50, repeats: 20, skew: 45_000 });
    check(HISTORIES / 10, SEED + 4, { ...FAIR, tellsPrevious: 50, repeats: 20, skew: -45_000 });
  });

  it('when changes are lost or overtake each other on the way to Demodesk, and are then told again', () => {
    check(HISTORIES / 5, SEED + 5, { ...FAIR, tellsPrevious: 50, repeats: 30, overtakes: true, loses: 15 });
  });
});

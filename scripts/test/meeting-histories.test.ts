import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { differences, pictureOf } from './database-picture.ts';
import { createHistoryWorld, outcomesOf } from './history-world.ts';
import { inOrder, mixed, type Told } from './meeting-histories.ts';
import type { SyncWorld } from './sync-world.ts';

const HISTORIES = 1_000;
/** `SEED=4711` tells other histories. */
const SEED = Number(process.env.SEED ?? 20_260_714);
const SHOWN = 20;

/** The outcome of a delivery tells whether it came late; the records must not. */
const LOG = 'demodesk__Sync_Log__c';

const ended = (world: SyncWorld, batches: readonly (readonly Told[])[]) =>
  world.undone(() => {
    world.deliver(batches);
    return { picture: pictureOf(world, [LOG]), outcomes: outcomesOf(world) };
  });

describe('A thousand random meeting histories', () => {
  it('end the same whatever their order, their repetitions and the cuts between their batches', () => {
    const { world, histories, chance } = createHistoryWorld(HISTORIES, SEED);
    const deliveries = histories.flat().length;
    const expected = ended(world, inOrder(histories));
    const actual = ended(world, mixed(histories, chance));

    const found = differences(expected.picture, actual.picture);
    assert.deepEqual(found.slice(0, SHOWN), [], `${found.length} differences; run again with SEED=${SEED}`);

    // Equal because all of it was written, not because nothing was.
    for (const { outcomes } of [expected, actual]) {
      const { Succeeded = 0, 'Skipped OUTDATED': outdated = 0, ...others } = outcomes;
      assert.deepEqual(others, {});
      assert.equal(Succeeded + outdated, deliveries);
    }
    const meetings = expected.picture.filter((line) => line.startsWith('demodesk__Meeting_Intelligence__c '));
    assert.equal(meetings.length, HISTORIES);
  });
});

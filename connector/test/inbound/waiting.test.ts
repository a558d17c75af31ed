import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fullJitter } from '../../src/inbound/backoff.ts';
import { createGate } from '../../src/inbound/gate.ts';
import { createSignal } from '../../src/inbound/signal.ts';

const reason = { failureClass: 'unavailable', reason: 'down', remedy: 'wait' } as const;

describe('waiting times', () => {
  it('double with each failure up to the cap, and are anything from nothing to that', () => {
    const backoff = { baseMs: 100, capMs: 1000 };
    const longest = [1, 2, 3, 4, 5, 60].map((failures) => fullJitter(failures, backoff, () => 1));
    assert.deepEqual(longest, [100, 200, 400, 800, 1000, 1000]);
    assert.equal(
      fullJitter(3, backoff, () => 0),
      0,
    );
    assert.equal(
      fullJitter(3, backoff, () => 0.5),
      200,
    );
  });
});

describe('the gate before Salesforce', () => {
  it('stays shut as long as Salesforce asks for', () => {
    let now = 0;
    const gate = createGate({ baseMs: 10, capMs: 20 }, () => now);
    assert.equal(gate.shutForMs(), 0);
    gate.fail(reason, 5000);
    assert.equal(gate.shutForMs(), 5000);
    assert.equal(gate.trouble(), reason);
    now = 5000;
    assert.equal(gate.shutForMs(), 0);
  });

  it('is not opened earlier by a second, shorter failure', () => {
    const gate = createGate({ baseMs: 10, capMs: 20 }, () => 0);
    gate.fail(reason, 5000);
    gate.fail(reason, 10);
    assert.equal(gate.shutForMs(), 5000);
  });

  it('opens and forgets the trouble on success', () => {
    const gate = createGate({ baseMs: 10, capMs: 20 }, () => 0);
    gate.fail(reason, 5000);
    gate.succeed();
    assert.equal(gate.shutForMs(), 0);
    assert.equal(gate.trouble(), undefined);
  });
});

describe('a signal', () => {
  it('wakes the sleeper', async () => {
    const signal = createSignal();
    const woken = signal.wait(60_000);
    signal.notify();
    await woken;
  });

  it('that came before the sleep keeps from falling asleep, once', async () => {
    const signal = createSignal();
    signal.notify();
    await signal.wait(60_000);
    await signal.wait(1);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StoredEvent } from '../../src/events/event-bus.ts';
import { createEventLog, EARLIEST, InvalidReplayId, LATEST, RETENTION_MS } from '../../src/events/event-log.ts';
import { compareReplayIds, createReplayIds } from '../../src/events/replay-ids.ts';
import { SObject } from '../../src/values/sobject.ts';

const setup = () => {
  const clock = { now: 1_000_000 };
  const log = createEventLog(() => clock.now);
  const next = createReplayIds();
  const append = (object = 'A__e'): string => {
    const replayId = next();
    const event: StoredEvent = { object, replayId, uuid: replayId, publishedAt: clock.now, row: new SObject(object) };
    log.append(event);
    return replayId;
  };
  const idsAfter = (from: string, object = 'A__e') => log.after(object, from).map((event) => event.replayId);
  return { clock, log, append, idsAfter };
};

describe('replay ids', () => {
  it('always increase and leave gaps', () => {
    const next = createReplayIds();
    const ids = Array.from({ length: 20 }, next);
    const steps = ids.slice(1).map((id, index) => BigInt(id) - BigInt(ids[index] ?? '0'));
    assert.ok(steps.every((step) => step > 0n));
    assert.ok(steps.some((step) => step > 1n));
  });

  it('are ordered as numbers, not as text', () => {
    assert.equal(compareReplayIds('999', '1000'), -1);
  });
});

describe('the event log', () => {
  it('replays what came after a replay id', () => {
    const { append, idsAfter } = setup();
    const [first, second, third] = [append(), append(), append()];
    assert.deepEqual(idsAfter(first), [second, third]);
    assert.deepEqual(idsAfter(third), []);
  });

  it('replays everything kept for -2 and nothing for -1', () => {
    const { append, idsAfter } = setup();
    const ids = [append(), append()];
    assert.deepEqual(idsAfter(EARLIEST), ids);
    assert.deepEqual(idsAfter(LATEST), []);
  });

  it('keeps the events of different objects apart', () => {
    const { append, idsAfter } = setup();
    append('A__e');
    const other = append('B__e');
    assert.deepEqual(idsAfter(EARLIEST, 'b__E'), [other]);
  });

  it('forgets events after 72 hours, and says that their replay ids are no longer valid', () => {
    const { clock, append, idsAfter } = setup();
    const old = append();
    clock.now += RETENTION_MS;
    const recent = append();
    assert.deepEqual(idsAfter(EARLIEST), [recent]);
    assert.throws(() => idsAfter(old), InvalidReplayId);
  });

  it('refuses a replay id that never was', () => {
    const { append, idsAfter } = setup();
    const id = append();
    assert.throws(() => idsAfter(`${id}9`), InvalidReplayId);
    assert.throws(() => idsAfter('yesterday'), InvalidReplayId);
  });
});

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
  return { clock, log, next, append, idsAfter };
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

  it('keeps events as long as it is told', () => {
    const clock = { now: 1_000_000 };
    const log = createEventLog(() => clock.now, 1_000);
    log.append({ object: 'A__e', replayId: '5', uuid: '5', publishedAt: clock.now, row: new SObject('A__e') });
    clock.now += 999;
    assert.equal(log.after('A__e', EARLIEST).length, 1);
    clock.now += 1;
    assert.equal(log.after('A__e', EARLIEST).length, 0);
  });
});

describe('the position of a stream', () => {
  it('can be come back to, also before the first event', () => {
    const { log, next, append, idsAfter } = setup();
    const position = log.position('A__e', next);
    assert.deepEqual(idsAfter(position), []);
    const first = append();
    assert.deepEqual(idsAfter(position), [first]);
    assert.equal(log.position('A__e', next), first);
  });

  it('moves on while nothing happens, so that it does not expire with the last event', () => {
    const { clock, log, next, append, idsAfter } = setup();
    const old = append();
    clock.now += RETENTION_MS / 2;
    const position = log.position('A__e', next);
    assert.equal(compareReplayIds(position, old), 1);
    clock.now += RETENTION_MS / 2 + 1;
    assert.throws(() => idsAfter(old), InvalidReplayId);
    assert.deepEqual(idsAfter(position), []);
  });

  it('expires like an event', () => {
    const { clock, log, next, idsAfter } = setup();
    const position = log.position('A__e', next);
    clock.now += RETENTION_MS;
    assert.throws(() => idsAfter(position), InvalidReplayId);
  });

  it('never passes an event that is still to come', () => {
    const { log, append, next, idsAfter } = setup();
    const position = log.position('A__e');
    const late = append();
    assert.deepEqual(idsAfter(position), [late]);
    assert.equal(log.position('A__e', next), late);
  });
});

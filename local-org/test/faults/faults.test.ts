import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFaults } from '../../src/faults/faults.ts';

describe('a fault', () => {
  it('happens once unless told otherwise', () => {
    const faults = createFaults(() => 0);
    faults.inject({ kind: 'service-unavailable' });
    assert.ok(faults.take('service-unavailable'));
    assert.equal(faults.take('service-unavailable'), undefined);
  });

  it('happens as often as told', () => {
    const faults = createFaults(() => 0);
    faults.inject({ kind: 'invalid-session', count: 2 });
    assert.deepEqual(
      [1, 2, 3].map(() => faults.take('invalid-session') !== undefined),
      [true, true, false],
    );
  });

  it('happens for as long as told', () => {
    const clock = { now: 0 };
    const faults = createFaults(() => clock.now);
    faults.inject({ kind: 'slow', ms: 5, forMs: 1000 });
    assert.equal(faults.take('slow')?.ms, 5);
    clock.now = 999;
    assert.ok(faults.take('slow'));
    clock.now = 1000;
    assert.equal(faults.take('slow'), undefined);
  });

  it('that names an object spares all others', () => {
    const faults = createFaults(() => 0);
    faults.inject({ kind: 'row-lock', object: 'Contact' });
    assert.equal(faults.take('row-lock', { object: 'Account' }), undefined);
    assert.ok(faults.take('row-lock', { object: 'contact' }));
  });

  it('is gone after it was cleared', () => {
    const faults = createFaults(() => 0);
    faults.inject({ kind: 'lost-event', count: 5 });
    faults.clear();
    assert.deepEqual(faults.list(), []);
    assert.equal(faults.take('lost-event', { object: 'A__e' }), undefined);
  });
});

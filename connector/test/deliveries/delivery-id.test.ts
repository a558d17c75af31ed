import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deliveryId } from '../../src/deliveries/delivery-record.ts';

describe('the id of a delivery', () => {
  it('is the same for the same delivery, and a UUID of version 8', () => {
    const id = deliveryId('default', 'demo.ended:demos:1:2026-07-18T10:05:00.000Z');
    assert.equal(id, deliveryId('default', 'demo.ended:demos:1:2026-07-18T10:05:00.000Z'));
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('differs between keys and between workspaces', () => {
    const ids = [deliveryId('a', 'bc'), deliveryId('ab', 'c'), deliveryId('a', 'bd')];
    assert.equal(new Set(ids).size, 3);
  });
});

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { differences, pictureOf, type Picture } from './database-picture.ts';
import { createHistoryWorld, outcomesOf } from './history-world.ts';
import type { Told } from './meeting-histories.ts';
import type { SyncWorld } from './sync-world.ts';

const SEED = 4_711;
const SIZE = 200;
const LOG = 'demodesk__Sync_Log__c';

describe('A batch of 200 deliveries about 50 meetings', () => {
  let world: SyncWorld;
  let batch: readonly Told[];
  let once: Picture;

  const after = (batches: readonly (readonly Told[])[], except: readonly string[] = []): Picture =>
    world.undone(() => {
      world.deliver(batches);
      return pictureOf(world, except);
    });

  before(() => {
    const made = createHistoryWorld(50, SEED);
    world = made.world;
    batch = made.histories.flat().slice(0, SIZE);
    once = after([batch]);
  });

  it('leaves meetings, people, activities, notes, mapped fields and one log row for each delivery', () => {
    const count = (object: string): number => once.filter((line) => line.startsWith(`${object} `)).length;
    assert.equal(batch.length, SIZE);
    assert.equal(count('demodesk__Meeting_Intelligence__c'), new Set(batch.map(({ meetingId }) => meetingId)).size);
    assert.equal(count('Event'), count('demodesk__Meeting_Intelligence__c'));
    assert.equal(count(LOG), SIZE);
    for (const object of ['demodesk__Meeting_Attendee__c', 'Task', 'ContentDocument', 'ContentDocumentLink']) {
      assert.ok(count(object) > 0, object);
    }
    assert.ok(once.some((line) => line.startsWith('Opportunity ') && line.includes('nextstep=')));
    world.undone(() => {
      world.deliver([batch]);
      assert.deepEqual(outcomesOf(world), { Succeeded: SIZE });
    });
  });

  it('with one delivery fewer leaves another database', () => {
    assert.notDeepEqual(differences(once, after([batch.slice(1)])), []);
  });

  it('delivered three times leaves the whole database as delivered once', () => {
    assert.deepEqual(differences(once, after([batch, batch, batch])), []);
  });

  it('with every delivery three times in it leaves the whole database as delivered once', () => {
    assert.deepEqual(differences(once, after([batch.flatMap((told) => [told, told, told])])), []);
  });

  it('delivered in reverse leaves the same records as delivered in order', () => {
    assert.deepEqual(differences(after([batch], [LOG]), after([batch.toReversed()], [LOG])), []);
  });

  // The trigger splits the batch. An older event in the later part has nothing to add, and its row says so.
  it('delivered in reverse has one row for each delivery: succeeded, or skipped as outdated', () => {
    world.undone(() => {
      world.deliver([batch.toReversed()]);
      const { Succeeded = 0, 'Skipped OUTDATED': outdated = 0, ...others } = outcomesOf(world);
      assert.equal(Succeeded + outdated, SIZE);
      assert.deepEqual(others, {});
    });
  });

  it('delivered one at a time, in order or in reverse, leaves the same records', () => {
    const records = after([batch], [LOG]);
    const alone = batch.map((told) => [told]);
    assert.deepEqual(differences(records, after(alone, [LOG])), []);
    assert.deepEqual(differences(records, after(alone.toReversed(), [LOG])), []);
  });
});

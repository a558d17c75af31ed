import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inChunks, syncLogQuery } from '../../src/salesforce/sync-log.ts';

describe('looking into the Sync Log', () => {
  it('prefixes every name with the namespace', () => {
    assert.match(
      syncLogQuery('demodesk__', ['k']),
      /FROM demodesk__Sync_Log__c WHERE demodesk__Delivery_Key__c IN \('k'\)$/,
    );
    assert.match(syncLogQuery('', ['k']), /FROM Sync_Log__c WHERE Delivery_Key__c IN \('k'\)$/);
  });

  it('quotes keys so that none can become part of the query', () => {
    assert.match(syncLogQuery('', ["a'b\\c\nd"]), /IN \('a\\'b\\\\c\\nd'\)$/);
  });

  it('splits many keys so that each query fits into an address, and loses none', () => {
    const keys = Array.from(
      { length: 1000 },
      (_, index) => `recording.uploaded:recordings:${index}:2026-07-18T10:05:00.000Z`,
    );
    const chunks = inChunks(keys);
    assert.deepEqual(chunks.flat(), keys);
    for (const chunk of chunks) {
      assert.ok(encodeURIComponent(syncLogQuery('demodesk__', chunk)).length < 14_500);
    }
    assert.deepEqual(inChunks([]), []);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../src/inbound/confirmer.ts';
import type { SyncLogRow } from '../../src/salesforce/sync-log.ts';

const rules = { republishAfterMs: 60_000, maxPublications: 3 };
const delivery = (ageMs: number, publications = 1) => ({
  id: 'id',
  workspace: 'default',
  key: 'key',
  ageMs,
  openMs: ageMs,
  publications,
});
const row = (status: string): SyncLogRow => ({
  deliveryKey: 'key',
  status,
  errorCode: null,
  message: null,
  remedy: null,
  recordId: null,
});

describe('a published delivery', () => {
  it('is closed by a row of any final status', () => {
    for (const status of ['Succeeded', 'Partial', 'Failed', 'Skipped', 'Conflict']) {
      assert.equal(judge(delivery(50), row(status), rules).outcome, 'closed');
    }
  });

  it('that succeeded is no failure, whatever its message says', () => {
    const succeeded = judge(delivery(50), { ...row('Succeeded'), message: 'The meeting was written.' }, rules);
    assert.deepEqual(succeeded, {
      id: 'id',
      outcome: 'closed',
      syncStatus: 'Succeeded',
      recordId: null,
      failure: null,
    });
    const failed = judge(delivery(50), { ...row('Failed'), message: 'Required fields are missing' }, rules);
    assert.match(JSON.stringify(failed), /"reason":"Required fields are missing"/);
  });

  it('is looked for again after about as long as it has waited already, at most 15 s', () => {
    const waits = [10, 100, 5000, 40_000].map((age) => judge(delivery(age), undefined, rules));
    assert.deepEqual(
      waits.map((wait) => (wait.outcome === 'wait' ? wait.delayMs : wait.outcome)),
      [40, 100, 5000, 15_000],
    );
  });

  it('is published again after the patience, which doubles each time', () => {
    assert.equal(judge(delivery(59_999), undefined, rules).outcome, 'wait');
    assert.equal(judge(delivery(60_000), undefined, rules).outcome, 'republish');
    assert.equal(judge(delivery(60_000, 2), undefined, rules).outcome, 'wait');
    assert.equal(judge(delivery(120_000, 2), undefined, rules).outcome, 'republish');
  });

  it('is given up after the last publication', () => {
    assert.equal(judge(delivery(240_000, 3), undefined, rules).outcome, 'dead');
  });

  it('is published again when Salesforce never got beyond receiving it', () => {
    assert.equal(judge(delivery(60_000), row('Received'), rules).outcome, 'republish');
  });

  it('is left alone for ten times as long while Salesforce itself tries again', () => {
    assert.equal(judge(delivery(599_999), row('Retrying'), rules).outcome, 'wait');
    assert.equal(judge(delivery(600_000), row('Retrying'), rules).outcome, 'republish');
  });

  it('is never given up while Salesforce itself tries again', () => {
    assert.deepEqual(judge(delivery(360_000_000, 3), row('Retrying'), rules), {
      id: 'id',
      outcome: 'wait',
      delayMs: 300_000,
    });
  });
});

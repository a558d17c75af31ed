import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createRecords } from '../../stand-in/records.ts';
import type { PushedChange, Records } from '../../stand-in/records.ts';

const NOW = Date.parse('2026-07-20T12:00:00.000Z');

const change = (n: number, old: unknown, value: unknown, occurredAt = '2026-07-20T12:00:05.000Z'): PushedChange => ({
  ...{ cursor: `cursor-${n}`, kind: 'change', entity: 'Contact', recordId: '003A', demodeskId: '4711', occurredAt },
  changes: [{ property: 'contact.title', old, new: value }],
});

describe('the records of the stand-in', () => {
  let records: Records;
  beforeEach(() => {
    records = createRecords(() => NOW);
  });
  const title = () => (records.list()[0]?.properties as Record<string, unknown> | undefined)?.title;
  const edit = (value: string) => records.edit({ type: 'contacts', id: '4711', properties: { title: value } });

  it('take what Salesforce tells of a property that nobody has edited here', () => {
    records.take(change(1, null, 'CEO'));
    records.take(change(2, 'something else', 'CTO'));
    assert.equal(title(), 'CTO');
  });

  it('leave out what they had before, and what is older', () => {
    records.take(change(1, null, 'CEO'));
    records.take({ ...change(1, null, 'CFO') });
    records.take(change(2, null, 'CFO', '2026-07-20T11:00:00.000Z'));
    assert.equal(title(), 'CEO');
  });

  it('keep an edit that Salesforce had not seen, and take the outcome of one that it had', () => {
    records.take(change(1, null, 'CEO', '2026-07-20T11:00:00.000Z'));
    edit('Chief Executive');
    records.take(change(2, 'CEO', 'CFO'));
    assert.equal(title(), 'Chief Executive');
    records.take(change(3, 'Chief Executive', 'CFO'));
    assert.equal(title(), 'CFO');
  });

  it('send an edit as Demodesk would, with the value before it', () => {
    records.take(change(1, null, 'CEO', '2026-07-20T11:00:00.000Z'));
    const { meta, data } = edit('Chief Executive') as {
      meta: { event: { action: string } };
      data: { id: string; attributes: Record<string, unknown> };
    };
    assert.equal(meta.event.action, 'contact.updated');
    assert.equal(data.id, '4711');
    assert.equal(data.attributes.salesforceId, '003A');
    assert.deepEqual(data.attributes.title, {
      value: 'Chief Executive',
      modifiedAt: '2026-07-20T12:00:00.000Z',
      previous: 'CEO',
    });
  });

  it('know a deleted record', () => {
    records.take(change(1, null, 'CEO'));
    records.take({ ...change(2, null, null), kind: 'delete', changes: [] });
    assert.equal(records.list()[0]?.deleted, true);
  });
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isRecordChangeAction } from '../../src/demodesk/actions.ts';
import { MalformedDelivery, parseDelivery } from '../../src/demodesk/delivery.ts';
import type { Delivery } from '../../src/demodesk/delivery.ts';
import { recordChangeFromDelivery, NotARecordChange } from '../../src/record-change/from-delivery.ts';
import { recordChangePayload } from '../../src/record-change/schema.ts';
import { meetingEvent } from '../../src/salesforce/meeting-event.ts';

const SAMPLES = join(import.meta.dirname, '../../../config/samples');

const delivery = (attributes: object, action = 'contact.updated', id: string | null = '4711'): Delivery => {
  const event = { action, apiVersion: 'v1', createdAt: '2026-07-20T08:15:02.000Z' };
  const type = { 'contact.updated': 'contacts', 'account.updated': 'accounts' }[action] ?? 'opportunities';
  return parseDelivery(Buffer.from(JSON.stringify({ meta: { event }, data: { id, type, attributes } })));
};
const change = (attributes: object, action?: string) => recordChangeFromDelivery(delivery(attributes, action)).change;

describe('a sample of a changed record', () => {
  for (const name of readdirSync(join(SAMPLES, 'changes'))) {
    it(`${name} becomes the payload of the same name, which follows the contract`, () => {
      const payload = recordChangeFromDelivery(parseDelivery(readFileSync(join(SAMPLES, 'webhooks', name))));
      assert.deepEqual(payload, JSON.parse(readFileSync(join(SAMPLES, 'changes', name), 'utf8')));
      recordChangePayload.parse(payload);
    });
  }

  it('has a payload, and nothing else has one', () => {
    const changes = readdirSync(join(SAMPLES, 'webhooks')).filter((name) =>
      isRecordChangeAction(parseDelivery(readFileSync(join(SAMPLES, 'webhooks', name))).action),
    );
    assert.deepEqual(readdirSync(join(SAMPLES, 'changes')).sort(), changes.sort());
  });
});

describe('a record changed in Demodesk', () => {
  it('is named by its type and id in the event', () => {
    const { meetingId, eventType } = meetingEvent(
      recordChangeFromDelivery(delivery({ title: 'CEO' })),
      '2026-07-20T08:15:02.000Z',
    );
    assert.equal(meetingId, 'contacts:4711');
    assert.equal(eventType, 'contact.updated');
  });

  it('has for each property its own time, else the one of its list, else the common one', () => {
    const modifiedAt = '2026-07-20T10:00:00+02:00';
    assert.equal(change({ title: 'CEO', modifiedAt }).properties.title?.modifiedAt, '2026-07-20T08:00:00.000Z');
    const own = { value: 'CEO', modifiedAt: '2026-07-20T07:00:00Z' };
    assert.equal(change({ title: own, modifiedAt }).properties.title?.modifiedAt, '2026-07-20T07:00:00.000Z');
    const each = change({ title: 'CEO', phone: '1', modifiedAt: { title: modifiedAt } });
    assert.equal(each.properties.title?.modifiedAt, '2026-07-20T08:00:00.000Z');
    assert.equal(each.properties.phone?.modifiedAt, null);
    assert.equal(each.modifiedAt, '2026-07-20T08:00:00.000Z');
  });

  it('keeps the difference between a blank former value and an unknown one', () => {
    const { properties } = change({ title: { value: 'CEO', previous: null }, phone: { value: '1' } });
    assert.equal(properties.title?.previous, null);
    assert.ok(!('previous' in (properties.phone ?? {})));
  });

  it('is looked up by the address it had before', () => {
    assert.equal(change({ email: { value: 'new@x.example', previous: ' Old@X.example' } }).email, 'old@x.example');
    assert.equal(change({ email: 'Same@X.example' }).email, 'same@x.example');
  });

  it('of a company is looked up by its domain, else by its website', () => {
    assert.equal(change({ domain: 'WWW.Acme.example' }, 'account.updated').domain, 'acme.example');
    assert.equal(change({ website: 'https://www.acme.example/de' }, 'account.updated').domain, 'acme.example');
    assert.equal(change({ website: 'acme.example' }, 'account.updated').domain, 'acme.example');
    assert.equal(change({ website: 'n/a' }, 'account.updated').domain, null);
  });

  it('ignores what is no Salesforce id and properties that nobody syncs', () => {
    assert.equal(change({ salesforceId: 'nonsense', title: 'CEO' }).salesforceId, null);
    assert.equal(change({ salesforceId: '003Qx0000000001IAA' }).salesforceId, '003Qx0000000001IAA');
    assert.deepEqual(change({ shoeSize: 44 }).properties, {});
  });

  for (const [what, attributes, id, pointer] of [
    ['a property that is a list', { title: ['CEO'] }, '1', '/data/attributes/title'],
    ['a time that is none', { title: { value: 'CEO', modifiedAt: 'soon' } }, '1', '/data/attributes/title'],
    ['no id', { title: 'CEO' }, null, '/data/id'],
    ['an id that is too long to be kept', { title: 'CEO' }, 'x'.repeat(72), '/data/id'],
  ] as const) {
    it(`is refused with ${what}`, () => {
      assert.throws(
        () => delivery(attributes, 'contact.updated', id),
        (error) => error instanceof MalformedDelivery && error.status === 422 && error.pointer === pointer,
      );
    });
  }

  it('is not made of anything else', () => {
    assert.throws(() => recordChangeFromDelivery(delivery({}, 'demo.poll_answered')), NotARecordChange);
  });
});

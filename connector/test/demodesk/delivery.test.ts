import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DEMO_ACTIONS, isMeetingAction, isRecordChangeAction, RECORDING_ACTIONS } from '../../src/demodesk/actions.ts';
import { MalformedDelivery, parseDelivery } from '../../src/demodesk/delivery.ts';

const SAMPLES = join(import.meta.dirname, '../../../config/samples/webhooks');
const CREATED_AT = '2026-07-18T10:05:00.000Z';

const webhook = (action: string, data: Record<string, unknown>, createdAt: unknown = CREATED_AT): Buffer =>
  Buffer.from(JSON.stringify({ meta: { event: { action, apiVersion: 'v1', createdAt } }, data }));

const recordingWebhook = (attributes: Record<string, unknown>): Buffer =>
  webhook('recording.uploaded', {
    id: '98765',
    type: 'recordings',
    attributes: { demoId: 4711, token: 'abc', ...attributes },
  });

/** How a body is refused: status and pointer. */
const refusal = (body: Buffer | string): { status: number; pointer: string } => {
  try {
    parseDelivery(Buffer.from(body));
  } catch (error) {
    assert.ok(error instanceof MalformedDelivery);
    return { status: error.status, pointer: error.pointer };
  }
  return assert.fail('The body was taken.');
};

describe('a delivery', () => {
  it('is read from every sample webhook, all ten actions among them', () => {
    const deliveries = readdirSync(SAMPLES).map((name) => parseDelivery(readFileSync(join(SAMPLES, name))));
    const actions = new Set(deliveries.map(({ action }) => action));
    for (const action of [...DEMO_ACTIONS, ...RECORDING_ACTIONS]) assert.ok(actions.has(action), action);
  });

  it('has the key action:type:id:createdAt', () => {
    assert.equal(parseDelivery(recordingWebhook({})).key, `recording.uploaded:recordings:98765:${CREATED_AT}`);
  });

  for (const [missing, body] of [
    ['type', webhook('x.y', { id: '1', attributes: {} })],
    ['id', webhook('x.y', { type: 'things', attributes: {} })],
    ['createdAt', webhook('x.y', { id: '1', type: 'things', attributes: {} }, null)],
  ] as const) {
    it(`is known by the hash of its body when it has no ${missing}`, () => {
      assert.equal(parseDelivery(body).key, `sha256:${createHash('sha256').update(body).digest('hex')}`);
    });
  }

  it('keeps a key that fits into 255 characters, whatever is sent', () => {
    const body = webhook('x.y', { id: '1', type: 't'.repeat(500), attributes: {} });
    assert.match(parseDelivery(body).key, /^sha256:[0-9a-f]{64}$/);
  });

  it('has its id as a string, whether Demodesk sent a string or an integer', () => {
    const attributes = {};
    assert.equal(parseDelivery(webhook('x.y', { id: 42, type: 'demos', attributes })).id, '42');
    assert.equal(parseDelivery(webhook('x.y', { id: '42', type: 'demos', attributes })).id, '42');
  });

  it('keeps every digit of an id that is longer than a number can hold', () => {
    const body = '{"meta":{"event":{"action":"x.y"}},"data":{"id":12345678901234567890,"type":"demos"}}';
    assert.equal(parseDelivery(Buffer.from(body)).id, '12345678901234567890');
  });

  it('has its time in UTC, whatever offset was sent', () => {
    const body = webhook('x.y', { id: '1', type: 'demos', attributes: {} }, '2026-07-18T12:05:00+02:00');
    assert.equal(parseDelivery(body).createdAt, CREATED_AT);
  });

  it('of an unknown action is taken, and says that it is unknown', () => {
    const delivery = parseDelivery(webhook('demo.poll_answered', { id: '1', type: 'demos', attributes: { any: [1] } }));
    assert.equal(delivery.known, false);
  });

  it('of a changed contact is no meeting', () => {
    assert.equal(isRecordChangeAction('contact.updated'), true);
    assert.equal(isMeetingAction('contact.updated'), false);
  });

  it('may carry properties that nobody has heard of', () => {
    assert.equal(parseDelivery(recordingWebhook({ brandNew: { deep: true } })).known, true);
  });

  it('may have a byte order mark in front', () => {
    assert.equal(parseDelivery(Buffer.concat([Buffer.from('\uFEFF'), recordingWebhook({})])).known, true);
  });
});

describe('a malformed delivery', () => {
  for (const [what, body] of [
    ['nothing', ''],
    ['broken JSON', '{"meta":'],
    ['a list', '[]'],
    ['a bare word', '"hello"'],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['a hundred thousand brackets', '['.repeat(100_000)],
  ] as const) {
    it(`is refused with 400 when it is ${what}`, () => {
      assert.deepEqual(refusal(Buffer.from(body)), { status: 400, pointer: '' });
    });
  }

  for (const [pointer, body] of [
    ['/meta', Buffer.from('{}')],
    ['/meta/event/action', Buffer.from('{"meta":{"event":{"action":7}},"data":{}}')],
    ['/meta/event/createdAt', webhook('x.y', { id: '1', attributes: {} }, 'yesterday')],
    ['/data/attributes', webhook('x.y', { id: '1', attributes: 'none' })],
    ['/data/id', webhook('demo.ended', { type: 'demos', attributes: {} })],
    ['/data/id', webhook('demo.ended', { id: {}, type: 'demos', attributes: {} })],
    ['/data/attributes/demoId', recordingWebhook({ demoId: null })],
    ['/data/attributes/token', recordingWebhook({ token: ['a'] })],
    ['/data/attributes/salesforceAccountId', recordingWebhook({ salesforceAccountId: true })],
    ['/data/attributes/startDate', webhook('demo.ended', { id: '1', attributes: { startDate: 'soon' } })],
    ['/data/attributes/startDate', webhook('demo.ended', { id: '1', attributes: { startDate: '2026-13-41' } })],
    [
      '/data/attributes/event/attendees/0/email',
      webhook('demo.event_response_updated', { id: '1', attributes: { event: { attendees: [{ email: 5 }] } } }),
    ],
  ] as const) {
    it(`is refused with 422 that points to ${pointer}`, () => {
      assert.deepEqual(refusal(body), { status: 422, pointer });
    });
  }
});

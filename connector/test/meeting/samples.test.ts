import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isMeetingAction } from '../../src/demodesk/actions.ts';
import { createDemodeskClient } from '../../src/demodesk/client.ts';
import { parseDelivery } from '../../src/demodesk/delivery.ts';
import { MAX_PAYLOAD_LENGTH } from '../../src/meeting/fit-payload.ts';
import { meetingFromDelivery, meetingIdOf, NotAMeeting } from '../../src/meeting/from-delivery.ts';
import { meetingPayload } from '../../src/meeting/schema.ts';
import type { MeetingPayload } from '../../src/meeting/schema.ts';
import { startStandIn } from '../../stand-in/server.ts';
import type { StandIn } from '../../stand-in/server.ts';

const SAMPLES = join(import.meta.dirname, '../../../config/samples');
const rawWebhook = (name: string): Buffer => readFileSync(join(SAMPLES, 'webhooks', name));

describe('a sample webhook', () => {
  let demodesk: StandIn;
  before(async () => {
    demodesk = await startStandIn({ port: 0 });
  });
  after(() => demodesk.close());

  const normalise = (name: string): Promise<MeetingPayload> =>
    meetingFromDelivery(
      parseDelivery(rawWebhook(name)),
      createDemodeskClient({ baseUrl: demodesk.apiUrl, apiKey: 'local' }),
    );

  for (const name of readdirSync(join(SAMPLES, 'meetings'))) {
    it(`${name} becomes the meeting of the same name, which follows the contract and fits into an event`, async () => {
      const payload = await normalise(name);
      assert.deepEqual(payload, JSON.parse(readFileSync(join(SAMPLES, 'meetings', name), 'utf8')));
      meetingPayload.parse(payload);
      assert.ok(JSON.stringify(payload).length <= MAX_PAYLOAD_LENGTH);
    });
  }

  it('about a meeting has a sample meeting, another one has none', () => {
    const known = readdirSync(join(SAMPLES, 'webhooks')).filter((name) =>
      isMeetingAction(parseDelivery(rawWebhook(name)).action),
    );
    assert.deepEqual(readdirSync(join(SAMPLES, 'meetings')).sort(), known.sort());
  });

  it('of a recording leads to the same meeting as those of its demo', async () => {
    const names = readdirSync(join(SAMPLES, 'webhooks')).filter((name) => name.startsWith('nordlicht-'));
    const payloads = await Promise.all(names.map(normalise));
    assert.equal(payloads.length, 5);
    assert.deepEqual(new Set(payloads.map(({ meeting }) => meeting.id)), new Set(['48120']));
    assert.deepEqual(new Set(names.map((name) => meetingIdOf(parseDelivery(rawWebhook(name))))), new Set(['48120']));
  });

  it('of a recording that Demodesk does not know still becomes a meeting, from what the webhook says', async () => {
    const { meeting } = await normalise('sonnenhof-recording-not-in-api.json');
    assert.equal(meeting.title, null);
    assert.equal(meeting.status, 'completed');
    assert.equal(meeting.actionItems?.length, 2);
  });

  it('never leads to a link that expires', async () => {
    for (const name of readdirSync(join(SAMPLES, 'meetings'))) {
      assert.doesNotMatch(JSON.stringify(await normalise(name)), /signature=|media\.demodesk/);
    }
  });

  it('of an unknown action is refused by the normaliser', async () => {
    await assert.rejects(normalise('unknown-action.json'), NotAMeeting);
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import { isRecordChangeAction } from '../../src/demodesk/actions.ts';
import { readSampleRecordings } from '../../stand-in/sample-recordings.ts';
import type { SampleRecording } from '../../stand-in/sample-recordings.ts';
import { startStandIn } from '../../stand-in/server.ts';
import type { StandIn, StandInOptions } from '../../stand-in/server.ts';
import {
  errorResponse,
  recordingDetailResponse,
  recordingIndexResponse,
  scorecardsResponse,
  summariesResponse,
  transcriptResponse,
  webhookAttributes,
  webhookEnvelope,
} from './api-schemas.ts';

const actionOf = (body: unknown): string =>
  z.object({ meta: z.object({ event: z.object({ action: z.string() }) }) }).parse(body).meta.event.action;

const WEBHOOKS = join(import.meta.dirname, '../../../config/samples/webhooks');
const KEY = { authorization: 'Bearer local' };

const get = (standIn: StandIn, path: string, headers: Record<string, string> = KEY): Promise<Response> =>
  fetch(`${standIn.apiUrl}${path}`, { headers });

const started = async (test: TestContext, options: StandInOptions = {}): Promise<StandIn> => {
  const standIn = await startStandIn({ port: 0, ...options });
  test.after(() => standIn.close());
  return standIn;
};

const post = (standIn: StandIn, path: string, body: unknown, method = 'POST'): Promise<Response> =>
  fetch(`${standIn.url}/stand-in${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('the Demodesk stand-in', () => {
  let standIn: StandIn;
  let samples: SampleRecording[];
  before(async () => {
    standIn = await startStandIn({ port: 0 });
    samples = [...(await readSampleRecordings()).values()];
  });
  after(() => standIn.close());

  const tokens = async (query: string): Promise<string[]> => {
    const answer = recordingIndexResponse.parse(await (await get(standIn, `/recordings?${query}`)).json());
    return answer.data.map(({ recordingToken }) => recordingToken);
  };

  it("serves every sample recording in the form of Demodesk's API description", async () => {
    for (const { recording } of samples) {
      const path = `/recordings/${recording.recordingToken}`;
      recordingDetailResponse.parse(await (await get(standIn, path)).json());
      summariesResponse.parse(await (await get(standIn, `${path}/summaries`)).json());
      scorecardsResponse.parse(await (await get(standIn, `${path}/scorecards`)).json());
    }
  });

  it('serves a transcript when there is one, 204 when it is empty, 202 while it is being made', async () => {
    for (const { recording, transcript } of samples) {
      const answer = await get(standIn, `/recordings/${recording.recordingToken}/transcript`);
      assert.equal(answer.status, { ready: 200, empty: 204, processing: 202 }[transcript.state]);
      if (answer.status === 200) transcriptResponse.parse(await answer.json());
      if (answer.status === 202) errorResponse.parse(await answer.json());
    }
  });

  it('serves a transcript as plain text when asked to', async () => {
    const ready = samples.find(({ transcript }) => transcript.state === 'ready');
    const path = `/recordings/${ready?.recording.recordingToken ?? ''}/transcript?format=plaintext`;
    const answer = await get(standIn, path);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
  });

  it('lists every recording once, page by page', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = `limit=4${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = recordingIndexResponse.parse(await (await get(standIn, `/recordings?${query}`)).json());
      assert.ok(page.data.length <= 4);
      seen.push(...page.data.map(({ recordingToken }) => recordingToken));
      cursor = page.meta.hasNext ? (page.meta.nextCursor ?? null) : null;
    }
    assert.deepEqual(seen.sort(), samples.map(({ recording }) => recording.recordingToken).sort());
  });

  for (const [filter, keep] of [
    [
      'filter[postprocessing_status_eq]=done&filter[status_eq]=ready',
      ({ recording }) => recording.postprocessingStatus === 'done',
    ],
    ['filter[updated_at_gteq]=2026-07-16T00:00:00Z', ({ recording }) => recording.updatedAt >= '2026-07-16'],
    ['filter[demo_id_eq]=48120', ({ recording }) => recording.demoId === '48120'],
    [
      'filter[host_eq]=DAVID.NOVAK@demodesk-local.example',
      ({ recording }) => recording.host?.email.startsWith('david') === true,
    ],
    [
      'filter[access_in][]=host_only&filter[access_in][]=selected_groups',
      ({ recording }) => recording.access.startsWith('host_only') || recording.access === 'selected_groups',
    ],
    ['filter[duration_gteq]=3600000', ({ recording }) => (recording.durationMs ?? 0) >= 3_600_000],
    ['filter[attendee_eq]=anna.bergmann@nordlicht-energie.de', ({ recording }) => recording.demoId === '48120'],
    ['filter[group_id_eq]=77', ({ recording }) => recording.groups.length > 0],
  ] satisfies [string, (sample: SampleRecording) => boolean][]) {
    it(`filters by ${filter}`, async () => {
      const expected = samples.filter(keep).map(({ recording }) => recording.recordingToken);
      assert.ok(expected.length > 0 && expected.length < samples.length);
      assert.deepEqual((await tokens(filter)).sort(), expected.sort());
    });
  }

  for (const [path, status] of [
    ['/recordings/unknown', 404],
    ['/recordings/unknown/summaries', 404],
    ['/anything', 404],
    ['/recordings?limit=0', 400],
    ['/recordings?limit=101', 400],
    ['/recordings?cursor=made-up', 400],
    ['/recordings?filter[colour_eq]=red', 400],
  ] as const) {
    it(`answers ${path} with ${status} and an error body`, async () => {
      const answer = await get(standIn, path);
      assert.equal(answer.status, status);
      errorResponse.parse(await answer.json());
    });
  }

  it('lets nobody in without the key, and takes the old header too', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { 'api-key': 'wrong' }]) {
      const answer = await get(standIn, '/recordings', headers);
      assert.equal(answer.status, 401);
      errorResponse.parse(await answer.json());
    }
    assert.equal((await get(standIn, '/recordings', { 'api-key': 'local' })).status, 200);
  });
});

describe('the stand-in’s rate limit', () => {
  it('lets 120 requests a minute through, then says how long to wait, then lets through again', async (test) => {
    let now = 1_000_000;
    const standIn = await started(test, { rateLimit: true, now: () => now });
    for (let count = 0; count < 120; count += 1) assert.equal((await get(standIn, '/recordings/none')).status, 404);
    now += 20_000;
    const refused = await get(standIn, '/recordings/none');
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '40']);
    now += 40_000;
    assert.equal((await get(standIn, '/recordings/none')).status, 404);
  });

  it('lets 60 lists a minute through', async (test) => {
    const standIn = await started(test, { rateLimit: true, now: () => 0 });
    for (let count = 0; count < 60; count += 1) assert.equal((await get(standIn, '/recordings')).status, 200);
    assert.equal((await get(standIn, '/recordings')).status, 429);
    assert.equal((await get(standIn, '/recordings/none')).status, 404);
  });

  it('is off until it is switched on', async (test) => {
    const standIn = await started(test, { now: () => 0 });
    for (let count = 0; count < 130; count += 1) assert.equal((await get(standIn, '/recordings/none')).status, 404);
    await post(standIn, '/rate-limit', {}, 'PUT');
    for (let count = 0; count < 120; count += 1) await get(standIn, '/recordings/none');
    assert.equal((await get(standIn, '/recordings/none')).status, 429);
  });
});

describe('the stand-in, told to misbehave', () => {
  for (const [answer, status] of [
    [429, 429],
    [503, 503],
    [202, 202],
    [401, 401],
  ] as const) {
    it(`answers ${status} as often as told, then behaves again`, async (test) => {
      const standIn = await started(test);
      assert.equal((await post(standIn, '/misbehave', { answer, times: 2, retryAfter: 3 })).status, 204);
      for (let count = 0; count < 2; count += 1) {
        const refused = await get(standIn, '/recordings');
        assert.equal(refused.status, status);
        if (status === 429) assert.equal(refused.headers.get('retry-after'), '3');
        else errorResponse.parse(await refused.json());
      }
      assert.equal((await get(standIn, '/recordings')).status, 200);
    });
  }

  it('answers properly but late', async (test) => {
    const standIn = await started(test);
    await post(standIn, '/misbehave', { answer: 'slow', delayMs: 5 });
    assert.equal((await get(standIn, '/recordings')).status, 200);
  });

  it('can be told to stop, and refuses what it cannot do', async (test) => {
    const standIn = await started(test);
    await post(standIn, '/misbehave', { answer: 503, times: 100 });
    await post(standIn, '/misbehave', {}, 'DELETE');
    assert.equal((await get(standIn, '/recordings')).status, 200);
    assert.equal((await post(standIn, '/misbehave', { answer: 418 })).status, 400);
  });
});

describe('the stand-in’s webhooks', () => {
  interface Received {
    secret: string | undefined;
    body: string;
  }

  const receiver = async (test: TestContext): Promise<{ url: string; received: Received[] }> => {
    const received: Received[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const secret = request.headers['x-demodesk-token'];
        received.push({ secret: String(secret), body: Buffer.concat(chunks).toString() });
        response.writeHead(202).end('{"duplicate":false}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    test.after(() => {
      server.closeAllConnections();
      server.close();
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, received };
  };

  it('carry the secret header and the sample as it is, and report the answer', async (test) => {
    const { url, received } = await receiver(test);
    const standIn = await started(test, { webhooks: { url, header: 'X-Demodesk-Token', secret: 'local' } });
    const answer = await post(standIn, '/webhooks', { sample: 'nordlicht-3-demo-ended' });
    assert.deepEqual(await answer.json(), { status: 202, body: '{"duplicate":false}' });
    const body = readFileSync(join(WEBHOOKS, 'nordlicht-3-demo-ended.json'), 'utf8');
    assert.deepEqual(received, [{ secret: 'local', body }]);
  });

  it('may carry any body', async (test) => {
    const { url, received } = await receiver(test);
    const standIn = await started(test, { webhooks: { url, header: 'X-Demodesk-Token', secret: 'local' } });
    await post(standIn, '/webhooks', { body: { wrong: true } });
    assert.equal(received[0]?.body, '{"wrong":true}');
  });

  it('say when nobody answers, and when there is no such sample', async (test) => {
    const webhooks = { url: 'http://127.0.0.1:1/', header: 'X-Demodesk-Token', secret: 'local' };
    const standIn = await started(test, { webhooks });
    assert.equal((await post(standIn, '/webhooks', { body: {} })).status, 502);
    assert.equal((await post(standIn, '/webhooks', { sample: '../recordings/nordlicht' })).status, 400);
  });

  it("follow Demodesk's API description, sample by sample", () => {
    const seen = new Set<string>();
    for (const name of readdirSync(WEBHOOKS)) {
      const body: unknown = JSON.parse(readFileSync(join(WEBHOOKS, name), 'utf8'));
      // Changes of records are the connector's own contract: Demodesk's description does not know them yet.
      if (isRecordChangeAction(actionOf(body))) continue;
      const { meta, data } = webhookEnvelope.parse(body);
      webhookAttributes.get(meta.event.action)?.parse(data.attributes);
      assert.equal(data.type, `${meta.event.action.split('.')[0] ?? ''}s`);
      seen.add(meta.event.action);
    }
    for (const action of webhookAttributes.keys()) assert.ok(seen.has(action), action);
  });
});

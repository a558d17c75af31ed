import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { createDemodeskClient } from '../../src/demodesk/client.ts';
import type { DemodeskClient } from '../../src/demodesk/client.ts';
import {
  DemodeskNotReady,
  DemodeskRateLimited,
  DemodeskUnauthorized,
  DemodeskUnavailable,
  DemodeskUnexpected,
} from '../../src/demodesk/errors.ts';

/** A client of a server that answers as told. */
const clientOf = async (test: TestContext, answer: RequestListener, timeoutMs = 5000): Promise<DemodeskClient> => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return createDemodeskClient({ baseUrl: `http://127.0.0.1:${port}/api/v2/`, apiKey: 'secret', timeoutMs });
};

const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };

const error = { error: { code: 'some_code', message: 'Some message', requestId: 'req_123' } };

describe("Demodesk's client", () => {
  it('asks with the key as a bearer token, below the base URL', async (test) => {
    let asked: IncomingMessage | undefined;
    const client = await clientOf(test, (request, response) => {
      asked = request;
      answering(404, error)(request, response);
    });
    await client.summaries('d0584dc4e31be4a0');
    assert.equal(asked?.url, '/api/v2/recordings/d0584dc4e31be4a0/summaries');
    assert.equal(asked.headers.authorization, 'Bearer secret');
  });

  it('reads a recording whose ids are integers, whose properties are missing, and that has some nobody knows', async (test) => {
    const client = await clientOf(test, answering(200, { data: { recordingToken: 'abc', demoId: 7, novelty: {} } }));
    const recording = await client.recording('abc');
    assert.equal(recording?.demoId, '7');
    assert.deepEqual([recording.name, recording.durationMs, recording.participants], [null, null, []]);
  });

  it('gives up one unreadable time rather than the recording', async (test) => {
    const data = { recordingToken: 'abc', demoId: '7', updatedAt: 'soon', demoStartDate: '2026-07-18T10:00:00+02:00' };
    const recording = await (await clientOf(test, answering(200, { data }))).recording('abc');
    assert.deepEqual([recording?.updatedAt, recording?.demoStartDate], [null, '2026-07-18T08:00:00.000Z']);
  });

  it('knows no recording where Demodesk answers 404', async (test) => {
    const client = await clientOf(test, answering(404, error));
    assert.equal(await client.recording('abc'), undefined);
    assert.equal(await client.scorecards('abc'), undefined);
  });

  it('takes 204 for an empty list', async (test) => {
    assert.deepEqual(await (await clientOf(test, answering(204, undefined))).summaries('abc'), []);
  });

  it('never asks for a token that leads to another path', async (test) => {
    const client = await clientOf(test, () => assert.fail('It asked.'));
    for (const token of ['..', '../users', 'a/b', '', 'a?b', 'a%2fb']) {
      assert.equal(await client.recording(token), undefined);
    }
  });

  for (const [status, type, transient] of [
    [202, DemodeskNotReady, true],
    [401, DemodeskUnauthorized, false],
    [403, DemodeskUnauthorized, false],
    [500, DemodeskUnavailable, true],
    [503, DemodeskUnavailable, true],
    [400, DemodeskUnexpected, false],
    [302, DemodeskUnexpected, false],
  ] as const) {
    it(`turns ${status} into ${type.name}, with the request id for Demodesk's support`, async (test) => {
      const client = await clientOf(test, answering(status, error, { location: 'http://127.0.0.1:1/' }));
      await assert.rejects(client.recording('abc'), (thrown) => {
        assert.ok(thrown instanceof type);
        assert.deepEqual(
          [thrown.status, thrown.requestId, thrown.code, thrown.transient],
          [status, 'req_123', 'some_code', transient],
        );
        return true;
      });
    });
  }

  it('turns 429 into how long to wait', async (test) => {
    const client = await clientOf(test, answering(429, undefined, { 'retry-after': '12' }));
    await assert.rejects(client.recording('abc'), (thrown) => {
      assert.ok(thrown instanceof DemodeskRateLimited);
      assert.equal(thrown.retryAfterMs, 12_000);
      return true;
    });
  });

  it('waits for an answer no longer than it was told', async (test) => {
    const client = await clientOf(test, () => undefined, 30);
    await assert.rejects(client.recording('abc'), DemodeskUnavailable);
  });

  it('calls a server that is not there unavailable', async () => {
    const client = createDemodeskClient({ baseUrl: 'http://127.0.0.1:1', apiKey: 'secret' });
    await assert.rejects(client.recording('abc'), DemodeskUnavailable);
  });

  it('says where an answer has another shape', async (test) => {
    const client = await clientOf(test, answering(200, { data: { recordingToken: 'abc' } }));
    await assert.rejects(client.recording('abc'), /data\.demoId/);
  });

  it('takes a page of HTML for no answer', async (test) => {
    const client = await clientOf(test, (_request, response) => response.end('<html>Sign in</html>'));
    await assert.rejects(client.recording('abc'), DemodeskUnexpected);
  });

  it('never shows the key in an error', async (test) => {
    const client = await clientOf(test, answering(401, error));
    await assert.rejects(client.recording('abc'), (thrown) => {
      assert.doesNotMatch(JSON.stringify([thrown, String(thrown)]), /secret/);
      return true;
    });
  });
});

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { FeedItem } from '../../src/changes/feed.ts';
import { pushOnce } from '../../src/push/attempt.ts';
import type { PushNetwork } from '../../src/push/network.ts';
import { titleChange } from '../support/changes.ts';

const { changeKey: cursor, ...change } = titleChange(1);
const item: FeedItem = { ...change, cursor };

describe('one push', { timeout: 30_000 }, () => {
  let url: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const server = createServer((request, response) => answer(request, response));
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
  const push = (to = url, network: PushNetwork = 'this-machine') =>
    pushOnce({ url: to, secrets, network }, item, new AbortController().signal);

  it('that meets a connection which the receiver has just closed is made on a new one', async () => {
    const seen = new Map<Socket, number>();
    const ids: unknown[] = [];
    answer = (request, response) => {
      const times = (seen.get(request.socket) ?? 0) + 1;
      seen.set(request.socket, times);
      ids.push(request.headers['webhook-id']);
      if (times > 1) request.socket.destroy();
      else request.resume().on('end', () => response.writeHead(204).end());
    };
    assert.deepEqual(await push(), { is: 'taken' });
    assert.deepEqual(await push(), { is: 'taken' });
    assert.equal(seen.size, 2);
    assert.equal(ids.length, 3);
    assert.equal(new Set(ids).size, 1);
  });

  it('fails when a new connection is closed without an answer', async () => {
    answer = (request) => request.socket.destroy();
    const result = await push();
    assert.equal(result.is, 'failed');
  });

  it('takes note of what the receiver asks for, and of nothing it says', async () => {
    answer = (request, response) => {
      request.resume();
      response.writeHead(429, { 'retry-after': '7' }).end('x'.repeat(100_000));
    };
    assert.deepEqual(await push(), {
      ...{ is: 'failed', status: 429, reason: 'The receiver answered 429.' },
      retryAfterMs: 7000,
    });
  });

  it('goes nowhere inside, whether the address is written or behind a name', async () => {
    let requests = 0;
    answer = (request, response) => {
      requests += 1;
      request.resume().on('end', () => response.writeHead(204).end());
    };
    // Leaves an open connection behind, under a rule that allows it.
    assert.equal((await push(url.replace('127.0.0.1', 'localhost'))).is, 'taken');
    for (const network of ['private', 'public'] as const) {
      for (const host of ['127.0.0.1', 'localhost', 'localhost.', '[::1]']) {
        const result = await push(url.replace('127.0.0.1', host), network);
        assert.match(result.is === 'failed' ? result.reason : '', /leads to an address inside/, host);
      }
    }
    assert.equal(requests, 1);
  });

  it('that cannot reach anybody says why', async () => {
    const result = await push('http://127.0.0.1:9/hook');
    assert.match(result.is === 'failed' ? result.reason : '', /could not be reached: .*ECONNREFUSED/);
  });
});

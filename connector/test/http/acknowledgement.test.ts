import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import express from 'express';
import { createInbox } from '../../src/deliveries/inbox.ts';
import type { NewDelivery } from '../../src/deliveries/delivery-store.ts';
import { demodeskWebhook } from '../../src/http/demodesk-webhook.ts';
import { problemHandler } from '../../src/http/problem.ts';
import { createLogger } from '../../src/logging.ts';
import { postWebhook, webhook } from '../support/connector.ts';

const log = createLogger('silent');

describe('a webhook is acknowledged', { timeout: 20_000 }, () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  const serve = async (insert: (deliveries: readonly NewDelivery[]) => Promise<Set<string>>): Promise<string> => {
    const app = express();
    const inbox = createInbox({ insert }, 0, () => undefined);
    const sender = { workspace: 'default', secrets: ['local'], signingSecrets: [] };
    const options = { header: 'x-demodesk-token', signatureRequired: false, senderOf: () => sender, inbox, log };
    app.use('/webhooks/demodesk', demodeskWebhook(options));
    app.use(problemHandler(log));
    const listening = createServer(app);
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  };

  it('only after the commit', async () => {
    const committed = Promise.withResolvers<undefined>();
    const inserting = Promise.withResolvers<undefined>();
    let answered = false;
    const url = await serve(async (deliveries) => {
      inserting.resolve(undefined);
      await committed.promise;
      return new Set(deliveries.map(({ id }) => id));
    });
    const answer = postWebhook(url, webhook('1')).then((response) => {
      answered = true;
      return response;
    });
    await inserting.promise;
    // Another full round trip through the same server: an early answer would have come by now.
    await fetch(`${url}/anything`);
    assert.equal(answered, false);
    committed.resolve(undefined);
    assert.equal((await answer).status, 202);
  });

  it('together with those that arrived during the commit before it', async () => {
    const batches: number[] = [];
    const first = Promise.withResolvers<undefined>();
    const url = await serve(async (deliveries) => {
      batches.push(deliveries.length);
      if (batches.length === 1) await first.promise;
      return new Set(deliveries.map(({ id }) => id));
    });
    const one = postWebhook(url, webhook('first'));
    while (batches.length === 0) await fetch(`${url}/anything`);
    const others = Array.from({ length: 10 }, (_, index) => postWebhook(url, webhook(`later-${index}`)));
    // The server handles connections in the order they came, so these ten are read when this one is answered.
    for (let asked = 0; asked < 20; asked += 1) await fetch(`${url}/anything`);
    first.resolve(undefined);
    await Promise.all([one, ...others]);
    assert.equal(
      batches.reduce((sum, size) => sum + size, 0),
      11,
    );
    assert.ok(batches.length <= 3, `11 webhooks took ${batches.length} commits`);
  });

  it('with 503 and Retry-After when it could not be stored', async () => {
    const url = await serve(() => Promise.reject(new Error('disk full')));
    const response = await postWebhook(url, webhook('1'));
    assert.equal(response.status, 503);
    assert.equal(response.headers.get('retry-after'), '5');
  });

  it('with 503 alone when the database refuses it and takes its neighbours', async () => {
    const first = Promise.withResolvers<undefined>();
    let calls = 0;
    const url = await serve(async (deliveries) => {
      calls += 1;
      if (calls === 1) await first.promise;
      if (deliveries.some(({ key }) => key.includes('poison')))
        throw Object.assign(new Error('unsupported Unicode'), { code: '22P05' });
      return new Set(deliveries.map(({ id }) => id));
    });
    const answers = [webhook('plug'), webhook('good-1'), webhook('poison'), webhook('good-2')].map((body) =>
      postWebhook(url, body),
    );
    while (calls === 0) await fetch(`${url}/anything`);
    first.resolve(undefined);
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    assert.deepEqual(statuses, [202, 202, 503, 202]);
  });

  it('with 503 for all when the database is away, which is found out once', async () => {
    const first = Promise.withResolvers<undefined>();
    let calls = 0;
    const url = await serve(async () => {
      calls += 1;
      if (calls === 1) await first.promise;
      throw Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' });
    });
    const one = postWebhook(url, webhook('first'));
    while (calls === 0) await fetch(`${url}/anything`);
    const others = Array.from({ length: 10 }, (_, index) => postWebhook(url, webhook(`later-${index}`)));
    for (let asked = 0; asked < 20; asked += 1) await fetch(`${url}/anything`);
    first.resolve(undefined);
    const statuses = (await Promise.all([one, ...others])).map(({ status }) => status);
    assert.deepEqual(new Set(statuses), new Set([503]));
    assert.ok(calls <= 3, `11 webhooks asked the database ${calls} times`);
  });
});

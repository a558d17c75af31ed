import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FeedItem } from '../../src/changes/feed.ts';

/** One push as it arrived. */
export interface ReceivedPush {
  headers: IncomingHttpHeaders;
  body: string;
  item: FeedItem;
}

/** Demodesk's end of a push, under the control of a test. */
export interface PushReceiver {
  url: string;
  received: ReceivedPush[];
  /** What it answers: a status, or `hang` for no answer. */
  answer: (push: ReceivedPush) => number | 'hang';
  /** The most requests at the same time for one record. */
  mostAtOnceOfARecord: number;
  close(): Promise<void>;
}

export const startPushReceiver = async (): Promise<PushReceiver> => {
  const open = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const push: ReceivedPush = { headers: request.headers, body, item: JSON.parse(body) as FeedItem };
      const { recordId } = push.item;
      receiver.received.push(push);
      open.set(recordId, (open.get(recordId) ?? 0) + 1);
      receiver.mostAtOnceOfARecord = Math.max(receiver.mostAtOnceOfARecord, open.get(recordId) ?? 0);
      response.on('close', () => open.set(recordId, (open.get(recordId) ?? 1) - 1));
      const answer = receiver.answer(push);
      if (answer === 'hang') return;
      setImmediate(() => response.writeHead(answer).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: PushReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received: [],
    answer: () => 204,
    mostAtOnceOfARecord: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
};

import { Agent, request } from 'node:http';
import { percentiles, type Percentiles } from './percentiles.ts';

export interface LoadResult {
  readonly accepted: number;
  readonly refused: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly latencyMs: Percentiles;
}

const send = (url: URL, agent: Agent, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-demodesk-token': 'local',
        },
      },
      (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
        answer.once('error', reject);
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });

/**
 * Posts bodies over keep-alive connections, each sender waiting for its answer before it sends the next.
 * @param url what to post to
 * @param senders how many at once
 * @param forMs stops sending after so many milliseconds
 * @param nextBody makes the n-th body
 */
export const load = async (
  url: string,
  senders: number,
  forMs: number,
  nextBody: (n: number) => string,
): Promise<LoadResult> => {
  const agent = new Agent({ keepAlive: true, maxSockets: senders });
  const target = new URL(url);
  const samples: number[] = [];
  let refused = 0;
  let n = 0;
  const started = performance.now();
  const sender = async (): Promise<void> => {
    while (performance.now() - started < forMs) {
      const body = nextBody(n++);
      const sent = performance.now();
      const status = await send(target, agent, body);
      if (status === 202) samples.push(performance.now() - sent);
      else refused += 1;
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return {
    accepted: samples.length,
    refused,
    seconds: Math.round(seconds * 100) / 100,
    perSecond: Math.round(samples.length / seconds),
    latencyMs: percentiles(samples.length > 0 ? samples : [Number.NaN]),
  };
};

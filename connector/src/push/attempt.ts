import { createHash } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { FeedItem } from '../changes/feed.ts';
import { retryAfterMs } from '../demodesk/retry-after.ts';
import { AddressRefused, guardedLookup, mayName } from './network.ts';
import type { PushNetwork } from './network.ts';
import { signed } from './target.ts';
import type { PushTarget, SignedRequest } from './target.ts';

const TIMEOUT_MS = 15_000;
const IDLE_CONNECTION_MS = 5000;

const agents = () => ({
  http: new HttpAgent({ keepAlive: true, timeout: IDLE_CONNECTION_MS }),
  https: new HttpsAgent({ keepAlive: true, timeout: IDLE_CONNECTION_MS }),
});
/** Kept connections, apart for each rule: one that was made under a wider rule must not serve a narrower one. */
const AGENTS = { 'this-machine': agents(), private: agents(), public: agents() } as const satisfies Record<
  PushNetwork,
  unknown
>;

/** What the receiver answered to one push. */
export type PushAnswer =
  | { is: 'taken' }
  /** It wants nothing more, of anything (410). */
  | { is: 'gone' }
  /** Not now. `retryAfterMs` is what it asked for, where it did. */
  | { is: 'failed'; status: number | null; reason: string; retryAfterMs?: number };

/** @returns the id of a change's message: the same for every attempt, different in every feed */
export const messageId = ({ cursor }: Pick<FeedItem, 'cursor'>): string =>
  `msg_${createHash('sha256').update(cursor).digest('base64url').slice(0, 32)}`;

const unreachable = (error: unknown): PushAnswer => {
  const cause = error instanceof Error ? error.message : '';
  return {
    ...{ is: 'failed', status: null },
    reason: `The receiver could not be reached${cause === '' ? '.' : `: ${cause}`}`,
  };
};

/** A kept connection that the receiver closed at the same moment: the request was never read. */
const cameTooLate = (request: ClientRequest, error: Error): boolean =>
  request.reusedSocket && 'code' in error && error.code === 'ECONNRESET';

/** @returns the answer's head; what follows it is of no interest */
const post = (target: PushTarget, signedRequest: SignedRequest, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { url, network } = target;
    const { headers, body } = signedRequest;
    const { protocol, hostname } = new URL(url);
    // A written address is not looked up; the target may be older than the rule.
    if (!mayName(network, hostname)) throw new AddressRefused(hostname);
    const secure = protocol === 'https:';
    const send = secure ? httpsRequest : httpRequest;
    const options = {
      ...{ method: 'POST', signal, lookup: guardedLookup(network), agent: AGENTS[network][secure ? 'https' : 'http'] },
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    };
    // Redirects are not followed: they could lead anywhere, with the change in them.
    const request = send(url, options, (response) => {
      response.on('error', () => undefined); // what is cut off behind the head is not missed
      response.resume();
      resolve(response);
    });
    request.on('error', (error) => {
      // Each turn uses up one kept connection; on a new one it is not tried again. The id of the message is the same.
      if (cameTooLate(request, error)) resolve(post(target, signedRequest, signal));
      else reject(error);
    });
    request.end(body);
  });

/** Sends one change once. Never rejects: whatever happens is an answer. */
export const pushOnce = async (target: PushTarget, item: FeedItem, signal: AbortSignal): Promise<PushAnswer> => {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const request = signed(target.secrets, messageId(item), new Date(), JSON.stringify(item));
    const { statusCode: status = 0, headers } = await post(target, request, AbortSignal.any([signal, timeout]));
    if (status >= 200 && status < 300) return { is: 'taken' };
    if (status === 410) return { is: 'gone' };
    const asked = headers['retry-after'];
    return {
      ...{ is: 'failed', status, reason: `The receiver answered ${status}.` },
      ...(asked === undefined ? {} : { retryAfterMs: retryAfterMs(asked, Date.now()) }),
    };
  } catch (error) {
    if (!timeout.aborted) return unreachable(error);
    return { is: 'failed', status: null, reason: `The receiver did not answer within ${TIMEOUT_MS / 1000} s.` };
  }
};

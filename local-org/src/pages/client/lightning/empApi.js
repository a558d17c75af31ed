/** Events of the org, streamed to the page. */
import { call } from '../platform/server.js';

const errorListeners = new Set();
let debug = false;
let nextId = 1;

/**
 * @param channel `/event/Name__e`
 * @param replayId -1 = new ones, -2 = all that are kept, or the id of the last one seen
 * @returns the subscription, when the org has accepted it
 */
export const subscribe = async (channel, replayId, receive) => {
  const query = new URLSearchParams({ channel, replayId: String(replayId) });
  // Asked first, so that a refusal is heard with its reason: a stream that fails tells none.
  await call('GET', `events/check?${query}`);
  const source = new EventSource(`/lightning/api/events?${query}`);
  const subscription = { id: String(nextId), channel, replayId };
  nextId += 1;
  source.addEventListener('message', ({ data }) => {
    const message = JSON.parse(data);
    if (debug) console.info('empApi', message);
    receive(message);
  });
  source.addEventListener('error', () => {
    for (const listener of errorListeners)
      listener({ channel, error: 'The stream of events was interrupted', subscription: channel });
  });
  sources.set(subscription.id, source);
  await new Promise((resolve) => {
    source.addEventListener('open', resolve, { once: true });
    source.addEventListener('error', resolve, { once: true });
  });
  return subscription;
};

const sources = new Map();

export const unsubscribe = async (subscription, callback) => {
  sources.get(subscription.id)?.close();
  const successful = sources.delete(subscription.id);
  const answer = { id: subscription.id, channel: '/meta/unsubscribe', subscription: subscription.channel, successful };
  callback?.(answer);
  return answer;
};

export const onError = (listener) => void errorListeners.add(listener);
export const setDebugFlag = (flag) => void (debug = flag);
export const isEmpEnabled = () => Promise.resolve(true);

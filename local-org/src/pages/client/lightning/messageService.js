/** Messages between components of a page, by channel. */
const APPLICATION_SCOPE = Symbol('application scope');
const subscriptions = new Map();

const nameOf = (channel) => {
  if (!channel?.name) throw new Error('A message channel from @salesforce/messageChannel is expected');
  return channel.name;
};

export { APPLICATION_SCOPE };
export const createMessageContext = () => ({});
export const releaseMessageContext = () => undefined;

export const publish = (_context, channel, message) => {
  for (const { listener } of subscriptions.get(nameOf(channel)) ?? []) listener(message);
};

export const subscribe = (_context, channel, listener) => {
  const name = nameOf(channel);
  const subscription = { name, listener };
  subscriptions.set(name, new Set([...(subscriptions.get(name) ?? []), subscription]));
  return subscription;
};

export const unsubscribe = (subscription) => void subscriptions.get(subscription?.name)?.delete(subscription);

/** Wire adapter: the context that `publish` and `subscribe` take. */
export class MessageContext {
  constructor(emit) {
    emit({});
  }
  update() {}
  connect() {}
  disconnect() {}
}

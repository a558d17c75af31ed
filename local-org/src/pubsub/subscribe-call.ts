import { status, type ServerDuplexStream } from '@grpc/grpc-js';
import type { Session } from '../security/sessions.ts';
import { authenticate } from './authenticate.ts';
import type { PubSubContext } from './context.ts';
import type { EventSchema } from './event-schema.ts';
import { passGate } from './gate.ts';
import type { FetchRequest, FetchResponse } from './messages.ts';
import { authError, deliveryLimitExceeded, newRpcId, PubSubError, serviceError, unavailable } from './pub-sub-error.ts';
import { openSubscription, type Subscription } from './subscription.ts';
import { topicName } from './topics.ts';

interface Running {
  readonly session: Session;
  readonly schema: EventSchema;
  readonly subscription: Subscription;
}

const checkRequest = ({ num_requested: count }: FetchRequest): void => {
  if (count > 0) return;
  throw new PubSubError(
    status.INVALID_ARGUMENT,
    'subscription.fetch.requested.events.invalid',
    'The number of requested events must be greater than zero.',
  );
};

const checkTopic = ({ schema }: Running, { topic_name: name }: FetchRequest): void => {
  if (name === '' || name.toLowerCase() === topicName(schema).toLowerCase()) return;
  throw new PubSubError(
    status.INVALID_ARGUMENT,
    'subscription.fetch.topic.mismatch',
    'The topic name differs from the one the stream began with.',
  );
};

const checkRight = ({ org }: PubSubContext, session: Session, { object }: EventSchema): void => {
  if (org.access.canAccessObject(session.userId, object, 'read')) return;
  throw new PubSubError(
    status.PERMISSION_DENIED,
    'subscription.topic.cannot.subscribe',
    `You do not have permission to subscribe to /event/${object.name}.`,
  );
};

/** Answers one call of Subscribe. */
export const subscribeCall = (context: PubSubContext, call: ServerDuplexStream<FetchRequest, FetchResponse>): void => {
  const { org, topics, streams } = context;
  const rpcId = newRpcId();
  let running: Running | null = null;
  let frozen = false;
  let ended = false;
  let leaveList: () => void = () => undefined;

  const finish = (): void => {
    ended = true;
    leaveList();
    running?.subscription.stop();
  };
  const fail = (error: unknown): void => {
    if (ended) return;
    finish();
    call.emit('error', serviceError(error, rpcId));
  };
  const end = (): void => {
    if (ended || frozen) return;
    finish();
    call.end();
  };
  /** A session may be over long before its stream is. */
  const send = ({ token }: Session, response: FetchResponse): void => {
    if (ended || frozen) return;
    if (org.sessions.isOpen(token)) call.write(response);
    else fail(authError());
  };

  const start = async (request: FetchRequest): Promise<Running> => {
    const session = await passGate(org, call.metadata);
    const schema = topics.find(request.topic_name);
    checkRight(context, session, schema);
    const subscription = openSubscription({
      org,
      schema,
      rpcId,
      first: request,
      send: (response) => send(session, response),
      keepAliveMs: context.keepAliveMs,
      idleMs: context.idleMs,
      onIdle: end,
      countDelivery: () => context.deliveries.count(),
      onLimit: () => fail(deliveryLimitExceeded()),
    });
    leaveList = streams.add({
      describe: () => ({
        method: 'Subscribe',
        topic: topicName(schema),
        userId: session.userId,
        pending: subscription.pending,
        frozen,
      }),
      trouble: (kind) => {
        if (kind === 'freeze') {
          frozen = true;
          subscription.freeze();
        } else if (kind === 'drop') fail(unavailable());
        else {
          org.sessions.revoke(session.token);
          fail(authError());
        }
      },
    });
    return { session, schema, subscription };
  };

  const isOver = (): boolean => ended;

  const receive = async (request: FetchRequest): Promise<void> => {
    if (isOver()) return;
    checkRequest(request);
    if (running) {
      authenticate(org, call.metadata);
      checkTopic(running, request);
    } else {
      running = await start(request);
    }
    // The client may have gone while the call waited.
    if (isOver()) finish();
    else running.subscription.request(request.num_requested);
  };

  let queue = Promise.resolve();
  call.on('data', (request: FetchRequest) => {
    queue = queue.then(() => receive(request)).catch(fail);
  });
  call.on('end', () => {
    queue = queue.then(end);
  });
  call.on('cancelled', finish);
  call.on('error', finish);
};

import { status, type ServerDuplexStream } from '@grpc/grpc-js';
import type { Session } from '../security/sessions.ts';
import { authenticate } from './authenticate.ts';
import type { PubSubContext } from './context.ts';
import { passGate } from './gate.ts';
import type { PublishRequest, PublishResponse } from './messages.ts';
import { authError, newRpcId, PubSubError, serviceError, unavailable } from './pub-sub-error.ts';
import { publishEvents } from './publish.ts';
import { topicName } from './topics.ts';

const mismatch = (): PubSubError =>
  new PubSubError(
    status.INVALID_ARGUMENT,
    'publish.topic.mismatch',
    'The topic name differs from the one the stream began with.',
  );

const timedOut = (): PubSubError =>
  new PubSubError(
    status.UNAVAILABLE,
    'publish.stream.sweeper.timeout',
    'No publish request came for too long. Open a new stream to go on publishing.',
  );

/** Answers one call of PublishStream: a response for every request, in their order. */
export const publishStreamCall = (
  context: PubSubContext,
  call: ServerDuplexStream<PublishRequest, PublishResponse>,
): void => {
  const { org, topics, streams } = context;
  let opened: { readonly session: Session; readonly topic: string } | null = null;
  let frozen = false;
  let ended = false;
  let leaveList: () => void = () => undefined;

  const finish = (): void => {
    ended = true;
    clearInterval(idle);
    leaveList();
  };
  const fail = (error: unknown): void => {
    if (ended) return;
    finish();
    call.emit('error', serviceError(error, newRpcId()));
  };
  const idle = setInterval(() => {
    if (!frozen) fail(timedOut());
  }, context.publishIdleMs).unref();

  const open = async (request: PublishRequest) => {
    const session = await passGate(org, call.metadata);
    const topic = topicName(topics.find(request.topic_name));
    leaveList = streams.add({
      describe: () => ({ method: 'PublishStream', topic, userId: session.userId, pending: 0, frozen }),
      trouble: (kind) => {
        if (kind === 'freeze') frozen = true;
        else if (kind === 'drop') fail(unavailable());
        else {
          org.sessions.revoke(session.token);
          fail(authError());
        }
      },
    });
    return { session, topic };
  };

  const receive = async (request: PublishRequest): Promise<void> => {
    if (ended) return;
    if (opened) authenticate(org, call.metadata);
    opened ??= await open(request);
    const { session, topic } = opened;
    if (request.topic_name !== '' && request.topic_name.toLowerCase() !== topic.toLowerCase()) throw mismatch();
    if (frozen) return;
    idle.refresh();
    call.write(publishEvents(org, topics, session, { ...request, topic_name: topic }, newRpcId()));
  };

  let queue = Promise.resolve();
  call.on('data', (request: PublishRequest) => {
    queue = queue.then(() => receive(request)).catch(fail);
  });
  call.on('end', () => {
    queue = queue.then(() => {
      if (ended || frozen) return;
      finish();
      call.end();
    });
  });
  call.on('cancelled', finish);
  call.on('error', finish);
};

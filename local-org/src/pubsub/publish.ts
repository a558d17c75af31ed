import { status } from '@grpc/grpc-js';
import type { LocalOrg } from '../org.ts';
import { runTransaction } from '../runtime/execute.ts';
import type { Session } from '../security/sessions.ts';
import type { SObject } from '../values/sobject.ts';
import type { EventSchema } from './event-schema.ts';
import type { ProducerEvent, PublishRequest, PublishResponse, PublishResult } from './messages.ts';
import { decodeEvent } from './payload.ts';
import { PubSubError } from './pub-sub-error.ts';
import { replayBytes } from './replay-bytes.ts';
import type { Topics } from './topics.ts';

/** Largest event. Source: Pub/Sub API guide, "Pub/Sub API and Event Allocations". */
const LARGEST_EVENT = 1024 * 1024;

const failed = (event: ProducerEvent, msg: string): PublishResult => ({
  error: { code: 'PUBLISH', msg },
  correlation_key: event.id,
});

/** The event of a request, or why it cannot be published; the others of its request still are. */
const readEvent = (topics: Topics, schema: EventSchema, event: ProducerEvent): SObject | string => {
  if (event.payload.length > LARGEST_EVENT) return 'The event message is larger than 1 MB.';
  try {
    const written = topics.schema(event.schema_id);
    if (written.object !== schema.object) return `The schema ${event.schema_id} is not of this topic.`;
    return decodeEvent(written, event.payload);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const save = (org: LocalOrg, session: Session, rows: readonly SObject[]) =>
  runTransaction(org, { userId: session.userId, kind: 'synchronous' }, () =>
    org.database.dml('insert', rows, { allOrNone: false, access: 'user', api: true, namespace: '' }),
  );

/**
 * Publishes the events of one request. What is wrong with a single event is told in its result.
 * @throws PubSubError when nothing of the request can be published
 */
export const publishEvents = (
  org: LocalOrg,
  topics: Topics,
  session: Session,
  request: PublishRequest,
  rpcId: string,
): PublishResponse => {
  const schema = topics.find(request.topic_name);
  if (!org.access.canAccessObject(session.userId, schema.object, 'create')) {
    throw new PubSubError(
      status.PERMISSION_DENIED,
      'topic.meta.permission',
      `You do not have permission to publish to ${request.topic_name}.`,
    );
  }
  if (request.events.length === 0) {
    throw new PubSubError(status.INVALID_ARGUMENT, 'publish.event.count.invalid', 'The request contains no events.');
  }
  const read = request.events.map((event) => readEvent(topics, schema, event));
  const rows = read.filter((row) => typeof row !== 'string');
  const saved = rows.length === 0 ? [] : save(org, session, rows);
  const results = request.events.map((event, index): PublishResult => {
    const row = read[index];
    if (typeof row === 'string') return failed(event, row);
    const result = saved.shift();
    if (!result?.success || result.replayId === undefined) {
      const [error] = result?.errors ?? [];
      return failed(event, error ? `${error.statusCode}: ${error.message}` : 'The event was not published.');
    }
    return { replay_id: replayBytes(result.replayId), correlation_key: event.id };
  });
  return { results, schema_id: schema.id, rpc_id: rpcId };
};

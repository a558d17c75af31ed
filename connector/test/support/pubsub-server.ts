import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadPackageDefinition, Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import type { sendUnaryData, ServerDuplexStream, ServerUnaryCall, ServiceClientConstructor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { FetchRequest, FetchResponse } from '../../src/stream/messages.ts';

interface AvroType {
  toBuffer(value: unknown): Buffer;
}
const avro = createRequire(import.meta.url)('avro-js') as { parse(schema: unknown): AvroType };

/** A `Sync_Change__e` as Apex would publish it; what is left out is blank. */
export interface PublishedChange {
  kind?: string;
  entity?: string;
  recordId?: string;
  demodeskId?: string | null;
  changes?: unknown;
  changedBy?: string;
  occurredAt?: string;
  changeKey?: string;
}

type Stream = ServerDuplexStream<FetchRequest, FetchResponse>;

/** A Pub/Sub API of one topic, under the control of a test. */
export interface PubSubServer {
  /** `127.0.0.1:port`. */
  address: string;
  /** Appends events to the bus. */
  publish(...changes: PublishedChange[]): void;
  /** Appends bytes that are no event. */
  publishGarbage(): void;
  /** Replay ids below it are no longer known. */
  forgetUpTo(count: number): void;
  /** Ends all streams with an error. */
  breakStreams(code: number, errorCode?: string): void;
  /** Events are no longer sent although the connection stands: a half-open stream. */
  mute(muted: boolean): void;
  /** Each event is sent twice. */
  duplicate: boolean;
  /** The events of each answer come in reverse order. */
  reverse: boolean;
  /** The access token that is accepted; `*` for any. */
  token: string;
  /** First requests of all streams: where they began. */
  readonly starts: { preset: string; after: number | undefined }[];
  /** Events that were asked for in all, and events sent. */
  readonly flow: { requested: number; sent: number; mostOutstanding: number };
  readonly open: number;
  close(): Promise<void>;
}

const TOPIC = '/event/demodesk__Sync_Change__e';
const PREFIX = 'demodesk__';

const field = (name: string, type: string) => ({ name: PREFIX + name, type: ['null', type], default: null });
const SCHEMA = {
  type: 'record',
  name: 'demodesk__Sync_Change__e',
  namespace: 'com.sforce.eventbus',
  fields: [
    { name: 'CreatedDate', type: 'long' },
    { name: 'CreatedById', type: 'string' },
    ...['Kind__c', 'Entity__c', 'Record_Id__c', 'Demodesk_Id__c', 'Changes__c', 'Changed_By__c', 'Change_Key__c'].map(
      (name) => field(name, 'string'),
    ),
    field('Occurred_At__c', 'long'),
  ],
};

const optional = (value: string | null | undefined) =>
  value === undefined || value === null ? null : { string: value };

/** Nine bytes, so that no JavaScript number could hold one. */
const replayBytes = (index: number): Buffer => {
  const bytes = Buffer.alloc(9, 0xff);
  bytes.writeUInt32BE(index, 5);
  return bytes;
};
const indexOf = (bytes: Buffer): number => (bytes.length === 9 ? bytes.readUInt32BE(5) : -1);

const failure = (code: number, errorCode: string) => {
  const metadata = new Metadata();
  metadata.set('error-code', `sfdc.platform.eventbus.grpc.${errorCode}`);
  return Object.assign(new Error(errorCode), { code, details: errorCode, metadata });
};

const loadService = (): ServiceClientConstructor => {
  const file = join(import.meta.dirname, '../../src/stream/pubsub_api.proto');
  const definition = loadSync(file, { keepCase: true, longs: String, enums: String, defaults: true });
  const { eventbus } = loadPackageDefinition(definition) as unknown as {
    eventbus: { v1: { PubSub: ServiceClientConstructor } };
  };
  return eventbus.v1.PubSub;
};

interface Subscription {
  stream: Stream;
  next: number;
  asked: number;
}

/** Starts a Pub/Sub API on a free port of this machine. */
export const startPubSubServer = async (): Promise<PubSubServer> => {
  const type = avro.parse(SCHEMA);
  const bus: Buffer[] = [];
  const subscriptions = new Set<Subscription>();
  const state = { forgotten: 0, muted: false };
  const starts: PubSubServer['starts'] = [];
  const flow = { requested: 0, sent: 0, mostOutstanding: 0 };

  const encode = (change: PublishedChange): Buffer =>
    type.toBuffer({
      CreatedDate: Date.now(),
      CreatedById: '005000000000001AAA',
      [`${PREFIX}Kind__c`]: optional(change.kind ?? 'change'),
      [`${PREFIX}Entity__c`]: optional(change.entity ?? 'Contact'),
      [`${PREFIX}Record_Id__c`]: optional(change.recordId ?? '003000000000001AAA'),
      [`${PREFIX}Demodesk_Id__c`]: optional(change.demodeskId),
      [`${PREFIX}Changes__c`]: optional(JSON.stringify(change.changes ?? [])),
      [`${PREFIX}Changed_By__c`]: optional(change.changedBy ?? 'Ada Admin'),
      [`${PREFIX}Change_Key__c`]: optional(change.changeKey),
      [`${PREFIX}Occurred_At__c`]: { long: Date.parse(change.occurredAt ?? '2026-07-18T10:00:00.000Z') },
    });

  const deliver = (subscription: Subscription): void => {
    if (state.muted) return;
    while (subscription.asked > 0 && subscription.next < bus.length) {
      const end = Math.min(bus.length, subscription.next + Math.min(subscription.asked, 40));
      const events = bus.slice(subscription.next, end).map((payload, offset) => ({
        event: { id: `e${subscription.next + offset}`, schema_id: 'schema-1', payload },
        replay_id: replayBytes(subscription.next + offset + 1),
      }));
      subscription.asked -= events.length;
      subscription.next = end;
      flow.sent += events.length;
      const ordered = server.reverse ? events.reverse() : events;
      subscription.stream.write({
        events: server.duplicate ? ordered.flatMap((event) => [event, event]) : ordered,
        latest_replay_id: replayBytes(end),
        rpc_id: 'rpc-1',
        pending_num_requested: subscription.asked,
      });
    }
  };

  const begin = (stream: Stream, request: FetchRequest): Subscription | undefined => {
    const custom = request.replay_preset === 'CUSTOM';
    const after = custom ? indexOf(request.replay_id ?? Buffer.alloc(0)) : undefined;
    starts.push({ preset: request.replay_preset ?? '', after });
    if (after !== undefined && (after < state.forgotten || after > bus.length)) {
      stream.emit('error', failure(status.INVALID_ARGUMENT, 'subscription.fetch.replayid.corrupted'));
      return undefined;
    }
    return { stream, next: after ?? state.forgotten, asked: 0 };
  };

  const allowed = (metadata: Metadata): boolean =>
    (server.token === '*' || metadata.get('accesstoken')[0] === server.token) &&
    String(metadata.get('tenantid')[0]).startsWith('00D000000000001') &&
    String(metadata.get('instanceurl')[0]).startsWith('http');

  const subscribe = (stream: Stream): void => {
    if (!allowed(stream.metadata)) {
      stream.emit('error', failure(status.UNAUTHENTICATED, 'service.auth.error'));
      return;
    }
    let subscription: Subscription | undefined;
    const leave = (): void => {
      if (subscription !== undefined) subscriptions.delete(subscription);
    };
    stream.on('data', (request: FetchRequest) => {
      if (subscription === undefined) {
        subscription = begin(stream, request);
        if (subscription === undefined) return;
        subscriptions.add(subscription);
      }
      subscription.asked += request.num_requested;
      flow.requested += request.num_requested;
      flow.mostOutstanding = Math.max(flow.mostOutstanding, subscription.asked);
      deliver(subscription);
    });
    stream.on('end', () => {
      leave();
      stream.end();
    });
    stream.on('cancelled', leave);
    stream.on('error', leave);
  };

  const unary =
    <T>(answer: () => T) =>
    (call: ServerUnaryCall<unknown, T>, respond: sendUnaryData<T>): void => {
      if (allowed(call.metadata)) respond(null, answer());
      else respond(failure(status.UNAUTHENTICATED, 'service.auth.error'));
    };

  const grpc = new Server();
  grpc.addService(loadService().service, {
    GetTopic: unary(() => ({ topic_name: TOPIC, can_subscribe: true, schema_id: 'schema-1' })),
    GetSchema: unary(() => ({ schema_json: JSON.stringify(SCHEMA), schema_id: 'schema-1' })),
    Subscribe: subscribe,
  });
  const port = await new Promise<number>((resolve, reject) => {
    grpc.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });

  const deliverAll = (): void => {
    for (const subscription of subscriptions) deliver(subscription);
  };
  const server: PubSubServer = {
    address: `127.0.0.1:${port}`,
    publish: (...changes) => {
      bus.push(...changes.map(encode));
      deliverAll();
    },
    publishGarbage: () => {
      bus.push(Buffer.from([0xff, 0xff, 0xff]));
      deliverAll();
    },
    forgetUpTo: (count) => {
      state.forgotten = count;
    },
    breakStreams: (code, errorCode = 'service.unavailable') => {
      for (const { stream } of subscriptions) stream.emit('error', failure(code, errorCode));
      subscriptions.clear();
    },
    mute: (muted) => {
      state.muted = muted;
      if (!muted) deliverAll();
    },
    duplicate: false,
    reverse: false,
    token: 'token-0',
    starts,
    flow,
    get open() {
      return subscriptions.size;
    },
    close: () => {
      grpc.forceShutdown();
      return Promise.resolve();
    },
  };
  return server;
};

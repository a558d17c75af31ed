import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { credentials, Metadata, type ClientDuplexStream, type ServiceError } from '@grpc/grpc-js';
import { startLocalOrg, type RunningLocalOrg, type StartOptions } from '../../src/cli/start.ts';
import { parseAvro, type AvroType } from '../../src/pubsub/avro.ts';
import type {
  FetchRequest,
  FetchResponse,
  ProducerEvent,
  PublishRequest,
  PublishResponse,
  SchemaInfo,
  TopicInfo,
} from '../../src/pubsub/messages.ts';
import { pubSubClient } from '../../src/pubsub/service.ts';

export const ORDERS = join(import.meta.dirname, '../projects/orders');
export const ORDER_EVENTS = '/event/acme__Order_Event__e';
export const ORDER_NOTICES = '/event/acme__Order_Notice__e';

/** How a call failed: its status, Salesforce's code, and what it said. */
export interface Failure {
  readonly status: number;
  readonly errorCode: unknown;
  readonly details: string;
}

const failureOf = (error: unknown): Failure => {
  const { code, details, metadata } = error as ServiceError;
  return { status: code, errorCode: metadata.get('error-code')[0], details };
};

/** The answers of a stream, one after the other: waits for each. */
export interface Answers<Answer> {
  /** The next answer; `null` after the end; a failure when it failed. */
  next(): Promise<Answer | Failure | null>;
  send(request: object): void;
  cancel(): void;
}

export const isFailure = (answer: unknown): answer is Failure =>
  typeof answer === 'object' && answer !== null && 'errorCode' in answer;

const answersOf = <Answer>(stream: ClientDuplexStream<object, Answer>): Answers<Answer> => {
  const come: (Answer | Failure | null)[] = [];
  const waiting: ((answer: Answer | Failure | null) => void)[] = [];
  const take = (answer: Answer | Failure | null): void => {
    const next = waiting.shift();
    if (next) next(answer);
    else come.push(answer);
  };
  stream.on('data', take);
  stream.on('end', () => setImmediate(() => take(null)));
  stream.on('error', (error: unknown) => take(failureOf(error)));
  return {
    next: () => {
      const first = come.shift();
      return first === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(first);
    },
    send: (request) => void stream.write(request),
    cancel: () => stream.cancel(),
  };
};

/** A client of the Pub/Sub API that knows nothing of the local org but its address. */
export interface PlainClient {
  readonly running: RunningLocalOrg;
  /** Headers of the calls; a test may change them. */
  readonly headers: Record<string, string>;
  /** @returns the answer, or how the call failed */
  getTopic(name: string): Promise<TopicInfo | Failure>;
  getSchema(id: string): Promise<SchemaInfo | Failure>;
  publish(request: PublishRequest): Promise<PublishResponse | Failure>;
  subscribe(request: Partial<FetchRequest>): Answers<FetchResponse>;
  /** The same over a network connection of its own. */
  subscribeApart(request: Partial<FetchRequest>): Answers<FetchResponse>;
  managedSubscribe(): Answers<object>;
  publishStream(): Answers<PublishResponse>;
  /** An order event as its publisher sends it. */
  orderEvent(number: string | null, key?: string): Promise<ProducerEvent>;
  publishOrders(...numbers: string[]): Promise<PublishResponse>;
  /** The order numbers in an answer. */
  numbers(answer: FetchResponse | Failure | null, topic?: string): Promise<unknown[]>;
  schemaType(topic: string): Promise<{ id: string; type: AvroType }>;
  close(): Promise<void>;
}

const signIn = async (url: string): Promise<string> => {
  const answer = await fetch(`${url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'local', client_secret: 'local' }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
};

export const expectAnswer = <Answer>(answer: Answer | Failure | null): Answer => {
  if (answer === null || isFailure(answer)) throw new Error(`No answer but ${JSON.stringify(answer)}`);
  return answer;
};

/** Starts an org over the project of orders and connects to its Pub/Sub API. */
export const plainClient = async (options: Partial<StartOptions> = {}): Promise<PlainClient> => {
  const running = await startLocalOrg({ projectDir: ORDERS, port: 0, ...options });
  const headers = { accesstoken: await signIn(running.url), instanceurl: running.url, tenantid: running.org.id };
  const Client = pubSubClient();
  const address = `127.0.0.1:${running.pubSub.port}`;
  const client = new Client(address, credentials.createInsecure());
  const clients = [client];
  const metadata = (): Metadata => {
    const made = new Metadata();
    for (const [name, value] of Object.entries(headers)) made.set(name, value);
    return made;
  };
  const unary = <Answer>(method: string, request: object): Promise<Answer | Failure> =>
    new Promise((resolve) => {
      const call = client[method] as (
        request: object,
        metadata: Metadata,
        done: (error: ServiceError | null, answer: Answer) => void,
      ) => void;
      call.call(client, request, metadata(), (error, answer) => resolve(error ? failureOf(error) : answer));
    });
  const stream = <Answer>(method: string, over = client): Answers<Answer> => {
    const call = over[method] as (metadata: Metadata) => ClientDuplexStream<object, Answer>;
    return answersOf(call.call(over, metadata()));
  };
  const subscribe = (request: Partial<FetchRequest>, over = client): Answers<FetchResponse> => {
    const answers = stream<FetchResponse>('Subscribe', over);
    answers.send({ topic_name: ORDER_EVENTS, num_requested: 100, ...request });
    return answers;
  };
  const schemaType = async (topic: string): Promise<{ id: string; type: AvroType }> => {
    const { schema_id: id } = expectAnswer(await unary<TopicInfo>('GetTopic', { topic_name: topic }));
    const schema = expectAnswer(await unary<SchemaInfo>('GetSchema', { schema_id: id }));
    return { id, type: parseAvro(schema.schema_json) };
  };
  const orderEvent = async (number: string | null, key = ''): Promise<ProducerEvent> => {
    const { id, type } = await schemaType(ORDER_EVENTS);
    const payload = type.toBuffer({
      CreatedDate: 0,
      CreatedById: '',
      acme__Number__c: number === null ? null : { string: number },
      acme__Action__c: null,
      acme__Times__c: null,
    });
    return { id: key, schema_id: id, payload };
  };
  const publish = (request: PublishRequest): Promise<PublishResponse | Failure> => unary('Publish', request);
  return {
    running,
    headers,
    getTopic: (name) => unary('GetTopic', { topic_name: name }),
    getSchema: (id) => unary('GetSchema', { schema_id: id }),
    publish,
    subscribe: (request) => subscribe(request),
    subscribeApart: (request) => {
      // Clients of one process share their connections otherwise.
      const apart = new Client(address, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
      clients.push(apart);
      return subscribe(request, apart);
    },
    managedSubscribe: () => stream('ManagedSubscribe'),
    publishStream: () => stream('PublishStream'),
    orderEvent,
    publishOrders: async (...numbers) =>
      expectAnswer(
        await publish({
          topic_name: ORDER_EVENTS,
          events: await Promise.all(numbers.map((number) => orderEvent(number, number))),
        }),
      ),
    numbers: async (answer, topic = ORDER_EVENTS) => {
      const { events } = expectAnswer(answer);
      const { type } = await schemaType(topic);
      return events.map(({ event }) => {
        const number = type.fromBuffer(event.payload).acme__Number__c as { string: string } | null;
        return number?.string ?? null;
      });
    },
    schemaType,
    close: async () => {
      for (const each of clients) each.close();
      await running.close();
    },
  };
};

/** Waits until so many streams of the org are open. */
export const opened = async ({ running }: PlainClient, count = 1): Promise<void> => {
  while (running.pubSub.streams().length < count) await turn();
};

/** Runs a test with a client of an org of its own, which ends with the test. */
export const withClient = async (
  work: (client: PlainClient) => Promise<void>,
  options: Parameters<typeof plainClient>[0] = {},
): Promise<void> => {
  const client = await plainClient(options);
  try {
    await work(client);
  } finally {
    await client.close();
  }
};

/** The answer as the failure that it has to be. */
export const failed = (answer: unknown): Failure => {
  assert.ok(isFailure(answer), `no failure but ${JSON.stringify(answer)}`);
  return answer;
};

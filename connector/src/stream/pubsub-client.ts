import { join } from 'node:path';
import { Client, credentials, loadPackageDefinition, Metadata } from '@grpc/grpc-js';
import type { CallOptions, ClientDuplexStream, ClientOptions, ServiceClientConstructor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { PubSubEndpoint } from './endpoint.ts';
import type { Answer, FetchRequest, FetchResponse, SchemaInfo, TopicInfo } from './messages.ts';

/** Finds a connection that died without saying so: a ping each minute, dead when it is not answered within ten seconds. */
const KEEPALIVE: ClientOptions = {
  'grpc.keepalive_time_ms': 60_000,
  'grpc.keepalive_timeout_ms': 10_000,
  'grpc.keepalive_permit_without_calls': 1,
  // A hundred events of the largest size that Salesforce lets an event have.
  'grpc.max_receive_message_length': 128 * 1024 * 1024,
  // The subscriber decides when to connect again; the library's own waiting would only add to it.
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1000,
};
const CALL_TIMEOUT_MS = 15_000;

/** How a call proves who it is. */
export interface PubSubCredentials {
  accessToken: string;
  instanceUrl: string;
  /** 15 or 18 characters, `00D...`. */
  organizationId: string;
}

/** The calls of the Pub/Sub API that the subscriber needs. All reject with the gRPC library's ServiceError. */
export interface PubSubClient {
  topic(name: string, credentials: PubSubCredentials): Promise<TopicInfo>;
  schema(id: string, credentials: PubSubCredentials): Promise<SchemaInfo>;
  subscribe(credentials: PubSubCredentials): ClientDuplexStream<FetchRequest, FetchResponse>;
  /** Ends the connection and every call on it. */
  close(): void;
}

interface PubSubService extends Client {
  GetTopic(request: object, metadata: Metadata, options: CallOptions, answer: Answer<TopicInfo>): unknown;
  GetSchema(request: object, metadata: Metadata, options: CallOptions, answer: Answer<SchemaInfo>): unknown;
  Subscribe(metadata: Metadata): ClientDuplexStream<FetchRequest, FetchResponse>;
}

const loadService = (): ServiceClientConstructor => {
  const definition = loadSync(join(import.meta.dirname, 'pubsub_api.proto'), {
    keepCase: true,
    longs: String,
    enums: String,
    defaults: true,
  });
  const { eventbus } = loadPackageDefinition(definition) as unknown as {
    eventbus: { v1: { PubSub: ServiceClientConstructor } };
  };
  return eventbus.v1.PubSub;
};

let service: ServiceClientConstructor | undefined;

/** grpc-js refuses call credentials on plaintext channels, so they travel as metadata with every call. */
const metadataOf = ({ accessToken, instanceUrl, organizationId }: PubSubCredentials): Metadata => {
  const metadata = new Metadata();
  metadata.set('accesstoken', accessToken);
  metadata.set('instanceurl', instanceUrl);
  metadata.set('tenantid', organizationId);
  return metadata;
};

/** @param options settings of the gRPC library that tests change */
export const createPubSubClient = (endpoint: PubSubEndpoint, options: ClientOptions = {}): PubSubClient => {
  service ??= loadService();
  const channel = endpoint.plaintext ? credentials.createInsecure() : credentials.createSsl();
  const client = new service(endpoint.address, channel, { ...KEEPALIVE, ...options }) as unknown as PubSubService;

  const ask = <T>(call: (options: CallOptions, answer: Answer<T>) => unknown, what: string): Promise<T> =>
    new Promise((resolve, reject) => {
      call({ deadline: Date.now() + CALL_TIMEOUT_MS }, (error, answer) => {
        if (error !== null) reject(error);
        else if (answer === undefined) reject(new Error(`The Pub/Sub API answered ${what} with nothing.`));
        else resolve(answer);
      });
    });

  return {
    topic: (name, who) =>
      ask((callOptions, answer) => client.GetTopic({ topic_name: name }, metadataOf(who), callOptions, answer), name),
    schema: (id, who) =>
      ask((callOptions, answer) => client.GetSchema({ schema_id: id }, metadataOf(who), callOptions, answer), id),
    subscribe: (who) => client.Subscribe(metadataOf(who)),
    close: () => client.close(),
  };
};

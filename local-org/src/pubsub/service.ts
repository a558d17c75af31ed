import { join } from 'node:path';
import {
  loadPackageDefinition,
  type GrpcObject,
  type Metadata,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServiceClientConstructor,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { UnsupportedFeature } from '../errors.ts';
import type { Session } from '../security/sessions.ts';
import type { PubSubContext } from './context.ts';
import { passGate } from './gate.ts';
import type {
  FetchRequest,
  FetchResponse,
  PublishRequest,
  PublishResponse,
  SchemaInfo,
  SchemaRequest,
  TopicInfo,
  TopicRequest,
} from './messages.ts';
import { newRpcId, serviceError } from './pub-sub-error.ts';
import { publishEvents } from './publish.ts';
import { publishStreamCall } from './publish-stream-call.ts';
import { subscribeCall } from './subscribe-call.ts';
import { topicName } from './topics.ts';

/** Salesforce's description of the service, published under CC0. */
export const PROTO = join(import.meta.dirname, 'pubsub_api.proto');

const isConstructor = (value: unknown): value is ServiceClientConstructor => typeof value === 'function';

/** eventbus.v1.PubSub as its clients and its server need it. */
export const pubSubClient = (): ServiceClientConstructor => {
  const definition = loadSync(PROTO, { keepCase: true, longs: String, enums: String, defaults: true });
  const { v1 } = loadPackageDefinition(definition).eventbus as GrpcObject;
  const { PubSub } = v1 as GrpcObject;
  if (!isConstructor(PubSub)) throw new Error(`${PROTO} has no service eventbus.v1.PubSub`);
  return PubSub;
};

/** How the service is called over the wire. */
export const serviceDefinition = (): ServiceDefinition => pubSubClient().service;

const getTopic = (
  { org, topics }: PubSubContext,
  session: Session,
  request: TopicRequest,
  rpcId: string,
): TopicInfo => {
  const schema = topics.find(request.topic_name);
  return {
    topic_name: topicName(schema),
    tenant_guid: `core/local-org/${org.id}`,
    can_publish: org.access.canAccessObject(session.userId, schema.object, 'create'),
    can_subscribe: org.access.canAccessObject(session.userId, schema.object, 'read'),
    schema_id: schema.id,
    rpc_id: rpcId,
  };
};

const getSchema = ({ topics }: PubSubContext, request: SchemaRequest, rpcId: string): SchemaInfo => {
  const { id, json } = topics.schema(request.schema_id);
  return { schema_json: json, schema_id: id, rpc_id: rpcId };
};

/** A method with one request and one answer. */
const unary =
  <Request, Answer>(context: PubSubContext, answer: (session: Session, request: Request, rpcId: string) => Answer) =>
  (call: ServerUnaryCall<Request, Answer>, done: sendUnaryData<Answer>): void => {
    const rpcId = newRpcId();
    passGate(context.org, call.metadata)
      .then((session) => answer(session, call.request, rpcId))
      .then(
        (value) => done(null, value),
        (error: unknown) => done(serviceError(error, rpcId)),
      );
  };

const refused =
  (context: PubSubContext, feature: string) =>
  (call: { readonly metadata: Metadata; emit(event: 'error', error: Error): boolean }): void => {
    const rpcId = newRpcId();
    passGate(context.org, call.metadata)
      .then(() => {
        throw new UnsupportedFeature(feature);
      })
      .catch((error: unknown) => call.emit('error', serviceError(error, rpcId)));
  };

/** The methods of eventbus.v1.PubSub. */
export const pubSubService = (context: PubSubContext): UntypedServiceImplementation => ({
  GetTopic: unary<TopicRequest, TopicInfo>(context, (session, request, rpcId) =>
    getTopic(context, session, request, rpcId),
  ),
  GetSchema: unary<SchemaRequest, SchemaInfo>(context, (_session, request, rpcId) =>
    getSchema(context, request, rpcId),
  ),
  Publish: unary<PublishRequest, PublishResponse>(context, (session, request, rpcId) =>
    publishEvents(context.org, context.topics, session, request, rpcId),
  ),
  PublishStream: (call: ServerDuplexStream<PublishRequest, PublishResponse>) => publishStreamCall(context, call),
  Subscribe: (call: ServerDuplexStream<FetchRequest, FetchResponse>) => subscribeCall(context, call),
  ManagedSubscribe: refused(context, 'ManagedSubscribe of the Pub/Sub API'),
});

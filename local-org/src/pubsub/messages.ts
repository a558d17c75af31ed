/** The messages of eventbus.v1 as the gRPC library hands them over: field names as in the proto, bytes as Buffers. */

/** An event as its publisher sends it. */
export interface ProducerEvent {
  /** Chosen by the publisher: comes back as `correlation_key`. Subscribers get the event's UUID here. */
  readonly id: string;
  readonly schema_id: string;
  /** Avro binary. */
  readonly payload: Buffer;
}

export interface TopicRequest {
  readonly topic_name: string;
}

export interface TopicInfo {
  readonly topic_name: string;
  readonly tenant_guid: string;
  readonly can_publish: boolean;
  readonly can_subscribe: boolean;
  readonly schema_id: string;
  readonly rpc_id: string;
}

export interface SchemaRequest {
  readonly schema_id: string;
}

export interface SchemaInfo {
  readonly schema_json: string;
  readonly schema_id: string;
  readonly rpc_id: string;
}

export interface PublishRequest {
  readonly topic_name: string;
  readonly events: readonly ProducerEvent[];
}

export interface PublishResult {
  readonly replay_id?: Buffer;
  readonly error?: { readonly code: 'UNKNOWN' | 'PUBLISH' | 'COMMIT'; readonly msg: string };
  readonly correlation_key: string;
}

export interface PublishResponse {
  readonly results: readonly PublishResult[];
  readonly schema_id: string;
  readonly rpc_id: string;
}

export type ReplayPreset = 'LATEST' | 'EARLIEST' | 'CUSTOM';

export interface FetchRequest {
  readonly topic_name: string;
  readonly replay_preset: ReplayPreset;
  readonly replay_id: Buffer;
  readonly num_requested: number;
}

export interface ConsumerEvent {
  readonly event: ProducerEvent;
  readonly replay_id: Buffer;
}

export interface FetchResponse {
  readonly events: readonly ConsumerEvent[];
  readonly latest_replay_id: Buffer;
  readonly rpc_id: string;
  readonly pending_num_requested: number;
}

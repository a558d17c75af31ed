import type { ServiceError } from '@grpc/grpc-js';

/** The messages of eventbus.v1 that the subscriber uses: names as in the proto, bytes as Buffers. */

/** Where a subscription begins. */
export type ReplayPreset = 'EARLIEST' | 'CUSTOM';

/** Asks for events; the first one of a stream also says where to begin. */
export interface FetchRequest {
  topic_name?: string;
  replay_preset?: ReplayPreset;
  /** The events after this one. Opaque, kept as bytes. */
  replay_id?: Buffer;
  num_requested: number;
}

export interface ConsumerEvent {
  event: { id: string; schema_id: string; payload: Buffer } | null;
  replay_id: Buffer;
}

/** Events, or none as a sign of life. */
export interface FetchResponse {
  events: ConsumerEvent[];
  latest_replay_id: Buffer;
  rpc_id: string;
  pending_num_requested: number;
}

export interface TopicInfo {
  topic_name: string;
  can_subscribe: boolean;
  schema_id: string;
}

export interface SchemaInfo {
  schema_json: string;
  schema_id: string;
}

/** What the last parameter of a gRPC client's call receives. */
export type Answer<T> = (error: ServiceError | null, answer?: T) => void;

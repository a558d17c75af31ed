import type { StreamTrouble } from '../faults/stream-trouble.ts';

/** One open stream, as the administration sees it. */
export interface OpenStream {
  readonly id: number;
  readonly method: 'Subscribe' | 'PublishStream';
  readonly topic: string;
  readonly userId: string;
  /** Events the client is still ready to take; of subscriptions. */
  readonly pending: number;
  readonly frozen: boolean;
}

/** What the owner of a stream lets happen to it. */
export interface StreamHandle {
  describe(): Omit<OpenStream, 'id'>;
  /** Makes it misbehave, from now on. */
  trouble(kind: StreamTrouble['kind']): void;
}

/** The streams that are open now. */
export interface OpenStreams {
  /** @returns a function that takes it off the list */
  add(stream: StreamHandle): () => void;
  list(): readonly OpenStream[];
  /** Makes streams misbehave: one, those of one topic, or all. @returns how many */
  trouble(what: StreamTrouble): number;
}

export const createOpenStreams = (): OpenStreams => {
  const streams = new Map<number, StreamHandle>();
  let last = 0;
  return {
    add: (stream) => {
      last += 1;
      const id = last;
      streams.set(id, stream);
      return () => void streams.delete(id);
    },
    list: () => [...streams].map(([id, stream]) => ({ id, ...stream.describe() })),
    trouble: ({ kind, id, topic }) => {
      const hit = [...streams].filter(
        ([streamId, stream]) =>
          (id === undefined || streamId === id) &&
          (topic === undefined || stream.describe().topic.toLowerCase() === topic.toLowerCase()),
      );
      for (const [, stream] of hit) stream.trouble(kind);
      return hit.length;
    },
  };
};

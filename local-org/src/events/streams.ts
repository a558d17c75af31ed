import type { Schedule } from './create-event-bus.ts';
import type { StoredEvent } from './event-bus.ts';

/** Subscribers outside of Apex: each gets its own queue, so that the order holds whatever the receivers do. */
export interface Streams {
  /** @param replayed what the subscriber gets first @returns a function that unsubscribes */
  open(object: string, replayed: readonly StoredEvent[], receive: (event: StoredEvent) => void): () => void;
  offer(event: StoredEvent): void;
}

interface Stream {
  readonly object: string;
  queue: StoredEvent[];
  draining: boolean;
  open: boolean;
  readonly receive: (event: StoredEvent) => void;
}

/** @param schedule events arrive after the call that published them has returned */
export const createStreams = (schedule: Schedule): Streams => {
  const streams = new Set<Stream>();

  const drain = (stream: Stream): void => {
    if (stream.draining || stream.queue.length === 0) return;
    stream.draining = true;
    schedule(() => {
      stream.draining = false;
      const events = stream.queue;
      stream.queue = [];
      for (const event of events) if (stream.open) stream.receive(event);
    }, 0);
  };

  return {
    open: (object, replayed, receive) => {
      const stream: Stream = {
        object: object.toLowerCase(),
        queue: [...replayed],
        draining: false,
        open: true,
        receive,
      };
      streams.add(stream);
      drain(stream);
      return () => {
        stream.open = false;
        streams.delete(stream);
      };
    },
    offer: (event) => {
      for (const stream of streams) {
        if (stream.object !== event.object.toLowerCase()) continue;
        stream.queue.push(event);
        drain(stream);
      }
    },
  };
};

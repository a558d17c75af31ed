import type { StoredEvent } from './event-bus.ts';
import { compareReplayIds } from './replay-ids.ts';

/** High-volume events are kept for 72 hours. Source: Platform Events Developer Guide, "Event Retention". */
export const RETENTION_MS = 72 * 60 * 60 * 1000;

/** How late expired events leave the memory when nobody reads them. */
const CLEAN_UP_MS = 10 * 60 * 1000;

/** Replay preset: everything that is kept. */
export const EARLIEST = '-2';
/** Replay preset: only what comes from now on. */
export const LATEST = '-1';

/** A replay id that is not of a kept event: expired, or never given. The subscriber has to choose a preset anew. */
export class InvalidReplayId extends Error {
  override readonly name = 'InvalidReplayId';

  constructor(replayId: string) {
    super(`The Replay ID validation failed. Ensure that the Replay ID is valid. Received: ${replayId}`);
  }
}

/** The kept events of one bus, by object. */
export interface EventLog {
  append(event: StoredEvent): void;
  /**
   * @param fromReplayId exclusive, or a preset
   * @throws InvalidReplayId
   */
  after(object: string, fromReplayId: string): readonly StoredEvent[];
  /** Replay id of the newest event there ever was of the object; null before the first. */
  tip(object: string): string | null;
}

interface Topic {
  events: StoredEvent[];
  tip: string;
}

/** First position whose event is newer than the replay id. */
const positionAfter = (events: readonly StoredEvent[], replayId: string): number => {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const event = events[middle];
    if (event && compareReplayIds(event.replayId, replayId) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** @param now the org's clock */
export const createEventLog = (now: () => number): EventLog => {
  const topics = new Map<string, Topic>();

  const kept = (object: string): readonly StoredEvent[] => {
    const topic = topics.get(object.toLowerCase());
    if (!topic) return [];
    const oldest = now() - RETENTION_MS;
    const firstKept = topic.events.findIndex((event) => event.publishedAt > oldest);
    if (firstKept !== 0) topic.events = firstKept < 0 ? [] : topic.events.slice(firstKept);
    return topic.events;
  };

  return {
    append: (event) => {
      const key = event.object.toLowerCase();
      const topic = topics.get(key) ?? { events: [], tip: event.replayId };
      topics.set(key, topic);
      topic.events.push(event);
      topic.tip = event.replayId;
      const oldest = topic.events[0]?.publishedAt ?? 0;
      if (now() - oldest > RETENTION_MS + CLEAN_UP_MS) kept(event.object);
    },
    after: (object, fromReplayId) => {
      const events = kept(object);
      if (fromReplayId === EARLIEST) return [...events];
      if (fromReplayId === LATEST) return [];
      if (!/^\d+$/.test(fromReplayId)) throw new InvalidReplayId(fromReplayId);
      const position = positionAfter(events, fromReplayId);
      if (position === 0 || events[position - 1]?.replayId !== fromReplayId) throw new InvalidReplayId(fromReplayId);
      return events.slice(position);
    },
    tip: (object) => topics.get(object.toLowerCase())?.tip ?? null,
  };
};

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
  /**
   * The end of the object's stream as a replay id to come back with, also when it has no event or only old ones.
   * @param next numbers a position where no recent event has one; absent while an older number is still to come
   */
  position(object: string, next?: () => string): string;
}

interface Topic {
  events: StoredEvent[];
  /** Positions given out that are not of events: replay id -> when. */
  readonly positions: Map<string, number>;
  /** The newest event or position, and when it came. */
  newest: { readonly replayId: string; readonly at: number } | null;
}

/** A position before every event. */
const BEFORE_ALL = '0';

/** How old the newest replay id of a quiet stream may be before its position gets a new one. */
const POSITION_AGE_MS = 60 * 60 * 1000;

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

/**
 * @param now the org's clock
 * @param retentionMs how long events are kept
 */
export const createEventLog = (now: () => number, retentionMs = RETENTION_MS): EventLog => {
  const topics = new Map<string, Topic>();

  const topicOf = (object: string): Topic => {
    const key = object.toLowerCase();
    const topic = topics.get(key) ?? { events: [], positions: new Map<string, number>(), newest: null };
    topics.set(key, topic);
    return topic;
  };

  /** Forgets what is older than the retention. */
  const kept = (topic: Topic): readonly StoredEvent[] => {
    const oldest = now() - retentionMs;
    const firstKept = topic.events.findIndex((event) => event.publishedAt > oldest);
    if (firstKept !== 0) topic.events = firstKept < 0 ? [] : topic.events.slice(firstKept);
    for (const [replayId, at] of topic.positions) if (at <= oldest) topic.positions.delete(replayId);
    return topic.events;
  };

  return {
    append: (event) => {
      const topic = topicOf(event.object);
      topic.events.push(event);
      topic.newest = { replayId: event.replayId, at: event.publishedAt };
      const oldest = topic.events[0]?.publishedAt ?? 0;
      if (now() - oldest > retentionMs + CLEAN_UP_MS) kept(topic);
    },
    after: (object, fromReplayId) => {
      const topic = topicOf(object);
      const events = kept(topic);
      if (fromReplayId === EARLIEST) return [...events];
      if (fromReplayId === LATEST) return [];
      if (!/^\d+$/.test(fromReplayId)) throw new InvalidReplayId(fromReplayId);
      const next = positionAfter(events, fromReplayId);
      const known = topic.positions.has(fromReplayId) || events[next - 1]?.replayId === fromReplayId;
      if (!known) throw new InvalidReplayId(fromReplayId);
      return events.slice(next);
    },
    position: (object, next) => {
      const topic = topicOf(object);
      kept(topic);
      const isOld = topic.newest === null || now() - topic.newest.at > Math.min(POSITION_AGE_MS, retentionMs / 2);
      if (topic.newest && (!isOld || !next)) return topic.newest.replayId;
      topic.newest = { replayId: next?.() ?? BEFORE_ALL, at: now() };
      topic.positions.set(topic.newest.replayId, topic.newest.at);
      return topic.newest.replayId;
    },
  };
};

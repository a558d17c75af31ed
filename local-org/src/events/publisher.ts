import { createHash } from 'node:crypto';
import { inTransaction, transaction } from '../runtime/transaction.ts';
import { SObject } from '../values/sobject.ts';
import { Datetime } from '../values/temporal.ts';
import type { StoredEvent } from './event-bus.ts';
import { createReplayIds } from './replay-ids.ts';

const HOUR_MS = 3_600_000;

/** A UUID that depends on the replay id alone: the same in every run. An event that Apex made with its defaults has one already. */
export const uuidOf = (replayId: string): string => {
  const hex = createHash('sha256').update(`event ${replayId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Turns published rows into events of the bus, and counts them. */
export interface Publisher {
  store(row: SObject): StoredEvent;
  /** The same event once more, under its own replay id. */
  repeat(event: StoredEvent): StoredEvent;
  /** The newest replay id given; null before the first. */
  tip(): string | null;
  publishedLastHour(): number;
  /** A replay id that is of no event. */
  nextPosition(): string;
}

/** @param now the org's clock */
export const createPublisher = (now: () => number): Publisher => {
  const nextReplayId = createReplayIds();
  let tip: string | null = null;
  let published: { at: number; count: number }[] = [];

  const stamped = (source: SObject, replayId: string, uuid: string, at: number): SObject => {
    const row = new SObject(source.typeName);
    for (const [field, value] of source.fields) row.fields.set(field, value);
    row.set('ReplayId', replayId).set('EventUuid', uuid).set('CreatedDate', new Datetime(at));
    if (inTransaction()) row.set('CreatedById', transaction().userId);
    return row;
  };

  const countOne = (at: number): void => {
    const second = Math.floor(at / 1000) * 1000;
    const last = published.at(-1);
    if (last?.at === second) last.count += 1;
    else published.push({ at: second, count: 1 });
  };

  return {
    store: (source) => {
      const replayId = nextReplayId();
      const given = source.get('EventUuid') ?? null;
      const uuid = typeof given === 'string' ? given : uuidOf(replayId);
      const publishedAt = now();
      tip = replayId;
      countOne(publishedAt);
      return {
        object: source.typeName,
        replayId,
        uuid,
        publishedAt,
        row: stamped(source, replayId, uuid, publishedAt),
      };
    },
    repeat: (event) => {
      const replayId = nextReplayId();
      tip = replayId;
      const row = new SObject(event.object);
      for (const [field, value] of event.row.fields) row.fields.set(field, value);
      row.set('ReplayId', replayId);
      return { ...event, replayId, row };
    },
    tip: () => tip,
    nextPosition: nextReplayId,
    publishedLastHour: () => {
      const oldest = now() - HOUR_MS;
      published = published.filter(({ at }) => at > oldest);
      return published.reduce((sum, { count }) => sum + count, 0);
    },
  };
};

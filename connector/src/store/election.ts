import { randomUUID } from 'node:crypto';
import type { Logger } from '../logging.ts';
import type { Database } from './database.ts';

/** A process that is not heard of for this long has lost its office. */
const LEASE_MS = 15_000;
const RENEW_MS = 5000;

/** Work that exactly one of several connector processes does. */
export interface ElectedWork {
  stop(): Promise<void>;
}

/** What an election is about. */
export interface ElectionOptions {
  database: Database;
  /** The office, e.g. `subscriber:default`. */
  name: string;
  /** Starts the work, when this process has been elected. */
  start: () => ElectedWork;
  log: Logger;
  /** Tests shorten these. */
  leaseMs?: number;
  renewMs?: number;
}

/** Taking part in an election. */
export interface Election {
  /** Whether this process does the work right now. */
  elected(): boolean;
  /** Ends the work and gives the office up, so that another process takes it over at once. */
  stop(): Promise<void>;
}

const claimSql = `
  insert into connector.leases (name, holder, expires_at)
  values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
  on conflict (name) do update set holder = $2, expires_at = excluded.expires_at
    where leases.holder = $2 or leases.expires_at < clock_timestamp()
  returning holder`;

const startAlone = (start: () => ElectedWork): Election => {
  const work = start();
  return { elected: () => true, stop: () => work.stop() };
};

/**
 * Has one of all processes on the database do something: the holder of a lease that it keeps renewing. When it dies,
 * another takes over after the lease has run out; for a moment two may work, or none. An embedded database has one
 * process, which starts at once.
 */
export const startElected = (options: ElectionOptions): Election => {
  const { database, name, start, log, leaseMs = LEASE_MS, renewMs = RENEW_MS } = options;
  if (database.kind === 'embedded') return startAlone(start);
  const holder = randomUUID();
  let work: ElectedWork | undefined;
  let heldUntil = 0;
  let stopped = false;

  const resign = async (): Promise<void> => {
    const ending = work;
    work = undefined;
    await ending?.stop();
  };

  const claim = async (): Promise<boolean> => {
    const asked = performance.now();
    const rows = await database.query(claimSql, [name, holder, leaseMs]);
    if (rows.length > 0) heldUntil = asked + leaseMs;
    return rows.length > 0;
  };

  const step = async (): Promise<void> => {
    try {
      const won = await claim();
      if (won && work === undefined && !stopped) {
        work = start();
        log.info({ office: name }, 'this process was elected');
      } else if (!won && work !== undefined) {
        log.warn({ office: name }, 'another process was elected');
        await resign();
      }
    } catch (error) {
      log.warn({ err: error, office: name }, 'an election could not be held; trying again');
      if (performance.now() > heldUntil) await resign();
    }
  };

  let running = step();
  const timer = setInterval(() => {
    running = running.then(step);
  }, renewMs);
  timer.unref();
  return {
    elected: () => work !== undefined,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
      await resign();
      await database.query('delete from connector.leases where name = $1 and holder = $2', [name, holder]);
    },
  };
};

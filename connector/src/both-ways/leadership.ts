import { createHash } from 'node:crypto';
import pg from 'pg';
import { createSignal } from '../inbound/signal.ts';
import type { Logger } from '../logging.ts';
import type { Database } from '../store/database.ts';

/** Distinguishes these locks from any other that an application takes in the same database. */
const LOCK_SPACE = 7_236_002;
/** How often a process without the lock asks for it, and one with it shows that it lives. */
const BEAT_MS = 2500;
/**
 * Postgres ends the session of a holder that is not heard of for this long and with it gives the lock back: of a
 * frozen process, or of a machine that vanished from the network. A killed process loses it at once.
 */
const SESSION_TIMEOUT_MS = 9000;
const CONNECT_TIMEOUT_MS = 5000;

/** What one process among several does. */
export interface LedWork {
  stop(): Promise<void>;
}

/** What leading is about. */
export interface LeadershipOptions {
  database: Database;
  /** What is led, e.g. `default`, the workspace. */
  name: string;
  /** Starts the work; called again whenever the leadership is won again. */
  lead: () => Promise<LedWork>;
  log: Logger;
  /** Tests shorten these. */
  beatMs?: number;
}

/** A process's part in who leads. */
export interface Leadership {
  /** `standby`: another process does the work. */
  state(): 'starting' | 'leading' | 'standby' | 'unreachable';
  /** Ends the work and makes way for another process. */
  stop(): Promise<void>;
}

const lockKey = (name: string): number => createHash('sha256').update(name).digest().readInt32BE(0);

/** An embedded database belongs to this process alone. */
const leadAlone = ({ lead, log, name }: LeadershipOptions): Leadership => {
  let work: LedWork | undefined;
  const starting = lead().then(
    (started) => {
      work = started;
    },
    (error: unknown) => log.error({ err: error, leads: name }, 'the work of a workspace could not be started'),
  );
  return {
    state: () => (work === undefined ? 'starting' : 'leading'),
    stop: async () => {
      await starting;
      await work?.stop();
    },
  };
};

/** One connection that holds, or asks for, the lock. */
interface LockSession {
  /** @returns whether this session has the lock. @throws when the connection is gone */
  acquire(): Promise<boolean>;
  /** @throws when the connection is gone */
  beat(): Promise<void>;
  end(): Promise<void>;
}

const openSession = async (connectionString: string, name: string, onLost: () => void): Promise<LockSession> => {
  const client = new pg.Client({
    connectionString,
    application_name: 'demodesk-connector-leader',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  // Without a listener a broken connection would end the process.
  client.on('error', onLost);
  client.on('end', onLost);
  await client.connect();
  await client.query(`set idle_session_timeout = ${SESSION_TIMEOUT_MS}`);
  const key = [LOCK_SPACE, lockKey(name)];
  return {
    acquire: async () => {
      const { rows } = await client.query<{ won: boolean }>('select pg_try_advisory_lock($1, $2) as won', key);
      return rows[0]?.won === true;
    },
    beat: async () => {
      await client.query('select 1');
    },
    end: () => client.end().catch(() => undefined),
  };
};

/**
 * Has exactly one of all connector processes on a database do something: the one that holds an advisory lock, on a
 * connection of its own. When it dies, the lock is free as soon as Postgres notices, at the latest after nine seconds,
 * and another process has it within two and a half more.
 */
export const startLeadership = (options: LeadershipOptions): Leadership => {
  const { database, name, lead, log, beatMs = BEAT_MS } = options;
  const { bossOptions } = database;
  if (!('connectionString' in bossOptions)) return leadAlone(options);
  const { connectionString } = bossOptions;
  const bell = createSignal();
  /** Rung by `stop` alone: a lost connection rings the other one, and must not cut the pause before the next attempt. */
  const stopBell = createSignal();
  let state: ReturnType<Leadership['state']> = 'starting';
  let stopping = false;
  const isStopping = (): boolean => stopping;

  /** Holds the lock until it is lost or to be given up. */
  const reign = async (session: LockSession, lost: () => boolean): Promise<void> => {
    const work = await lead();
    state = 'leading';
    log.info({ leads: name }, 'this process reads the changes of Salesforce');
    try {
      while (!stopping && !lost()) {
        await bell.wait(beatMs);
        await session.beat();
      }
    } finally {
      state = 'unreachable';
      await work.stop();
    }
  };

  const campaign = async (): Promise<void> => {
    const connection = { lost: false };
    const session = await openSession(connectionString, name, () => {
      connection.lost = true;
      bell.notify();
    });
    try {
      while (!stopping && !connection.lost) {
        if (await session.acquire()) {
          await reign(session, () => connection.lost);
          return;
        }
        state = 'standby';
        await bell.wait(beatMs);
      }
    } finally {
      await session.end();
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping) {
      try {
        await campaign();
      } catch (error) {
        state = 'unreachable';
        log.warn({ err: error, leads: name }, 'the leadership could not be kept; trying again');
      }
      if (!isStopping()) await stopBell.wait(beatMs);
    }
  };

  const running = run();
  return {
    state: () => state,
    stop: async () => {
      stopping = true;
      bell.notify();
      stopBell.notify();
      await running;
    },
  };
};

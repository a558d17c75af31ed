import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import pg from 'pg';
import { createLogger } from '../../src/logging.ts';
import type { Database, Sql } from '../../src/store/database.ts';
import { NotCommitted, openServerDatabase } from '../../src/store/server-database.ts';
import { eventually } from '../support/connector.ts';
import { startPostgres } from '../support/postgres/server.ts';
import type { PostgresServer } from '../support/postgres/server.ts';

describe('a transaction on a Postgres server', { timeout: 60_000 }, () => {
  let postgres: PostgresServer;
  let admin: pg.Client;
  let database: Database;
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);

  before(async () => {
    process.on('unhandledRejection', note);
    postgres = await startPostgres();
    const url = await postgres.database('transactions');
    admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query('create table entry (id integer primary key)');
    database = await openServerDatabase(url, createLogger('silent'));
  });
  after(async () => {
    await database.close();
    await admin.end();
    await postgres.stop();
    process.off('unhandledRejection', note);
  });
  beforeEach(() => admin.query('delete from entry'));
  afterEach(async () => {
    await new Promise(setImmediate);
    assert.deepEqual(unhandled, [], 'nothing is left unhandled');
  });

  const add = (sql: Sql, id: number) => sql.query('insert into entry values ($1)', [id]);
  const entries = async (): Promise<number[]> =>
    (await admin.query<{ id: number }>('select id from entry order by id')).rows.map(({ id }) => id);
  const backendOf = async (sql: Sql): Promise<number> =>
    (await sql.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid ?? 0;
  const kill = async (pid: number): Promise<void> => {
    await admin.query('select pg_terminate_backend($1)', [pid]);
    await eventually(async () => {
      const { rowCount } = await admin.query('select 1 from pg_stat_activity where pid = $1', [pid]);
      return rowCount === 0 ? true : undefined;
    });
  };
  const works = async (id: number): Promise<void> => {
    await database.transaction((sql) => add(sql, id));
    assert.deepEqual(await entries(), [id]);
  };
  /** Connections of the pool that hold a transaction open. */
  const leftOpen = async (): Promise<number> => {
    const { rows } = await admin.query<{ count: number }>(
      "select count(*)::int as count from pg_stat_activity where application_name = 'demodesk-connector' and xact_start is not null",
    );
    return rows[0]?.count ?? -1;
  };

  it('is there for all when it resolves, and not at all when its work fails', async () => {
    await works(1);
    const failing = database.transaction(async (sql) => {
      await add(sql, 2);
      throw new Error('the work failed');
    });
    await assert.rejects(failing, /the work failed/);
    await assert.rejects(
      database.transaction(() => {
        throw new Error('at once');
      }),
      /at once/,
    );
    assert.deepEqual(await entries(), [1]);
    assert.equal(await leftOpen(), 0);
  });

  it('takes statements that are given all at once', async () => {
    await database.transaction((sql) => Promise.all([1, 2, 3].map((id) => add(sql, id))));
    assert.deepEqual(await entries(), [1, 2, 3]);
  });

  it('fails as a whole when one of several statements at once fails, and takes none that come later', async () => {
    let inside: Sql | undefined;
    const failing = database.transaction((sql) => {
      inside = sql;
      return Promise.all([add(sql, 1), add(sql, 1), add(sql, 2)]);
    });
    await assert.rejects(failing, /duplicate key/);
    await assert.rejects(async () => inside && add(inside, 3), /comes too late/);
    assert.deepEqual(await entries(), []);
    assert.equal(await leftOpen(), 0);
    await works(4);
  });

  it('is not taken for committed when its work overlooks that a statement failed', async () => {
    const overlooking = database.transaction(async (sql) => {
      await add(sql, 1);
      await add(sql, 1).catch(() => undefined);
    });
    await assert.rejects(overlooking, NotCommitted);
    assert.deepEqual(await entries(), []);
    await works(2);
  });

  it('fails when the server ends its connection between two statements; the next one gets another', async () => {
    const broken = database.transaction(async (sql) => {
      await add(sql, 1);
      await kill(await backendOf(sql));
      await new Promise(setImmediate);
      await add(sql, 2);
    });
    await assert.rejects(broken, /terminat|not queryable/);
    await works(3);
  });

  it('fails when the server ends its connection during a statement', async () => {
    const broken = database.transaction(async (sql) => {
      await add(sql, 1);
      const pid = await backendOf(sql);
      await Promise.all([sql.query('select pg_sleep(30)'), add(sql, 2), kill(pid)]);
    });
    await assert.rejects(broken, /terminat/);
    await works(3);
  });

  it('fails when its connection had died in the pool, and so does a single query; what follows works', async () => {
    const pid = await database.transaction(backendOf);
    await kill(pid);
    // The pool may have noticed or not: either way nothing hangs and nothing is half done.
    await database.transaction((sql) => add(sql, 1)).catch((error: unknown) => assert.match(String(error), /terminat/));
    await database.query('select 1');
    await admin.query('delete from entry');
    await works(2);
  });

  it('leaves the connections of others alone when many fail at once', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, id) =>
        database.transaction(async (sql) => {
          await add(sql, id);
          if (id % 3 === 0) await kill(await backendOf(sql));
          if (id % 3 === 1) throw new Error('no');
        }),
      ),
    );
    const kept = results.flatMap(({ status }, id) => (status === 'fulfilled' ? [id] : []));
    assert.deepEqual(await entries(), kept);
    assert.deepEqual(
      kept,
      results.map((_, id) => id).filter((id) => id % 3 === 2),
    );
    assert.equal(await leftOpen(), 0);
  });

  it('waits for a connection that is free again soon, when all are in use', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, id) => database.transaction((sql) => add(sql, id))));
    assert.equal((await entries()).length, 40);
  });
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { openChangeLog } from '../../src/changes/change-log.ts';
import { startLeadership } from '../../src/both-ways/leadership.ts';
import type { Leadership } from '../../src/both-ways/leadership.ts';
import { createLogger } from '../../src/logging.ts';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { eventually } from '../support/connector.ts';
import { startPostgres } from '../support/postgres/server.ts';
import type { PostgresServer } from '../support/postgres/server.ts';

const log = createLogger('silent');

describe('one leader among several processes on one Postgres', { timeout: 120_000 }, () => {
  let postgres: PostgresServer;
  let one: Database;
  let other: Database;
  before(async () => {
    postgres = await startPostgres();
    const databaseUrl = await postgres.database('leaders');
    one = await openDatabase({ dataDir: '', databaseUrl }, log);
    other = await openDatabase({ dataDir: '', databaseUrl }, log);
  });
  after(async () => {
    await one.close();
    await other.close();
    await postgres.stop();
  });

  let terms: string[] = [];
  beforeEach(() => (terms = []));

  const join = (database: Database, name: string, working: string[], who: string): Leadership =>
    startLeadership({
      ...{ database, name, log, beatMs: 50 },
      lead: () => {
        terms.push(who);
        working.push(who);
        return Promise.resolve({
          stop: () => {
            working.splice(working.indexOf(who), 1);
            return Promise.resolve();
          },
        });
      },
    });
  const reaches = (leadership: Leadership, state: string) =>
    eventually(() => (leadership.state() === state ? true : undefined));

  it('lets one work and the other stand by, until the first one goes', async () => {
    const working: string[] = [];
    const first = join(one, 'a', working, 'first');
    await reaches(first, 'leading');
    const second = join(other, 'a', working, 'second');
    await reaches(second, 'standby');
    assert.deepEqual(working, ['first']);
    await first.stop();
    await reaches(second, 'leading');
    assert.deepEqual(working, ['second']);
    await second.stop();
    assert.deepEqual(working, []);
  });

  it('has a leader of its own for each workspace', async () => {
    const working: string[] = [];
    const first = join(one, 'b', working, 'first');
    const second = join(other, 'c', working, 'second');
    await reaches(first, 'leading');
    await reaches(second, 'leading');
    await first.stop();
    await second.stop();
  });

  it('stops the work when its connection is cut, and finds a leader again', async () => {
    const working: string[] = [];
    const first = join(one, 'd', working, 'first');
    await reaches(first, 'leading');
    await one.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'demodesk-connector-leader'",
    );
    await eventually(() => (terms.length > 1 ? true : undefined));
    await reaches(first, 'leading');
    assert.deepEqual(working, ['first']);
    await first.stop();
  });

  it('pauses between attempts while the database cannot be reached', async () => {
    const attempts: unknown[] = [];
    const unreachable: Database = { ...one, bossOptions: { connectionString: 'postgres://127.0.0.1:9/none', max: 1 } };
    const counting = createLogger('warn', { write: (line) => void attempts.push(line) });
    const leadership = startLeadership({
      ...{ database: unreachable, name: 'e', log: counting, beatMs: 60_000 },
      lead: () => Promise.reject(new Error('never led')),
    });
    await reaches(leadership, 'unreachable');
    for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
    await leadership.stop();
    assert.equal(attempts.length, 1);
  });

  it('keeps a leader that does not know it was replaced from storing changes', async () => {
    const before = await openChangeLog(one, 'default');
    const now = await openChangeLog(other, 'default');
    const batch = { changes: [], refused: [], replayId: Buffer.from([7]) };
    await assert.rejects(before.append(batch), { name: 'StreamTakenOver' });
    await now.append(batch);
  });
});

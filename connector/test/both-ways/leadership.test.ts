import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
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

  const join = (database: Database, name: string, working: string[], who: string): Leadership =>
    startLeadership({
      ...{ database, name, log, beatMs: 50 },
      lead: () => {
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
    await eventually(() => (first.state() === 'leading' ? undefined : true));
    await reaches(first, 'leading');
    assert.deepEqual(working, ['first']);
    await first.stop();
  });

  it('keeps a leader that does not know it was replaced from storing changes', async () => {
    const before = await openChangeLog(one, 'default');
    const now = await openChangeLog(other, 'default');
    const batch = { changes: [], refused: [], replayId: Buffer.from([7]) };
    await assert.rejects(before.append(batch), { name: 'StreamTakenOver' });
    await now.append(batch);
  });
});

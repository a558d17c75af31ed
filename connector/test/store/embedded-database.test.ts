import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DataDirInUse } from '../../src/store/data-dir-lock.ts';
import { openEmbeddedDatabase } from '../../src/store/embedded-database.ts';
import type { EmbeddedDatabase } from '../../src/store/embedded-database.ts';
import { migrate } from '../../src/store/schema.ts';
import { temporaryDataDir } from '../support/database-template.ts';
import type { TemporaryDataDir } from '../support/database-template.ts';

describe('the embedded database', { timeout: 60_000 }, () => {
  let dataDir: TemporaryDataDir;
  let database: EmbeddedDatabase;
  before(async () => {
    dataDir = await temporaryDataDir();
    database = await openEmbeddedDatabase(dataDir.path);
  });
  after(async () => {
    await database.close();
    dataDir.remove();
  });

  it('forces every commit to the disk', async () => {
    const settings = await database.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')",
    );
    assert.ok(settings.every(({ setting }) => setting === 'on'));
    await database.query('create table commits (n integer)');
    const before = database.syncs();
    await database.transaction((sql) => sql.query('insert into commits values ($1)', [1]));
    assert.ok(database.syncs() > before);
  });

  it('takes back a transaction that fails, and goes on', async () => {
    await database.query('create table undone (n integer)');
    const failing = database.transaction(async (sql) => {
      await sql.query('insert into undone values ($1)', [1]);
      throw new Error('changed my mind');
    });
    await assert.rejects(failing, /changed my mind/);
    assert.deepEqual(await database.query('select n from undone where n > $1', [0]), []);
  });

  it('is for one process alone', async () => {
    await assert.rejects(openEmbeddedDatabase(dataDir.path), DataDirInUse);
  });

  it('gets its tables once, and refuses those of a newer connector', async () => {
    await migrate(database);
    await migrate(database);
    await database.query('update connector.schema_version set version = version + $1', [1]);
    await assert.rejects(migrate(database), /newer connector/);
  });
});

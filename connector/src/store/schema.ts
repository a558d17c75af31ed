import type { Database, Sql } from './database.ts';

/** An arbitrary number that every connector uses for "I am changing the schema". */
const SCHEMA_LOCK = 7_236_001;

/** Steps from an empty database to the present one. Released steps never change; a new one is added at the end. */
const MIGRATIONS: readonly string[] = [
  `create table connector.deliveries (
     id uuid primary key,
     workspace text not null,
     delivery_key text not null,
     action text not null,
     state text not null
       check (state in ('received', 'retrying', 'published', 'closed', 'skipped', 'dead')),
     body text not null,
     payload text,
     attempts integer not null default 0,
     failures integer not null default 0,
     publications integer not null default 0,
     failure_class text,
     reason text,
     remedy text,
     sync_status text,
     record_id text,
     received_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
     published_at timestamptz,
     finished_at timestamptz,
     next_attempt_at timestamptz
   );
   create index deliveries_newest on connector.deliveries (received_at, id);
   create index deliveries_open on connector.deliveries (state, received_at, id) where state <> 'closed';
   create index deliveries_unconfirmed on connector.deliveries (next_attempt_at) where state = 'published';
   create index deliveries_finished on connector.deliveries (finished_at) where state in ('closed', 'skipped');`,
  // Changes from Salesforce: where each stream stands, what came, what is pushed.
  `create table connector.change_streams (
     workspace text primary key,
     feed_id uuid not null,
     replay_id bytea,
     stored_at timestamptz,
     epoch bigint not null,
     last_sequence bigint not null default 0,
     forgotten_sequence bigint not null default 0,
     places_lost integer not null default 0
   );
   create table connector.changes (
     workspace text not null,
     sequence bigint not null,
     change_key text not null,
     kind text not null,
     entity text not null,
     record_id text not null,
     demodesk_id text,
     changes text not null,
     changed_by text,
     occurred_at timestamptz not null,
     received_at timestamptz not null default clock_timestamp(),
     primary key (workspace, sequence)
   );
   create unique index changes_key on connector.changes (workspace, change_key);
   create table connector.refused_events (
     workspace text not null,
     replay_id text not null,
     reason text not null,
     received_at timestamptz not null default clock_timestamp(),
     primary key (workspace, replay_id)
   );
   create table connector.push_endpoints (
     workspace text primary key,
     url text not null,
     taken_sequence bigint not null,
     stopped_at timestamptz,
     stop_reason text
   );
   create table connector.pushes (
     workspace text not null,
     sequence bigint not null,
     record_id text not null,
     state text not null check (state in ('waiting', 'dead')),
     attempts integer not null default 0,
     next_attempt_at timestamptz not null default clock_timestamp(),
     status integer,
     reason text,
     primary key (workspace, sequence)
   );
   create index pushes_due on connector.pushes (workspace, next_attempt_at) where state = 'waiting';
   create index pushes_order on connector.pushes (workspace, record_id, sequence) where state = 'waiting';
   create table connector.resync_runs (
     workspace text not null,
     run_key text not null,
     record_id text not null,
     state text not null check (state in ('open', 'walked', 'canceled', 'finished')),
     revision integer not null default 1,
     missing integer not null default 0,
     noted_at timestamptz not null default clock_timestamp(),
     primary key (workspace, run_key)
   );
   create table connector.resync_items (
     workspace text not null,
     run_key text not null,
     delivery_id uuid not null,
     delivery_key text not null,
     body text,
     primary key (workspace, run_key, delivery_id)
   );
   create index resync_items_waiting on connector.resync_items (workspace, run_key) where body is not null;
   create table connector.catch_up (
     workspace text primary key,
     began_at timestamptz not null default clock_timestamp(),
     watermark timestamptz,
     passed_at timestamptz,
     unannounced integer not null default 0
   );`,
  // Both JSON columns are encrypted: they hold keys and tokens. The revision tells other processes of a change.
  `create table connector.workspaces (
     name text primary key,
     demodesk text,
     salesforce text,
     organization_id text,
     instance_url text,
     username text,
     flow text,
     connected_at timestamptz,
     revision bigint not null default 1
   );
   alter table connector.deliveries drop constraint deliveries_state_check;
   alter table connector.deliveries add constraint deliveries_state_check
     check (state in ('received', 'retrying', 'published', 'closed', 'skipped', 'dead', 'discarded'));
   drop index connector.deliveries_finished;
   create index deliveries_finished on connector.deliveries (finished_at)
     where state in ('closed', 'skipped', 'discarded');
   drop index connector.deliveries_unconfirmed;
   create index deliveries_unconfirmed on connector.deliveries (workspace, next_attempt_at) where state = 'published';`,
];

const appliedSteps = async (sql: Sql): Promise<number> => {
  await sql.query('create schema if not exists connector');
  await sql.query('create table if not exists connector.schema_version (version integer not null)');
  const [row] = await sql.query<{ version: number }>('select version from connector.schema_version');
  if (row !== undefined) return row.version;
  await sql.query('insert into connector.schema_version (version) values ($1)', [0]);
  return 0;
};

/**
 * Brings the connector's own tables up to date, in one transaction; safe when several processes start at once.
 *
 * @throws Error when the database was written by a newer connector
 */
export const migrate = (database: Database): Promise<void> =>
  database.transaction(async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    const applied = await appliedSteps(sql);
    if (applied > MIGRATIONS.length) {
      throw new Error(
        `The database has schema version ${applied}, this connector knows ${MIGRATIONS.length}. Start the newer connector.`,
      );
    }
    for (const step of MIGRATIONS.slice(applied)) await sql.query(step);
    await sql.query('update connector.schema_version set version = $1', [MIGRATIONS.length]);
  });

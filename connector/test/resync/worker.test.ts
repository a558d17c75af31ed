import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { NewDelivery } from '../../src/deliveries/delivery-store.ts';
import type { DemodeskClient, RecordingFilter } from '../../src/demodesk/client.ts';
import { DemodeskRateLimited, DemodeskUnauthorized } from '../../src/demodesk/errors.ts';
import { parseDelivery } from '../../src/demodesk/delivery.ts';
import { createPace } from '../../src/demodesk/pace.ts';
import type { ListedRecording } from '../../src/demodesk/recordings.ts';
import { createLogger } from '../../src/logging.ts';
import { createRunStore } from '../../src/resync/run-store.ts';
import type { RunStore } from '../../src/resync/run-store.ts';
import { startResync } from '../../src/resync/worker.ts';
import type { ResyncWorker, ResyncWorkerOptions } from '../../src/resync/worker.ts';
import { SalesforceFailure } from '../../src/salesforce/failure.ts';
import type { RunUpdate, SyncRun, SyncRuns } from '../../src/salesforce/sync-run.ts';
import { eventually } from '../support/connector.ts';
import { useDatabase } from '../support/database.ts';

const RECORD = 'a01000000000001AAA';

const recording = (n: number): ListedRecording => ({
  recordingToken: `token-${n}`,
  recordingId: String(9000 + n),
  demoId: String(n),
  recordingWebUrl: null,
  postprocessingStatus: 'done',
  updatedAt: `2026-07-${String((n % 28) + 1).padStart(2, '0')}T10:00:00.000Z`,
});

const run = (change: Partial<SyncRun> = {}): SyncRun => ({
  ...{ recordId: RECORD, runKey: 'run-1', scope: 'Everything', since: null, until: null, meetingIds: [] },
  ...{ status: 'Requested', cancelRequested: false, found: 0, sent: 0, done: 0, failed: 0 },
  ...{ message: null, startedAt: null, finishedAt: null, mergedInto: null },
  ...change,
});

describe('a re-sync', { timeout: 60_000 }, () => {
  const database = useDatabase();
  let store: RunStore;
  /** The row in Salesforce, with every update it got. */
  let row: SyncRun | undefined;
  let updates: RunUpdate[];
  let pageSize: number;
  let recordings: ListedRecording[];
  let filters: RecordingFilter[];
  let failures: Error[];
  let worker: ResyncWorker | undefined;

  beforeEach(async () => {
    for (const table of ['resync_runs', 'resync_items', 'deliveries'])
      await database.query(`delete from connector.${table}`);
    store = createRunStore(database, 'default');
    row = run();
    updates = [];
    pageSize = 2;
    recordings = [1, 2, 3, 4, 5].map(recording);
    filters = [];
    failures = [];
  });
  afterEach(async () => {
    await worker?.stop();
    worker = undefined;
  });

  const demodesk: Pick<DemodeskClient, 'recordings'> = {
    recordings: (filter, cursor) => {
      filters.push(filter);
      const failure = failures.shift();
      if (failure !== undefined) return Promise.reject(failure);
      const wanted = recordings.filter(({ demoId }) => filter.demoIds?.includes(demoId) ?? true);
      const from = Number(cursor ?? 0);
      const next = from + pageSize < wanted.length ? String(from + pageSize) : undefined;
      return Promise.resolve({ data: wanted.slice(from, from + pageSize), nextCursor: next });
    },
  };
  const runs: SyncRuns = {
    byId: () => Promise.resolve(row),
    byKey: () => Promise.resolve(row),
    open: () => Promise.resolve(row !== undefined && ['Requested', 'Running'].includes(row.status) ? [row] : []),
    insert: () => Promise.resolve(RECORD),
    update: (_id, update) => {
      if (row === undefined || ['Done', 'Failed', 'Canceled'].includes(row.status)) {
        return Promise.reject(new SalesforceFailure({ code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'over' }));
      }
      updates.push(update);
      row = { ...row, ...update };
      return Promise.resolve();
    },
  };

  /** Takes deliveries as the inbox does. */
  const inbox = {
    store: async ({ id, workspace, key, action, body }: NewDelivery) => {
      const rows = await database.query(
        `insert into connector.deliveries (id, workspace, delivery_key, action, state, body)
         values ($1, $2, $3, $4, 'received', $5) on conflict (id) do nothing returning id`,
        [id, workspace, key, action, body],
      );
      return { duplicate: rows.length === 0 };
    },
  };
  const start = (change: Partial<ResyncWorkerOptions> = {}): void => {
    worker = startResync({
      ...{
        workspace: 'default',
        database,
        store,
        runs,
        demodesk,
        inbox,
        log: createLogger('silent'),
        mayWork: () => true,
      },
      ...{ listPace: createPace(1000), meetingPace: createPace(1000), lookMs: 5, reportMs: 0 },
      ...{ backoff: { baseMs: 5, capMs: 20 }, ...change },
    });
  };
  const deliveries = () =>
    database.query<{ key: string; body: string; state: string }>(
      'select delivery_key as key, body, state from connector.deliveries order by delivery_key',
    );
  const arrived = (count: number) =>
    eventually(async () => {
      const all = await deliveries();
      return all.length >= count ? all : undefined;
    });
  const close = (syncStatus = 'Succeeded', where = '') =>
    database.query(
      `update connector.deliveries set state = 'closed', sync_status = $1 where state = 'received' ${where}`,
      [syncStatus],
    );
  const ends = (status: string) => eventually(() => (row?.status === status ? row : undefined));

  it('asks nothing of Salesforce while its requests run low, and goes on where it was', async () => {
    let spare = false;
    let looked = 0;
    let asked = 0;
    const counting = <T>(work: Promise<T>): Promise<T> => {
      asked += 1;
      return work;
    };
    start({
      runs: {
        ...runs,
        byId: (id) => counting(runs.byId(id)),
        open: () => counting(runs.open()),
        update: (id, update) => counting(runs.update(id, update)),
      },
      mayWork: () => {
        looked += 1;
        return spare;
      },
    });
    await eventually(() => (looked > 0 ? true : undefined));
    assert.equal(asked, 0);
    spare = true;
    worker?.wake();
    await arrived(5);
    spare = false;
    const before = looked;
    await eventually(() => (looked > before ? true : undefined));
    const askedSoFar = asked;
    await close();
    worker?.wake();
    await eventually(() => (looked > before + 1 ? true : undefined));
    assert.equal(asked, askedSoFar);
    spare = true;
    worker?.wake();
    await ends('Done');
  });

  it('sends every recording once, as a delivery of its own, and says how far it is', async () => {
    start();
    const all = await arrived(5);
    assert.deepEqual(
      all.map(({ key }) => key),
      [1, 2, 3, 4, 5].map((n) => `resync:run-1:token-${n}`),
    );
    const first = parseDelivery(Buffer.from(all[0]?.body ?? ''));
    assert.equal(first.action, 'recording.transcription_postprocessed');
    assert.equal(first.attributes.demoId, '1');
    assert.equal(first.known, true);
    await close();
    const { found, sent, done, failed, message } = await ends('Done');
    assert.deepEqual({ found, sent, done, failed, message }, { found: 5, sent: 5, done: 5, failed: 0, message: null });
    assert.equal(updates[0]?.status, 'Running');
    assert.ok(updates.some((update) => update.status === undefined && update.found === 5));
  });

  it('counts what Salesforce could not write, and says where to look', async () => {
    start();
    await arrived(5);
    await close('Failed', "and delivery_key like '%token-2'");
    await close();
    const { done, failed, message } = await ends('Done');
    assert.deepEqual({ done, failed }, { done: 4, failed: 1 });
    assert.match(message ?? '', /Sync Log/);
  });

  it('asks for named meetings only, and says which of them have no recording', async () => {
    row = run({ scope: 'Selection', meetingIds: ['2', '4', '77'] });
    start();
    await arrived(2);
    await close();
    const { found, message } = await ends('Done');
    assert.equal(found, 2);
    assert.match(message ?? '', /^1 of the meetings/);
    assert.deepEqual(filters[0], { demoIds: ['2', '4', '77'] });
  });

  it('fails when none of the named meetings has a recording', async () => {
    row = run({ scope: 'Meeting', meetingIds: ['77'] });
    start();
    const { found, message } = await ends('Failed');
    assert.equal(found, 0);
    assert.match(message ?? '', /no recording/);
  });

  it('of a span asks for what changed in it, beside meetings that are named', async () => {
    row = run({
      scope: 'Since',
      since: '2026-07-01T00:00:00.000Z',
      until: '2026-07-31T00:00:00.000Z',
      meetingIds: ['5'],
    });
    start();
    await arrived(5);
    assert.deepEqual(filters[0], { demoIds: ['5'] });
    assert.deepEqual(filters[1], {
      updatedSince: new Date('2026-07-01T00:00:00.000Z'),
      updatedUntil: new Date('2026-07-31T00:00:00.000Z'),
    });
  });

  it('waits as long as Demodesk asks for, then goes on', async () => {
    failures = [new DemodeskRateLimited('wait', 5), new DemodeskRateLimited('wait', 5)];
    start();
    await arrived(5);
  });

  it('fails, with the reason, when Demodesk refuses the key', async () => {
    failures = [new DemodeskUnauthorized('Demodesk refused the API key.')];
    start();
    assert.match((await ends('Failed')).message ?? '', /API key/);
  });

  it('never has more than fifty meetings under way', async () => {
    recordings = Array.from({ length: 120 }, (_, n) => recording(n));
    pageSize = 100;
    start();
    const open = await arrived(50);
    assert.equal(open.length, 50);
    await close();
    await eventually(async () => ((await deliveries()).length === 100 ? true : undefined));
    await close();
    await arrived(120);
    await close();
    assert.equal((await ends('Done')).done, 120);
  });

  it('goes on after a restart where it was, without sending anything twice', async () => {
    start();
    await arrived(5);
    await worker?.stop();
    await close();
    start();
    assert.equal((await ends('Done')).done, 5);
    assert.equal((await deliveries()).length, 5);
  });

  it('is cancelled on request; what is on its way arrives', async () => {
    recordings = Array.from({ length: 120 }, (_, n) => recording(n));
    pageSize = 100;
    start();
    await arrived(50);
    const cancel = { kind: 'resync-cancel', recordId: RECORD, runKey: 'run-1' } as const;
    await database.transaction((sql) => store.note(sql, [cancel]));
    worker?.wake();
    assert.equal((await ends('Canceled')).sent, 50);
    assert.equal((await deliveries()).length, 50);
  });

  it('that is asked for again, wider, is listed again and sends the rest only', async () => {
    row = run({ scope: 'Selection', meetingIds: ['1'] });
    start();
    await arrived(1);
    row = { ...row, scope: 'Everything' };
    const again = { kind: 'resync-request', recordId: RECORD, runKey: 'run-1' } as const;
    await database.transaction((sql) => store.note(sql, [again]));
    worker?.wake();
    assert.equal((await arrived(5)).length, 5);
    await close();
    assert.equal((await ends('Done')).found, 5);
  });

  it('that is over in Salesforce is not taken up again by an old event', async () => {
    row = run({ status: 'Done' });
    const old = { kind: 'resync-request', recordId: RECORD, runKey: 'run-1' } as const;
    await database.transaction((sql) => store.note(sql, [old]));
    start();
    await eventually(async () => ((await store.next()) === undefined ? true : undefined));
    assert.deepEqual(await deliveries(), []);
  });
});

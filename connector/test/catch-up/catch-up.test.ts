import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { NewDelivery } from '../../src/deliveries/delivery-store.ts';
import { createCatchUpStore } from '../../src/catch-up/catch-up-store.ts';
import type { CatchUpStore } from '../../src/catch-up/catch-up-store.ts';
import { isSilent, startCatchUp } from '../../src/catch-up/catch-up.ts';
import { NoRequestsToSpare, passOnce } from '../../src/catch-up/pass.ts';
import type { PassOptions } from '../../src/catch-up/pass.ts';
import { workingMsBetween } from '../../src/catch-up/working-time.ts';
import type { RecordingFilter } from '../../src/demodesk/client.ts';
import { DemodeskUnavailable } from '../../src/demodesk/errors.ts';
import { createPace } from '../../src/demodesk/pace.ts';
import type { ListedRecording } from '../../src/demodesk/recordings.ts';
import { createLogger } from '../../src/logging.ts';
import { eventually } from '../support/connector.ts';
import { useDatabase } from '../support/database.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-07-22T12:00:00.000Z');
const at = (minutesAgo: number): string => new Date(NOW - minutesAgo * 60_000).toISOString();

const recording = (n: number, updatedAt: string): ListedRecording => ({
  ...{ recordingToken: `token-${n}`, recordingId: null, demoId: String(n), recordingWebUrl: null },
  ...{ postprocessingStatus: 'done', updatedAt },
});

describe('catching up with Demodesk', { timeout: 60_000 }, () => {
  const database = useDatabase();
  let store: CatchUpStore;
  let pages: ListedRecording[][];
  let failAt: number | undefined;
  let filters: RecordingFilter[];
  let logged: { id: string; at: string }[];
  let sent: Map<string, NewDelivery>;
  let queries: number;
  let mayWork: () => boolean;

  beforeEach(async () => {
    await database.query('delete from connector.catch_up');
    store = createCatchUpStore(database, 'default');
    await store.state();
    await database.query('update connector.catch_up set began_at = $1', [at(600)]);
    pages = [];
    failAt = undefined;
    filters = [];
    logged = [];
    sent = new Map();
    queries = 0;
    mayWork = () => true;
  });

  const surroundings = (): Omit<PassOptions, 'signal' | 'now'> => ({
    ...{ workspace: 'default', store, pace: createPace(1000), mayWork: () => mayWork() },
    ...{
      demodesk: {
        recordings: (filter, cursor) => {
          filters.push(filter);
          const page = Number(cursor ?? 0);
          if (page === failAt) return Promise.reject(new DemodeskUnavailable('down'));
          const nextCursor = page + 1 < pages.length ? String(page + 1) : undefined;
          return Promise.resolve({ data: pages[page] ?? [], nextCursor });
        },
      },
      org: {
        prefix: '',
        query: () => {
          queries += 1;
          return Promise.resolve(logged.map((row) => ({ Meeting_Id__c: row.id, Occurred_At__c: row.at })));
        },
      },
      inbox: {
        store: (delivery) => {
          const duplicate = sent.has(delivery.key);
          sent.set(delivery.key, delivery);
          return Promise.resolve({ duplicate });
        },
      },
    },
  });
  const pass = () => passOnce({ ...surroundings(), signal: new AbortController().signal, now: NOW });
  const watermark = async () => (await store.state()).watermark?.toISOString();

  it('sends the recordings whose newest version Salesforce has not logged', async () => {
    pages = [[recording(1, at(60)), recording(2, at(50))], [recording(3, at(40))]];
    logged = [
      { id: '1', at: at(59) }, // after its last change
      { id: '2', at: at(55) }, // of an older version
    ];
    assert.deepEqual(await pass(), { listed: 3, sent: 2 });
    assert.deepEqual([...sent.keys()], [`catch-up:token-2:${at(50)}`, `catch-up:token-3:${at(40)}`]);
  });

  it('moves its watermark after a complete pass only', async () => {
    pages = [[recording(1, at(60))], [recording(2, at(90))]];
    failAt = 1;
    await assert.rejects(pass());
    assert.equal(await watermark(), undefined);
    failAt = undefined;
    await pass();
    assert.equal(await watermark(), at(60));
    await pass();
    assert.deepEqual(filters.at(-1)?.updatedSince, new Date(at(60)));
    assert.equal(filters.at(-1)?.processed, true);
  });

  it('leaves recordings alone that their webhook may still announce, and comes back to them', async () => {
    pages = [[recording(1, at(2)), recording(2, at(30))]];
    assert.deepEqual(await pass(), { listed: 1, sent: 1 });
    assert.equal(await watermark(), at(30));
  });

  it('sends a version once, however often it is listed', async () => {
    pages = [[recording(1, at(60))]];
    assert.equal((await pass()).sent, 1);
    assert.equal((await pass()).sent, 0);
    assert.equal((await store.state()).unannounced, 1);
  });

  it('asks no more of Salesforce as soon as its requests run low, and finds all of it later', async () => {
    pages = [[recording(1, at(60))], [recording(2, at(50))], [recording(3, at(40))]];
    mayWork = () => queries === 0;
    await assert.rejects(pass(), NoRequestsToSpare);
    assert.equal(queries, 1);
    assert.equal(await watermark(), undefined);
    mayWork = () => true;
    await pass();
    assert.deepEqual(
      [...sent.values()].map(({ key }) => key),
      [1, 2, 3].map((n) => `catch-up:token-${n}:${at([60, 50, 40][n - 1] ?? 0)}`),
    );
  });

  it('does not begin while the requests run low', async () => {
    pages = [[recording(1, at(60))]];
    let asked = 0;
    mayWork = () => {
      asked += 1;
      return false;
    };
    const silence = { hours: 0, timeZone: 'Europe/Berlin' };
    const catchUp = startCatchUp({ ...surroundings(), everyMs: 1, silence, log: createLogger('silent') });
    await eventually(() => (asked > 0 ? true : undefined));
    await catchUp.stop();
    assert.deepEqual(filters, []);
    assert.equal(queries, 0);
  });

  it('looks back a day when it runs for the first time', async () => {
    await pass();
    assert.deepEqual(filters[0]?.updatedSince, new Date(NOW - 600 * 60_000 - 24 * HOUR));
  });
});

describe('silence', () => {
  const rule = { hours: 24, timeZone: 'Europe/Berlin' };
  const friday = new Date('2026-07-17T10:00:00Z');

  it('is measured in working days', () => {
    assert.equal(workingMsBetween(friday, new Date('2026-07-20T10:00:00Z'), 'Europe/Berlin'), 24 * HOUR);
    assert.equal(workingMsBetween(friday, new Date('2026-07-17T11:30:00Z'), 'Europe/Berlin'), 1.5 * HOUR);
  });

  it('is an alarm when it lasts too long on working days, never on a weekend', () => {
    assert.equal(isSilent(friday, new Date('2026-07-19T10:00:00Z'), rule), false);
    assert.equal(isSilent(friday, new Date('2026-07-20T09:00:00Z'), rule), false);
    assert.equal(isSilent(friday, new Date('2026-07-20T10:30:00Z'), rule), true);
  });

  it('is no alarm when nobody wants one', () => {
    assert.equal(isSilent(friday, new Date('2026-07-30T10:00:00Z'), { ...rule, hours: 0 }), false);
  });
});

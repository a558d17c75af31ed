import { deliveryId } from '../deliveries/delivery-record.ts';
import type { Inbox } from '../deliveries/inbox.ts';
import type { DemodeskClient } from '../demodesk/client.ts';
import { DemodeskRateLimited, DemodeskUnauthorized, DemodeskUnexpected } from '../demodesk/errors.ts';
import type { Pace } from '../demodesk/pace.ts';
import { fullJitter } from '../inbound/backoff.ts';
import type { Backoff } from '../inbound/backoff.ts';
import { failureFrom } from '../inbound/failure.ts';
import { createSignal } from '../inbound/signal.ts';
import type { Logger } from '../logging.ts';
import { SalesforceFailure } from '../salesforce/failure.ts';
import type { RunUpdate, SyncRun, SyncRuns } from '../salesforce/sync-run.ts';
import type { Database } from '../store/database.ts';
import { runItem } from './recording-delivery.ts';
import type { LocalRun, RunItem, RunProgress, RunStore } from './run-store.ts';
import { EndlessList, filtersOf, walk } from './walk.ts';

/** Meetings of a run that are on their way at the same time: what Demodesk sends meanwhile waits behind no more. */
const MAX_UNDER_WAY = 50;
/** How often progress is looked at, and how often it is written into Salesforce at most. */
const LOOK_MS = 1000;
const REPORT_MS = 5000;
const IDLE_MS = 30_000;
/** How often it is looked whether there are API requests to spare again. */
const NO_BUDGET_MS = 60_000;
/** How often Salesforce is asked for runs whose event was lost. */
const SEARCH_MS = 30 * 60_000;
const BACKOFF: Backoff = { baseMs: 1000, capMs: 60_000 };

/** Works runs off, one after the other. */
export interface ResyncWorker {
  /** There may be a run, or one to cancel. */
  wake(): void;
  stop(): Promise<void>;
}

/** What the worker works with. */
export interface ResyncWorkerOptions {
  workspace: string;
  database: Database;
  store: RunStore;
  runs: SyncRuns;
  demodesk: Pick<DemodeskClient, 'recordings'>;
  inbox: Pick<Inbox, 'store'>;
  /** Of requests to Demodesk's list. */
  listPace: Pace;
  /** Of meetings: each costs Demodesk two more requests. */
  meetingPace: Pace;
  /** Whether there are API requests to spare for work that can wait. */
  mayWork: () => boolean;
  log: Logger;
  /** Tests shorten these. */
  lookMs?: number;
  reportMs?: number;
  backoff?: Backoff;
}

/** Salesforce refuses to have a run worked on that is over, or gone. */
const isOver = (error: unknown): boolean =>
  error instanceof SalesforceFailure &&
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'NOT_FOUND', 'ENTITY_IS_DELETED'].includes(error.code);

/** Waiting would not help; a person has to look. */
const isHopeless = (error: unknown): boolean =>
  error instanceof DemodeskUnauthorized || error instanceof DemodeskUnexpected || error instanceof EndlessList;

class Canceled extends Error {}

const countsOf = ({ found, sent, done, failed }: RunProgress): RunUpdate => ({ found, sent, done, failed });

const outcomeOf = (run: LocalRun, progress: RunProgress): RunUpdate => {
  const { missing } = run;
  const notes = [
    ...(missing > 0 ? [`${missing} of the meetings have no recording that Demodesk's API shows.`] : []),
    ...(progress.failed > 0 ? [`${progress.failed} failed: the Sync Log says why.`] : []),
  ];
  const nothing = progress.found === 0 && missing > 0;
  return { ...countsOf(progress), status: nothing ? 'Failed' : 'Done', message: notes.join(' ') || null };
};

/** Starts working off what was asked for; goes on after a restart where it was. */
export const startResync = (options: ResyncWorkerOptions): ResyncWorker => {
  const { workspace, database, store, runs, demodesk, inbox, listPace, meetingPace, mayWork, log } = options;
  const { lookMs = LOOK_MS, reportMs = REPORT_MS, backoff = BACKOFF } = options;
  const bell = createSignal();
  const ending = new AbortController();
  const reported = { runKey: '', counts: '', at: 0 };
  const isEnding = (): boolean => ending.signal.aborted;
  let failures = 0;
  let searchAt = 0;

  const search = async (): Promise<void> => {
    const open = await runs.open();
    const known = new Set(await store.unfinished());
    const forgotten = open.filter(({ runKey }) => !known.has(runKey));
    const calls = forgotten.map(({ recordId, runKey }) => ({ kind: 'resync-request', recordId, runKey }) as const);
    await database.transaction((sql) => store.note(sql, calls));
    searchAt = performance.now() + SEARCH_MS;
  };

  const end = async (run: LocalRun, update: RunUpdate): Promise<void> => {
    try {
      await runs.update(run.recordId, update);
    } catch (error) {
      if (!isOver(error)) throw error;
    }
    await store.finish(run);
    log.info({ runKey: run.runKey, ...update }, 'a re-sync ended');
  };

  const cancel = async (run: LocalRun): Promise<void> =>
    end(run, { ...countsOf(await store.progress(run.runKey)), status: 'Canceled' });

  /** @returns the row, or undefined when the run is over */
  const takeUp = async ({ recordId }: LocalRun): Promise<SyncRun | undefined> => {
    try {
      await runs.update(recordId, { status: 'Running' });
      return await runs.byId(recordId);
    } catch (error) {
      if (isOver(error)) return undefined;
      throw error;
    }
  };

  const stopIfCanceled = async (run: LocalRun): Promise<void> => {
    const now = await store.next();
    if (now?.runKey === run.runKey && now.state === 'canceled') throw new Canceled();
  };

  const list = async (run: LocalRun): Promise<void> => {
    const row = await takeUp(run);
    if (row === undefined) {
      await store.finish(run);
      return;
    }
    if (row.cancelRequested) {
      await cancel(run);
      return;
    }
    const createdAt = run.notedAt.toISOString();
    const seen = new Set<string>();
    await walk(demodesk, filtersOf(row), listPace, ending.signal, async (recordings) => {
      for (const { demoId } of recordings) seen.add(demoId);
      await store.add(
        run.runKey,
        recordings.map((recording) => runItem(workspace, run.runKey, recording, createdAt)),
      );
      await stopIfCanceled(run);
    });
    const missing = row.meetingIds.filter((id) => !seen.has(id)).length;
    await store.walked(run, row.scope === 'Everything' ? 0 : missing);
    log.info({ runKey: run.runKey, scope: row.scope, recordings: seen.size, missing }, 'a re-sync has been listed');
  };

  const handOn = async (runKey: string, items: readonly RunItem[]): Promise<void> => {
    await Promise.all(
      items.map(({ deliveryKey: key, body }) => {
        const { action } = (JSON.parse(body) as { meta: { event: { action: string } } }).meta.event;
        return inbox.store({ id: deliveryId(workspace, key), workspace, key, action, body });
      }),
    );
    await store.handedOn(
      runKey,
      items.map((item) => item.deliveryId),
    );
  };

  const report = async (run: LocalRun, progress: RunProgress): Promise<void> => {
    const counts = JSON.stringify(countsOf(progress));
    const known = reported.runKey === run.runKey && reported.counts === counts;
    if (known || performance.now() - reported.at < reportMs) return;
    await runs.update(run.recordId, countsOf(progress));
    Object.assign(reported, { runKey: run.runKey, counts, at: performance.now() });
  };

  const carry = async (run: LocalRun): Promise<void> => {
    const progress = await store.progress(run.runKey);
    const room = Math.min(MAX_UNDER_WAY - progress.underWay, meetingPace.room());
    const items = room > 0 ? await store.waiting(run.runKey, room) : [];
    if (items.length > 0) {
      meetingPace.count(items.length);
      await handOn(run.runKey, items);
    } else if (progress.sent === progress.found && progress.underWay === 0) {
      await end(run, outcomeOf(run, progress));
      return;
    }
    await report(run, progress);
    await bell.wait(lookMs);
  };

  const work = async (run: LocalRun): Promise<void> => {
    try {
      if (run.state === 'canceled') await cancel(run);
      else if (run.state === 'open') await list(run);
      else await carry(run);
    } catch (error) {
      if (error instanceof Canceled) return;
      if (isOver(error)) {
        await store.finish(run);
        return;
      }
      if (!isHopeless(error)) throw error;
      await end(run, { status: 'Failed', message: failureFrom(error).reason });
    }
  };

  const step = async (): Promise<void> => {
    if (!mayWork()) {
      await bell.wait(NO_BUDGET_MS);
      return;
    }
    if (performance.now() >= searchAt) await search();
    const run = await store.next();
    if (run === undefined) await bell.wait(IDLE_MS);
    else await work(run);
    failures = 0;
  };

  const loop = async (): Promise<void> => {
    while (!isEnding()) {
      try {
        await step();
      } catch (error) {
        if (isEnding()) return;
        failures += 1;
        const asked = error instanceof DemodeskRateLimited ? error.retryAfterMs : 0;
        const delayMs = asked + fullJitter(failures, backoff);
        log.warn({ ...failureFrom(error), delayMs }, 'a re-sync waits');
        await bell.wait(delayMs);
      }
    }
  };

  const running = loop();
  return {
    wake: () => bell.notify(),
    stop: async () => {
      ending.abort();
      bell.notify();
      await running;
    },
  };
};

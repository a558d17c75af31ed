import { deliveryId } from '../deliveries/delivery-record.ts';
import type { Inbox } from '../deliveries/inbox.ts';
import type { DemodeskClient } from '../demodesk/client.ts';
import type { Pace } from '../demodesk/pace.ts';
import type { ListedRecording } from '../demodesk/recordings.ts';
import { recordingDelivery } from '../resync/recording-delivery.ts';
import { walk } from '../resync/walk.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import type { CatchUpStore } from './catch-up-store.ts';

/** A recording that changed so lately may still be announced by its webhook. */
const GRACE_MS = 10 * 60_000;
/** How far the first pass looks back. */
const FIRST_LOOK_BACK_MS = 24 * 3_600_000;
/** Meetings asked for in one query; its address has a limit. */
const IDS_PER_QUERY = 200;

/** What one pass works with. */
export interface PassOptions {
  workspace: string;
  store: CatchUpStore;
  demodesk: Pick<DemodeskClient, 'recordings'>;
  org: Pick<SalesforceOrg, 'query' | 'prefix'>;
  inbox: Pick<Inbox, 'store'>;
  pace: Pace;
  /** Whether there are API requests to spare for work that can wait. */
  mayWork: () => boolean;
  signal: AbortSignal;
  /** Now, in milliseconds since 1970. */
  now: number;
}

/** What a pass found. */
export interface PassResult {
  listed: number;
  /** Recordings whose newest version Salesforce had no Sync Log row of. */
  sent: number;
}

/** What is left of the org's API requests is for live webhooks; the pass was broken off before it used any of it. */
export class NoRequestsToSpare extends Error {
  constructor() {
    super('The API requests of the Salesforce org are nearly used up.');
    this.name = 'NoRequestsToSpare';
  }
}

type Versioned = ListedRecording & { updatedAt: string };

/** When Salesforce last logged something about each meeting. */
const lastLogged = async (options: PassOptions, recordings: readonly Versioned[]): Promise<Map<string, number>> => {
  const { org, mayWork } = options;
  const { prefix } = org;
  const last = new Map<string, number>();
  const since = recordings.map(({ updatedAt }) => updatedAt).sort()[0];
  const ids = [...new Set(recordings.map(({ demoId }) => demoId))];
  for (let first = 0; first < ids.length; first += IDS_PER_QUERY) {
    const list = ids.slice(first, first + IDS_PER_QUERY).map((id) => `'${id.replaceAll(/['\\]/g, String.raw`\$&`)}'`);
    if (!mayWork()) throw new NoRequestsToSpare();
    const rows = await org.query(
      `SELECT ${prefix}Meeting_Id__c, ${prefix}Occurred_At__c FROM ${prefix}Sync_Log__c ` +
        `WHERE ${prefix}Meeting_Id__c IN (${list.join(',')}) AND ${prefix}Occurred_At__c >= ${since ?? ''}`,
    );
    for (const row of rows) {
      const id = String(row[`${prefix}Meeting_Id__c`]);
      const at = Date.parse(String(row[`${prefix}Occurred_At__c`]));
      last.set(id, Math.max(last.get(id) ?? 0, at));
    }
  }
  return last;
};

const send = async ({ workspace, inbox }: PassOptions, recordings: readonly Versioned[]): Promise<number> => {
  const results = await Promise.all(
    recordings.map((recording) => {
      const { updatedAt } = recording;
      const origin = { origin: 'catch-up', version: updatedAt, createdAt: updatedAt };
      const { key, action, body } = recordingDelivery(recording, origin);
      return inbox.store({ id: deliveryId(workspace, key), workspace, key, action, body });
    }),
  );
  return results.filter(({ duplicate }) => !duplicate).length;
};

/**
 * Looks through the recordings that changed since the watermark and sends those whose newest version has no Sync Log
 * row. The list has no order, so the watermark moves only when all of it has been seen, and never into the span that
 * webhooks may still announce.
 *
 * @throws DemodeskError, SalesforceFailure, NoRequestsToSpare, AbortError: then nothing is remembered and the next pass repeats it
 */
export const passOnce = async (options: PassOptions): Promise<PassResult> => {
  const { store, demodesk, pace, signal, now } = options;
  const { watermark, beganAt } = await store.state();
  const since = watermark ?? new Date(Math.min(beganAt.getTime(), now) - FIRST_LOOK_BACK_MS);
  const settled = now - GRACE_MS;
  let reached = since.getTime();
  const result: PassResult = { listed: 0, sent: 0 };
  await walk(demodesk, [{ updatedSince: since, processed: true }], pace, signal, async (page) => {
    const due = page.filter(
      (recording): recording is Versioned => recording.updatedAt !== null && Date.parse(recording.updatedAt) <= settled,
    );
    if (due.length === 0) return;
    const logged = await lastLogged(options, due);
    const unknown = due.filter(({ demoId, updatedAt }) => (logged.get(demoId) ?? 0) < Date.parse(updatedAt));
    result.listed += due.length;
    result.sent += await send(options, unknown);
    for (const { updatedAt } of due) reached = Math.max(reached, Date.parse(updatedAt));
  });
  await store.passed(new Date(Math.min(reached, settled)), result.sent);
  return result;
};

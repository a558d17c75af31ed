import type { Confirmation, WorkspaceDeliveries, UnconfirmedDelivery } from '../deliveries/delivery-store.ts';
import type { FailureReason } from '../deliveries/delivery-record.ts';
import { LONE_BATCH } from '../deliveries/load.ts';
import type { Logger } from '../logging.ts';
import { remedyFor } from '../salesforce/failure.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import { UNFINISHED_STATUSES } from '../salesforce/sync-log.ts';
import type { SyncLogRow } from '../salesforce/sync-log.ts';
import { failureFrom } from './failure.ts';
import type { Gate } from './gate.ts';
import { createSignal } from './signal.ts';

/** Keys looked up at a time: five queries, which travel in one API request. */
const MAX_KEYS = 600;
/** Bounds of the first look after publishing, and the longest pause between later ones. */
const FIRST_LOOK_MS = { least: 40, most: 2000 };
const LONGEST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_UNFINISHED_MS = 300_000;
/** How many times longer than usual a delivery waits that Salesforce says it is retrying itself. */
const PATIENCE_WHILE_RETRYING = 10;
/** How often the store is asked when nothing is known to be due: for what another process left behind. */
const POLL_MS = 5000;
/** Under load, looks are at least this far apart, so that each is worth its API request. */
const LINGER_MS = 2000;
/** The same while the org's API requests are nearly used up. */
const LINGER_SHORT_MS = 60_000;

/** Closes deliveries whose Sync Log row exists, and publishes again those that never get one. */
export interface Confirmer {
  /** Something has been published. */
  wake(): void;
  /** When to look for what is being published now, in milliseconds: what Salesforce has needed of late. */
  confirmAfterMs(): number;
  /** Finishes the look under way and stops. */
  stop(): Promise<void>;
}

/** What the confirmer works with. */
export interface ConfirmerOptions {
  store: Pick<WorkspaceDeliveries, 'takeUnconfirmed' | 'nextUnconfirmedMs' | 'confirm'>;
  org: Pick<SalesforceOrg, 'syncLog'>;
  /** Whether the org's API requests are nearly used up, so that each look has to be worth it. */
  isShortOfRequests: () => boolean;
  gate: Gate;
  log: Logger;
  /** How long Salesforce may take to log a delivery before it is published again, in milliseconds; doubles each time. */
  republishAfterMs: number;
  /** How often one delivery is published in all. */
  maxPublications: number;
  /** Called when deliveries have been queued again. */
  onRepublish: () => void;
  /** Called for each delivery that was closed, with the seconds since its webhook came in. */
  onClosed: (syncStatus: string, seconds: number) => void;
  /** Called for each delivery that was given up. */
  onDead: () => void;
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** A row that succeeded has a message too, which is no failure. */
const whatSalesforceSaid = (row: SyncLogRow): FailureReason | null =>
  row.status === 'Succeeded' || (row.errorCode === null && row.message === null)
    ? null
    : {
        failureClass: 'rejected',
        reason: [row.errorCode, row.message].filter((part) => part !== null).join(': '),
        remedy: row.remedy ?? 'See the delivery in the Sync Log of the Demodesk app in Salesforce.',
      };

const unconfirmed = ({ publications, ageMs }: UnconfirmedDelivery): FailureReason => ({
  failureClass: 'unconfirmed',
  reason: `Salesforce took the event but wrote no Sync Log row within ${Math.round(ageMs / 1000)} s (published ${publications} times).`,
  remedy: remedyFor('unconfirmed'),
});

/**
 * Decides what a look into the Sync Log means for one delivery.
 *
 * @param row its row, when there is one
 */
export const judge = (
  delivery: UnconfirmedDelivery,
  row: SyncLogRow | undefined,
  { republishAfterMs, maxPublications }: Pick<ConfirmerOptions, 'republishAfterMs' | 'maxPublications'>,
): Confirmation => {
  const { id, ageMs, publications } = delivery;
  if (row !== undefined && !UNFINISHED_STATUSES.has(row.status)) {
    const { status: syncStatus, recordId } = row;
    return { id, outcome: 'closed', syncStatus, recordId, failure: whatSalesforceSaid(row) };
  }
  // A row that says Retrying: Salesforce has the event and tries again by itself, so a second publication comes late.
  const retrying = row?.status === 'Retrying';
  const patience = republishAfterMs * 2 ** (publications - 1) * (retrying ? PATIENCE_WHILE_RETRYING : 1);
  const mayRepublish = publications < maxPublications;
  // Salesforce gives up by itself, with a row that says Failed: until then the delivery is not dead.
  if (ageMs >= patience && (mayRepublish || !retrying)) {
    const failure = (row && whatSalesforceSaid(row)) ?? unconfirmed(delivery);
    return { id, outcome: mayRepublish ? 'republish' : 'dead', failure };
  }
  const pause = clamp(ageMs, FIRST_LOOK_MS.least, retrying ? LONGEST_PAUSE_UNFINISHED_MS : LONGEST_PAUSE_MS);
  return { id, outcome: 'wait', delayMs: ageMs < patience ? Math.min(pause, patience - ageMs) : pause };
};

/** Starts looking for Sync Log rows. */
export const startConfirmer = (options: ConfirmerOptions): Confirmer => {
  const { store, org, gate, log } = options;
  const published = createSignal();
  let expectedMs = FIRST_LOOK_MS.least;
  let stopping = false;

  /** Follows how long rows take: up at once by half, down slowly, because a look too early costs a request. */
  const learn = (closedAges: readonly number[]): void => {
    if (closedAges.length === 0) return;
    const mean = closedAges.reduce((sum, age) => sum + age, 0) / closedAges.length;
    expectedMs = clamp(expectedMs + (mean * 0.8 - expectedMs) * 0.5, FIRST_LOOK_MS.least, FIRST_LOOK_MS.most);
  };

  const report = (delivery: UnconfirmedDelivery, confirmation: Confirmation): void => {
    if (confirmation.outcome === 'wait') return;
    const { outcome, failure } = confirmation;
    const line = { deliveryKey: delivery.key, outcome, ms: Math.round(delivery.ageMs), ...failure };
    if (outcome === 'dead') options.onDead();
    if (outcome !== 'closed') {
      log.warn(line, 'Salesforce did not log a delivery');
      return;
    }
    options.onClosed(confirmation.syncStatus, delivery.openMs / 1000);
    log.info({ ...line, syncStatus: confirmation.syncStatus }, 'delivery closed');
  };

  const look = async (due: readonly UnconfirmedDelivery[]): Promise<void> => {
    try {
      const rows = await org.syncLog(due.map(({ key }) => key));
      gate.succeed();
      const confirmations = due.map((delivery) => judge(delivery, rows.get(delivery.key), options));
      await store.confirm(confirmations);
      learn(due.flatMap(({ ageMs }, index) => (confirmations[index]?.outcome === 'closed' ? [ageMs] : [])));
      due.forEach((delivery, index) => {
        const confirmation = confirmations[index];
        if (confirmation !== undefined) report(delivery, confirmation);
      });
      if (confirmations.some(({ outcome }) => outcome === 'republish')) options.onRepublish();
    } catch (error) {
      const failure = failureFrom(error);
      const delayMs = gate.fail(failure, failure.retryAfterMs);
      log.warn({ deliveries: due.length, pausedForMs: delayMs, ...failure }, 'the Sync Log could not be read');
      await store.confirm(due.map(({ id }) => ({ id, outcome: 'wait', delayMs })));
    }
  };

  const nextWait = async (): Promise<number> => {
    const due = await store.nextUnconfirmedMs();
    return due === undefined ? POLL_MS : clamp(due, 1, POLL_MS);
  };

  const run = async (): Promise<void> => {
    let notBefore = 0;
    while (!stopping) {
      try {
        const wait = Math.max(gate.shutForMs(), notBefore - performance.now());
        if (wait > 0) {
          await published.wait(wait);
          continue;
        }
        const due = await store.takeUnconfirmed(MAX_KEYS);
        if (due.length === 0) {
          await published.wait(await nextWait());
          continue;
        }
        const linger = options.isShortOfRequests() ? LINGER_SHORT_MS : LINGER_MS;
        const lone = due.length <= LONE_BATCH && linger === LINGER_MS;
        notBefore = lone || due.length === MAX_KEYS ? 0 : performance.now() + linger;
        await look(due);
      } catch (error) {
        log.error({ err: error }, 'deliveries could not be confirmed; trying again');
        await published.wait(POLL_MS);
      }
    }
  };

  const running = run();
  return {
    wake: () => published.notify(),
    confirmAfterMs: () => expectedMs,
    stop: async () => {
      stopping = true;
      published.notify();
      await running;
    },
  };
};

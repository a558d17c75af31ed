import { parseQuery } from '../../local-org/src/apex/parser/soql.ts';
import { createOrg, type LocalOrg, type OrgOptions } from '../../local-org/src/org.ts';
import { runTransaction } from '../../local-org/src/runtime/execute.ts';
import { USER_IDS } from '../../local-org/src/security/ids-of-the-org.ts';
import { SObject } from '../../local-org/src/values/sobject.ts';
import { Datetime } from '../../local-org/src/values/temporal.ts';
import type { Told } from './meeting-histories.ts';

/** An org with the package in this process, whose clock stands still until the test moves it. */
export interface SyncWorld {
  readonly org: LocalOrg;
  /** Runs anonymous Apex as the administrator. */
  apex(script: string): void;
  /** Publishes deliveries, one batch after the other, and lets everything that follows from each run to its end. */
  deliver(batches: readonly (readonly Told[])[]): void;
  /** Lets so many minutes pass and runs what has become due. */
  pass(minutes: number): void;
  /** What SOQL finds, as plain values by lower-cased full API name. */
  rows(soql: string): ReadonlyMap<string, unknown>[];
  /** Does something and undoes all that it left in the database. @returns what it returned */
  undone<T>(work: () => T): T;
}

/** Ends a transaction whose writes are to be undone. */
class Undo extends Error {}

const MOST_STEPS = 100_000;

/** @param options where the project is, and what else the org has */
export const createSyncWorld = (options: Omit<OrgOptions, 'now' | 'schedule'>): SyncWorld => {
  let now = Date.parse('2026-07-20T12:00:00.000Z');
  const waiting: (() => void)[] = [];
  const failures: Error[] = [];
  const org = createOrg({
    features: { sharedActivities: true, enhancedNotes: true },
    ...options,
    now: () => now,
    schedule: (work, delayMs) => {
      if (delayMs === 0) waiting.push(work);
    },
    onTriggerFailure: ({ error }) => failures.push(error),
    onJobFailure: ({ error }) => failures.push(error),
  });
  const eventName = org.namespace === '' ? 'Meeting_Event__e' : `${org.namespace}__Meeting_Event__e`;
  const field = (name: string): string => (org.namespace === '' ? name : `${org.namespace}__${name}`);

  const eventOf = (told: Told): SObject =>
    new SObject(eventName)
      .set(field('Delivery_Key__c'), told.key)
      .set(field('Event_Type__c'), told.action)
      .set(field('Meeting_Id__c'), told.meetingId)
      .set(field('Occurred_At__c'), told.occurredAt === null ? null : new Datetime(told.occurredAt))
      .set(field('Payload__c'), told.payload);

  const settle = (): void => {
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const work = waiting.shift();
      if (work) work();
      else if (org.jobs.runDue() === 0 && waiting.length === 0) break;
    }
    const [failure] = failures.splice(0);
    if (failure) throw failure;
  };

  return {
    org,
    apex: (script) => {
      runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () => {
        org.program.compileAnonymous(script)();
      });
      settle();
    },
    deliver: (batches) => {
      for (const batch of batches) {
        runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () =>
          org.database.dml('insert', batch.map(eventOf), { allOrNone: true, access: 'system', namespace: '' }),
        );
        settle();
      }
    },
    pass: (minutes) => {
      now += minutes * 60_000;
      settle();
    },
    rows: (soql) => {
      const found = runTransaction(org, { userId: USER_IDS.admin, kind: 'asynchronous' }, () =>
        org.database.query(parseQuery(soql).query, {
          binds: [],
          access: 'system',
          namespace: org.namespace,
          sharing: false,
        }),
      );
      if (found.kind !== 'rows') throw new Error(`Not a query for records: ${soql}`);
      return found.rows.map((row) => row.fields);
    },
    undone: (work) => {
      const done: ReturnType<typeof work>[] = [];
      try {
        // Transactions within this one are as long as they would be alone, and are undone with it.
        runTransaction(org, { userId: USER_IDS.admin, kind: 'asynchronous' }, () => {
          done.push(work());
          throw new Undo();
        });
      } catch (error) {
        if (!(error instanceof Undo)) throw error;
      }
      const [result] = done;
      return result as ReturnType<typeof work>;
    },
  };
};

import type { CompiledTrigger } from '../../local-org/src/runtime/program.ts';
import type { LimitName } from '../../local-org/src/runtime/limits.ts';
import { transaction } from '../../local-org/src/runtime/transaction.ts';
import { createSyncWorld } from '../test/sync-world.ts';

/** What one transaction of the event trigger used of each limit that the local org counts. */
export interface TriggerRun {
  readonly events: number;
  readonly used: Readonly<Record<LimitName, number>>;
  /** The largest part of a limit that was used, 1 for all of it, and which limit that is. */
  readonly most: { readonly limit: LimitName; readonly share: number };
}

/** What a batch came to that was published at once. */
export interface DeliveredBatch {
  readonly runs: readonly TriggerRun[];
  /** Rows after everything that follows from the batch has run, by what they are. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Limits that the local org counts; it knows neither the heap nor the processor time of Salesforce. */
const COUNTED: readonly LimitName[] = [
  'queries',
  'queryRows',
  'aggregateQueries',
  'soslQueries',
  'dmlStatements',
  'dmlRows',
  'publishImmediateDml',
  'callouts',
  'emailInvocations',
  'futureCalls',
  'queueableJobs',
];

const readRun = (): TriggerRun => {
  const { limits, trigger } = transaction();
  const shares = COUNTED.map((limit) => ({ limit, share: limits.usedOf(limit) / limits.allowedOf(limit) }));
  const [most] = shares.sort((a, b) => b.share - a.share);
  return {
    events: trigger?.size ?? 0,
    used: Object.fromEntries(COUNTED.map((limit) => [limit, limits.usedOf(limit)])) as TriggerRun['used'],
    most: most ?? { limit: 'queries', share: 0 },
  };
};

/** Has every run of a trigger noted as it ends. */
const watch = (trigger: CompiledTrigger, runs: TriggerRun[]): void => {
  const run = trigger.run.bind(trigger);
  Object.assign(trigger, {
    run: () => {
      run();
      runs.push(readRun());
    },
  });
};

const COUNTS: Readonly<Record<string, string>> = {
  meetings: 'SELECT Id FROM demodesk__Meeting_Intelligence__c',
  attendees: 'SELECT Id FROM demodesk__Meeting_Attendee__c',
  actionItems: "SELECT Id FROM Task WHERE Status = 'Not Started'",
  activities: 'SELECT Id FROM Event',
  notes: 'SELECT Id FROM ContentNote',
  succeeded: "SELECT Id FROM demodesk__Sync_Log__c WHERE demodesk__Status__c = 'Succeeded'",
  notSucceeded: "SELECT Id FROM demodesk__Sync_Log__c WHERE demodesk__Status__c != 'Succeeded'",
};

/**
 * Publishes meetings at once, as the connector does, first new ones, then news about all of them, and lets the trigger
 * take of them what it takes.
 * @param meetings how many, with 8 attendees, 5 action items and 10 mappings on 4 objects each
 */
export const deliverThroughTrigger = (
  projectDir: string,
  meetings: number,
): Readonly<Record<'newMeetings' | 'changedMeetings', DeliveredBatch>> => {
  const world = createSyncWorld({ projectDir, tolerant: true });
  const runs: TriggerRun[] = [];
  for (const trigger of world.org.program.triggers('demodesk__Meeting_Event__e')) watch(trigger, runs);
  world.apex(`GovernorCost.prepare(${meetings});`);
  const batch = (minute: number): DeliveredBatch => {
    runs.length = 0;
    world.apex(`GovernorCost.publish(${meetings}, ${minute});`);
    const counts = Object.entries(COUNTS).map(([name, soql]) => [name, world.rows(soql).length] as const);
    return { runs: [...runs], rows: Object.fromEntries(counts) };
  };
  return { newMeetings: batch(1), changedMeetings: batch(2) };
};

import { z } from 'zod';
import { SalesforceFailure } from './failure.ts';
import type { SalesforceOrg } from './org.ts';

/** How far a run may go. */
export const RUN_SCOPES = ['Meeting', 'Selection', 'Since', 'Everything'] as const;
export type RunScope = (typeof RUN_SCOPES)[number];

/** Where a run may stand. `Merged`: its work was added to another run. */
export const RUN_STATUSES = ['Requested', 'Running', 'Done', 'Failed', 'Canceled', 'Merged'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** One `Sync_Run__c`: meetings that somebody wants sent again. */
export interface SyncRun {
  recordId: string;
  runKey: string;
  scope: RunScope;
  /** ISO 8601; the meetings changed from here on, with scope `Since`. */
  since: string | null;
  until: string | null;
  /** Demodesk's ids, whatever the scope. */
  meetingIds: string[];
  status: RunStatus;
  cancelRequested: boolean;
  found: number;
  sent: number;
  done: number;
  failed: number;
  message: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  /** Salesforce id of the run that took this one's work over. */
  mergedInto: string | null;
}

/** What the connector writes into a run. */
export interface RunUpdate {
  status?: RunStatus;
  cancelRequested?: boolean;
  found?: number;
  sent?: number;
  done?: number;
  failed?: number;
  message?: string | null;
}

/** A run to be made. */
export interface NewRun {
  runKey: string;
  scope: RunScope;
  since?: string | undefined;
  until?: string | undefined;
  meetingIds?: readonly string[] | undefined;
}

/** Reads and writes the runs of one org. Every call throws SalesforceFailure. */
export interface SyncRuns {
  byId(recordId: string): Promise<SyncRun | undefined>;
  byKey(runKey: string): Promise<SyncRun | undefined>;
  /** Runs that are to be worked off. */
  open(): Promise<SyncRun[]>;
  /** @returns the new row's id */
  insert(run: NewRun): Promise<string>;
  update(recordId: string, update: RunUpdate): Promise<void>;
}

const FIELDS = {
  runKey: 'Run_Key__c',
  scope: 'Scope__c',
  since: 'Since__c',
  until: 'Until__c',
  meetingIds: 'Meeting_Ids__c',
  status: 'Status__c',
  cancelRequested: 'Cancel_Requested__c',
  found: 'Found__c',
  sent: 'Sent__c',
  done: 'Done__c',
  failed: 'Failed__c',
  message: 'Message__c',
  startedAt: 'Started_At__c',
  finishedAt: 'Finished_At__c',
  mergedInto: 'Merged_Into__c',
} as const;
type Property = keyof typeof FIELDS;

const MAX_MESSAGE_LENGTH = 255;

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const instant = text.transform((value) => (value === null ? null : new Date(value).toISOString()));
const count = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);
const row = z.object({
  recordId: z.string(),
  runKey: z.string(),
  scope: z.enum(RUN_SCOPES),
  since: instant,
  until: instant,
  meetingIds: text.transform((value) => (value ?? '').split(/[\s,;]+/).filter((id) => id !== '')),
  status: z.enum(RUN_STATUSES),
  cancelRequested: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  ...{ found: count, sent: count, done: count, failed: count, message: text },
  ...{ startedAt: instant, finishedAt: instant, mergedInto: text },
});

const created = z.object({ id: z.string(), success: z.literal(true) });

const quoted = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Talks about `Sync_Run__c` with one org. */
export const createSyncRuns = (org: Pick<SalesforceOrg, 'rest' | 'query' | 'prefix'>): SyncRuns => {
  const { rest, prefix } = org;
  const object = `${prefix}Sync_Run__c`;
  const columns = Object.values(FIELDS).map((name) => prefix + name);

  const read = (record: Record<string, unknown>): SyncRun => {
    const named = Object.entries(FIELDS).map(([property, name]) => [property, record[prefix + name]]);
    const parsed = row.safeParse({ ...Object.fromEntries(named), recordId: record.Id });
    if (parsed.success) return parsed.data;
    const wrong = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new SalesforceFailure({ code: 'UNEXPECTED_ANSWER', message: `A sync run has an unknown "${wrong}".` });
  };
  const select = async (condition: string): Promise<SyncRun[]> =>
    (await org.query(`SELECT Id, ${columns.join(', ')} FROM ${object} WHERE ${condition}`)).map(read);

  const fieldsOf = (values: Partial<Record<Property, unknown>>): string =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(values)
          .filter(([, value]) => value !== undefined)
          .map(([property, value]) => [prefix + FIELDS[property as Property], value]),
      ),
    );

  return {
    byId: async (recordId) => (await select(`Id = ${quoted(recordId)}`))[0],
    byKey: async (runKey) => (await select(`${prefix}Run_Key__c = ${quoted(runKey)}`))[0],
    open: () => select(`${prefix}Status__c IN ('Requested', 'Running')`),

    insert: async ({ meetingIds, ...run }) => {
      const body = fieldsOf({ ...run, meetingIds: meetingIds?.join(',') });
      const answer = created.safeParse(await rest.send({ method: 'POST', path: `/sobjects/${object}`, body }));
      if (answer.success) return answer.data.id;
      throw new SalesforceFailure({ code: 'UNEXPECTED_ANSWER', message: 'Making a sync run was answered strangely.' });
    },

    update: async (recordId, { message, ...update }) => {
      const shortened = message === undefined ? {} : { message: message?.slice(0, MAX_MESSAGE_LENGTH) ?? null };
      const body = fieldsOf({ ...update, ...shortened });
      await rest.send({ method: 'PATCH', path: `/sobjects/${object}/${recordId}`, body });
    },
  };
};

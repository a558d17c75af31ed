import type { Org } from '../org.ts';
import type { ObjectDefinition } from '../schema/model.ts';
import { equalTo, orgRows } from '../library/database/org-rows.ts';
import { SObject } from '../values/sobject.ts';
import { Datetime } from '../values/temporal.ts';
import type { AsyncKind } from './context.ts';
import type { Job, JobRequest, JobSchedule } from './job.ts';

type Values = Readonly<Record<string, unknown>>;

/** Values of AsyncApexJob.JobType. */
const JOB_TYPES: Readonly<Record<AsyncKind, string>> = {
  future: 'Future',
  queueable: 'Queueable',
  batch: 'BatchApex',
  scheduled: 'ScheduledApex',
  finalizer: 'Queueable',
};
const STATUS_DETAIL_LENGTH = 255;

const definition = (org: Org, name: string): ObjectDefinition => {
  const object = org.schema.object(name, '');
  if (!object) throw new Error(`The org has no object ${name}`);
  return object;
};

/** Salesforce's datetimes have whole seconds. */
const seconds = (ms: number): Datetime => new Datetime(Math.floor(ms / 1000) * 1000);

const create = (org: Org, name: string, values: Values): string => {
  const row = new SObject(name);
  for (const [field, value] of Object.entries(values)) row.set(field, value);
  org.database.load([row]);
  return row.id ?? '';
};

/** Changes a record of a job. @returns false when it is gone */
export const updateRecord = (org: Org, name: string, id: string, values: Values): boolean => {
  const row = org.database.read(definition(org, name), id);
  if (!row) return false;
  for (const [field, value] of Object.entries(values)) row.set(field, value);
  org.database.load([row]);
  return true;
};

const readField = (org: Org, name: string, id: string, field: string): unknown =>
  org.database.read(definition(org, name), id)?.get(field) ?? null;

/** AsyncApexJob.Status; null when there is no such job. */
export const statusOf = (org: Org, apexJobId: string): string | null =>
  readField(org, 'AsyncApexJob', apexJobId, 'Status') as string | null;

/** CronTrigger.State; null when there is no such job. */
export const stateOf = (org: Org, cronTriggerId: string): string | null =>
  readField(org, 'CronTrigger', cronTriggerId, 'State') as string | null;

const classIds = new WeakMap<Org, Map<string, string>>();

const classIdOf = (org: Org, className: string): string | null => {
  const own = org.namespace !== '' && className.toLowerCase().startsWith(`${org.namespace.toLowerCase()}.`);
  const [outer = ''] = (own ? className.slice(org.namespace.length + 1) : className).split('.');
  const known = classIds.get(org) ?? new Map<string, string>();
  classIds.set(org, known);
  const id = known.get(outer) ?? orgRows(definition(org, 'ApexClass'), equalTo('Name', outer))[0]?.id ?? null;
  if (id !== null) known.set(outer, id);
  return id;
};

/** Writes the AsyncApexJob of a job that has been queued. @returns its id */
export const createApexJob = (
  org: Org,
  request: JobRequest,
  more: { userId: string; status: string; cronTriggerId: string | null },
): string =>
  create(org, 'AsyncApexJob', {
    CreatedDate: seconds(org.now()),
    CreatedById: more.userId,
    JobType: JOB_TYPES[request.kind],
    ApexClassId: classIdOf(org, request.className),
    MethodName: request.methodName,
    Status: more.status,
    JobItemsProcessed: 0,
    TotalJobItems: 0,
    NumberOfErrors: 0,
    CronTriggerId: more.cronTriggerId,
  });

/** Writes the CronTrigger and CronJobDetail of a scheduled job. @returns the CronTrigger's id */
export const createCronTrigger = (org: Org, schedule: JobSchedule, userId: string, firstFireTime: number): string => {
  const detail = create(org, 'CronJobDetail', { Name: schedule.name, JobType: schedule.jobType });
  return create(org, 'CronTrigger', {
    CronJobDetailId: detail,
    CronExpression: schedule.text,
    TimeZoneSidKey: schedule.zone,
    State: 'WAITING',
    StartTime: seconds(org.now()),
    NextFireTime: seconds(firstFireTime),
    TimesTriggered: 0,
    OwnerId: userId,
    CreatedById: userId,
    LastModifiedById: userId,
    CreatedDate: seconds(org.now()),
  });
};

/**
 * Notes that a scheduled job has run.
 * @param next null when it never runs again; undefined in a test, where the run at stopTest is not a firing of the trigger
 */
export const recordFired = (org: Org, cronTriggerId: string, next: number | null | undefined): void => {
  if (next === undefined) {
    updateRecord(org, 'CronTrigger', cronTriggerId, { State: 'WAITING' });
    return;
  }
  const times = readField(org, 'CronTrigger', cronTriggerId, 'TimesTriggered');
  updateRecord(org, 'CronTrigger', cronTriggerId, {
    TimesTriggered: (typeof times === 'number' ? times : 0) + 1,
    PreviousFireTime: seconds(org.now()),
    State: next === null ? 'COMPLETE' : 'WAITING',
    NextFireTime: next === null ? null : seconds(next),
  });
};

/** Takes a scheduled job's records out of the org. */
export const removeCronTrigger = (org: Org, cronTriggerId: string): void => {
  const detail = readField(org, 'CronTrigger', cronTriggerId, 'CronJobDetailId');
  org.database.remove(definition(org, 'CronTrigger'), [cronTriggerId]);
  if (typeof detail === 'string') org.database.remove(definition(org, 'CronJobDetail'), [detail]);
};

/** Notes in the AsyncApexJob how a job has ended. */
export const recordEnd = (org: Org, job: Job, failure: Error | null): void => {
  updateRecord(org, 'AsyncApexJob', job.apexJobId, {
    Status: failure ? 'Failed' : 'Completed',
    CompletedDate: seconds(org.now()),
    ...(failure
      ? {
          ExtendedStatus: failure.message.slice(0, STATUS_DETAIL_LENGTH),
          ...(job.request.kind === 'batch' ? {} : { NumberOfErrors: 1 }),
        }
      : {}),
  });
};

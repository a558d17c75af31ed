import { removeCronTrigger, stateOf, statusOf, updateRecord } from '../../async/job-records.ts';
import { knownJobs } from '../../async/submit.ts';
import { transaction } from '../../runtime/transaction.ts';
import { normaliseId } from '../../values/id.ts';
import { ApexDate, Datetime } from '../../values/temporal.ts';
import { orgRows } from '../database/org-rows.ts';
import { exception, required } from '../raise.ts';

const CRON_TRIGGER_PREFIX = '08e';
const ENDED = ['Completed', 'Failed', 'Aborted'];

const jobId = (text: string | null): string => {
  const id = normaliseId(required(text));
  if (id === undefined) throw exception('StringException', `Invalid id: ${text ?? ''}`);
  return id;
};

const unknownJob = (): never => {
  throw exception('AsyncException', 'Job does not exist or is already aborted.');
};

/** The AsyncApexJob of a scheduled job goes with its CronTrigger. */
const abortScheduled = (id: string): void => {
  const { org } = transaction();
  if (stateOf(org, id) === null) unknownJob();
  const scheduled = knownJobs().find((job) => job.context.jobId === id);
  removeCronTrigger(org, id);
  if (scheduled) updateRecord(org, 'AsyncApexJob', scheduled.apexJobId, { Status: 'Aborted' });
};

const abortJob = (text: string | null): void => {
  const { org } = transaction();
  const id = jobId(text);
  if (id.startsWith(CRON_TRIGGER_PREFIX)) {
    abortScheduled(id);
    return;
  }
  const status = statusOf(org, id);
  if (status === null || ENDED.includes(status)) unknownJob();
  const now = new Datetime(Math.floor(org.now() / 1000) * 1000);
  updateRecord(org, 'AsyncApexJob', id, { Status: 'Aborted', CompletedDate: now });
};

const setState = (id: string, state: string): void => {
  if (!updateRecord(transaction().org, 'CronTrigger', id, { State: state })) unknownJob();
};

const idOfName = (name: string | null): string => {
  const wanted = required(name).toLowerCase();
  const found = knownJobs().find((job) => job.request.schedule?.name.toLowerCase() === wanted);
  return found?.context.jobId ?? unknownJob();
};

/** Removes the records of ended jobs. @returns how many */
const purge = (before: ApexDate | null): number => {
  const { org } = transaction();
  const object = org.schema.object('AsyncApexJob', '');
  if (!object) return 0;
  const limit = required(before).epochDay * 86_400_000;
  const isOld = (completed: unknown): boolean => completed instanceof Datetime && completed.epochMs < limit;
  const ids = orgRows(object).flatMap((row) => (isOld(row.get('CompletedDate')) && row.id !== null ? [row.id] : []));
  org.database.remove(object, ids);
  return ids.length;
};

/** The methods of System.System that stop and resume jobs. */
export const jobControlStatics: Record<string, (...args: never[]) => unknown> = {
  'void abortJob(String jobId)': abortJob,
  'void pauseJobById(String jobId)': (id: string | null) => setState(jobId(id), 'PAUSED'),
  'void pauseJobByName(String jobName)': (name: string | null) => setState(idOfName(name), 'PAUSED'),
  'Integer purgeOldAsyncJobs(Date date)': purge,
  'void resumeJobById(String jobId)': (id: string | null) => setState(jobId(id), 'WAITING'),
  'void resumeJobByName(String jobName)': (name: string | null) => setState(idOfName(name), 'WAITING'),
};

import { parseCron } from '../../async/cron-expression.ts';
import type { JobParts, JobRun, JobSchedule } from '../../async/job.ts';
import { submitJob } from '../../async/submit.ts';
import { userTimeZone } from '../../runtime/running-user.ts';
import { transaction } from '../../runtime/transaction.ts';
import { offsetAt } from '../../values/time-zone.ts';
import { typeOf } from '../../values/type-of.ts';
import { interfaceOf } from '../interface-of.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception, required } from '../raise.ts';
import { executeBatch } from './batch.ts';
import { callWith } from './call-with.ts';
import { ContextObject } from './contexts.ts';
import { serialized } from './state.ts';

const MINUTE = 60_000;

/** Scheduled Apex has the governor limits of synchronous Apex. */
function* scheduledParts(work: (jobId: string) => void, { context }: JobRun): JobParts {
  return yield { limits: 'synchronous', context, run: () => work(context.jobId) };
}

interface ScheduledWork {
  readonly className: string;
  readonly plan: Omit<JobSchedule, 'cron' | 'zone'>;
  readonly work: (jobId: string) => void;
}

const submit = ({ className, plan, work }: ScheduledWork): string =>
  submitJob({
    kind: 'scheduled',
    className,
    methodName: null,
    parts: (run) => scheduledParts(work, run),
    schedule: { ...plan, cron: parseCron(plan.text), zone: userTimeZone() },
  });

const schedule = (name: string | null, cron: string | null, job: object | null): string => {
  const original = serialized(dereferenced(job));
  return submit({
    className: typeOf(original).name,
    plan: { name: required(name), text: required(cron), jobType: '7' },
    work: (jobId) =>
      void callWith(
        serialized(original),
        'execute',
        new ContextObject('SchedulableContext', { getTriggerId: () => jobId }),
      ),
  });
};

/** The cron expression of one instant on the clock of a time zone. */
const onceAt = (at: number, zone: string): string => {
  const wall = new Date(at + offsetAt(zone, at));
  const [second, minute, hour] = [wall.getUTCSeconds(), wall.getUTCMinutes(), wall.getUTCHours()];
  return `${second} ${minute} ${hour} ${wall.getUTCDate()} ${wall.getUTCMonth() + 1} ? ${wall.getUTCFullYear()}`;
};

const scheduleBatch = (
  batch: object | null,
  name: string | null,
  minutes: number | null,
  scope: number | null = 200,
): string => {
  const original = serialized(dereferenced(batch));
  const wait = required(minutes);
  if (wait < 1) throw exception('AsyncException', `The minutes from now must be at least 1: ${wait}`);
  return submit({
    className: typeOf(original).name,
    plan: { name: required(name), text: onceAt(transaction().now() + wait * MINUTE, userTimeZone()), jobType: '9' },
    work: () => void executeBatch(original, scope),
  });
};

/** The scheduling methods of System.System. */
export const scheduleStatics: Record<string, (...args: never[]) => unknown> = {
  'String schedule(String jobName, String cronExpression, Schedulable schedulableClass)': schedule,
  'String scheduleBatch(Object batchable, String jobName, Integer minutesFromNow)': scheduleBatch,
  'String scheduleBatch(Object batchable, String jobName, Integer minutesFromNow, Integer scopeSize)': scheduleBatch,
};

/** The interfaces of scheduled Apex. */
export const schedulableClasses: readonly PlatformClass[] = [
  interfaceOf('Schedulable', ['void execute(SchedulableContext context)']),
  interfaceOf('SchedulableContext', ['Id getTriggerId()']),
];

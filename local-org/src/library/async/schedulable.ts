import { invoke } from '../../runtime/invoke.ts';
import { typeOf } from '../../values/type-of.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception, required } from '../raise.ts';
import { ContextObject } from './contexts.ts';
import { asyncContext, enqueueAsync } from './queue.ts';

const CRON = /^\s*\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+(?:\s+\S+)?\s*$/;

/** System.schedule: in a test the job runs once at Test.stopTest(); elsewhere it is refused. */
const schedule = (name: string | null, cron: string | null, job: object | null): string => {
  if (!CRON.test(required(cron))) {
    throw exception('StringException', `System.StringException: Invalid cron expression: ${cron ?? ''}`);
  }
  const schedulable = dereferenced(job);
  required(name);
  return enqueueAsync({
    kind: 'scheduled',
    name: typeOf(schedulable).text,
    run: () => {
      const jobId = asyncContext()?.jobId ?? '';
      invoke(schedulable, 'execute', [new ContextObject('SchedulableContext', { getTriggerId: () => jobId })]);
    },
  });
};

/** The scheduling methods of System.System. */
export const scheduleStatics: Record<string, (...args: never[]) => unknown> = {
  'String schedule(String jobName, String cronExpression, Schedulable schedulableClass)': schedule,
};

/** The interfaces of scheduled Apex. */
export const schedulableClasses: readonly PlatformClass[] = [
  {
    name: 'Schedulable',
    kind: 'interface',
    methods: {
      'void execute(SchedulableContext context)': (self: object, context: unknown) =>
        invoke(self, 'execute', [context]),
    },
  },
  {
    name: 'SchedulableContext',
    kind: 'interface',
    methods: { 'Id getTriggerId()': (self: object) => invoke(self, 'getTriggerId', []) },
  },
];

import { UnsupportedFeature } from '../errors.ts';
import { exception } from '../library/raise.ts';
import { transaction, type TestContext, type Transaction } from '../runtime/transaction.ts';
import type { AsyncContext } from './context.ts';
import { countExecution } from './executions.ts';
import { createApexJob, createCronTrigger, stateOf, statusOf } from './job-records.ts';
import type { Job, JobRequest } from './job.ts';
import { ACTIVE_BATCHES } from './jobs.ts';
import { nextFireTime } from './next-fire-time.ts';
import { isAlive, runInTest, runStep } from './run-job.ts';

/** Source: Apex Developer Guide, "Execution Governors and Limits", static Apex limits. */
const HOLDING_BATCHES = 100;
const SCHEDULED_JOBS = 100;

const inTests = new WeakMap<TestContext, Job[]>();
const UNCOMMITTED = Symbol('jobs of this transaction');

const jobsOfTest = (test: TestContext): Job[] => {
  const jobs = inTests.get(test) ?? [];
  inTests.set(test, jobs);
  return jobs;
};

const uncommitted = ({ attachments }: Transaction): Job[] => {
  const jobs = (attachments.get(UNCOMMITTED) as Job[] | undefined) ?? [];
  attachments.set(UNCOMMITTED, jobs);
  return jobs;
};

/** Every job of the org that the running transaction knows of: the org's, the test's, its own. */
export const knownJobs = (): Job[] => {
  const current = transaction();
  const own = current.test ? jobsOfTest(current.test) : uncommitted(current);
  return [...new Set([...current.org.jobs.waiting(), ...own])].filter((job) => isAlive(current.org, job));
};

const refuse = (message: string): never => {
  throw exception('AsyncException', message);
};

const checkSchedule = ({ schedule }: JobRequest): void => {
  if (!schedule) return;
  const { org } = transaction();
  const scheduled = knownJobs().filter((job) => job.request.schedule && stateOf(org, job.context.jobId) !== 'COMPLETE');
  if (scheduled.some((job) => job.request.schedule?.name.toLowerCase() === schedule.name.toLowerCase())) {
    refuse(`The Apex job named "${schedule.name}" is already scheduled for execution.`);
  }
  if (scheduled.length >= SCHEDULED_JOBS) {
    refuse(`You have exceeded the maximum number (${SCHEDULED_JOBS}) of Apex scheduled jobs.`);
  }
};

/** @returns the status with which a job begins to wait */
const firstStatus = ({ kind }: JobRequest): string => {
  if (kind !== 'batch') return 'Queued';
  const { org } = transaction();
  const batches = knownJobs().filter((job) => job.request.kind === 'batch');
  const holding = batches.filter((job) => statusOf(org, job.apexJobId) === 'Holding').length;
  if (batches.length - holding < ACTIVE_BATCHES) return 'Queued';
  if (holding >= HOLDING_BATCHES) {
    refuse(
      `You've exceeded the limit of ${HOLDING_BATCHES} jobs in the flex queue for org ${org.id}. Wait for some of your batch jobs to finish before adding more. To monitor and reorder jobs, use the Apex Flex Queue page in Setup.`,
    );
  }
  return 'Holding';
};

const checkSignature = ({ signature }: JobRequest): void => {
  if (signature === undefined || signature === null) return;
  const same = (job: Job): boolean => job.parts === null && job.request.signature === signature;
  if (knownJobs().some(same)) {
    throw exception('DuplicateMessageException', 'Attempt to enqueue job with duplicate queueable signature');
  }
};

const neverFires = (name: string): never =>
  refuse(`Based on configured schedule, the given trigger '${name}' will never fire.`);

/**
 * Queues asynchronous Apex: its records are written now, it runs after the transaction has committed, in a test at
 * Test.stopTest(). Rolling back takes it out of the queue again.
 * @returns the id of its AsyncApexJob; for a scheduled job of its CronTrigger
 * @throws System.AsyncException, System.DuplicateMessageException where Salesforce refuses the job
 */
export const submitJob = (request: JobRequest): string => {
  countExecution(transaction().org);
  const current = transaction();
  const { org, userId, test } = current;
  checkSchedule(request);
  checkSignature(request);
  const status = firstStatus(request);
  const { schedule } = request;
  const first = schedule
    ? (nextFireTime(schedule.cron, org.now(), schedule.zone) ?? neverFires(schedule.name))
    : org.now() + (request.delay ?? 0);
  const cronTriggerId = schedule ? createCronTrigger(org, schedule, userId, first) : null;
  const apexJobId = createApexJob(org, request, { userId, status, cronTriggerId });
  const context: AsyncContext = {
    kind: request.kind,
    jobId: cronTriggerId ?? apexJobId,
    depth: 1,
    maximumDepth: null,
    minimumDelay: null,
    retries: 0,
    ...request.chain,
  };
  const job: Job = { request, context, apexJobId, userId, dueAt: first, parts: null, outcome: null };
  if (test) jobsOfTest(test).push(job);
  else {
    uncommitted(current).push(job);
    current.afterCommit(() => org.jobs.add(job));
  }
  return context.jobId;
};

/** More parts of jobs than any test runs: jobs that queue themselves again and again end here. */
const MOST_STEPS = 1_000;

/**
 * Runs what the running test has queued, jobs queued by jobs included: delays and schedules do not count, a scheduled
 * job runs once.
 * @throws what a job throws, as Test.stopTest() does
 */
export const runTestJobs = (): void => {
  const { org, test } = transaction();
  if (!test) return;
  const queue = jobsOfTest(test);
  let steps = 0;
  for (let job = queue.shift(); job; job = queue.shift()) {
    let ended = !isAlive(org, job);
    while (!ended) {
      steps += 1;
      if (steps > MOST_STEPS) throw new UnsupportedFeature(`jobs that queue jobs for ever: ${job.request.className}`);
      const result = runStep(org, job, { isTest: true, runPart: runInTest, next: () => undefined });
      ended = result.done || !isAlive(org, job);
      if (result.done && result.failure) throw result.failure;
    }
  }
};

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningOrg } from './running-org.ts';

const helper = `public class Log {
  public static void add(String name) { insert new Account(Name = name); } }`;
const ACCOUNTS = '[SELECT Name FROM Account ORDER BY CreatedDate, Id]';
const COUNT = '[SELECT COUNT() FROM Account]';
const STATUS = '[SELECT Status, JobType, ApexClass.Name, ExtendedStatus, NumberOfErrors FROM AsyncApexJob ORDER BY Id]';

void test('A queueable runs after the commit, in a transaction of its own, as the user who queued it', () => {
  const { run, value, pass } = runningOrg(
    {
      Log: helper,
      Job: `public class Job implements Queueable {
        public static Integer runs = 0; private final Set<String> names; private transient String gone = 'set';
        public Job(Set<String> names) { this.names = names; }
        public void execute(QueueableContext context) {
          runs++; for (String name : names) Log.add(name + runs + gone + Limits.getLimitQueries() + Limits.getLimitFutureCalls() + Limits.getLimitQueueableJobs()); } }`,
    },
    [COUNT, ACCOUNTS, '[SELECT Status, JobType FROM AsyncApexJob]'],
  );
  run("Job.runs = 7; Set<String> n = new Set<String>{'a'}; System.enqueueJob(new Job(n)); n.add('b');");
  assert.equal(value(COUNT), '0');
  assert.match(
    value('[SELECT Status, JobType FROM AsyncApexJob]'),
    /Status=Queued.*JobType=Queueable|JobType=Queueable.*Status=Queued/,
  );
  assert.equal(pass(0), 1);
  assert.match(value(ACCOUNTS), /Name=a1null200501/);
  assert.equal(value(COUNT), '1');
  assert.match(value('[SELECT Status, JobType FROM AsyncApexJob]'), /Status=Completed/);
});

void test('A job of a transaction that rolls back never runs', () => {
  const { run, value, pass } = runningOrg(
    {
      Log: helper,
      Job: `public class Job implements Queueable { public void execute(QueueableContext c) { Log.add('x'); } }`,
    },
    [COUNT, '[SELECT COUNT() FROM AsyncApexJob]'],
  );
  assert.throws(() => run("System.enqueueJob(new Job()); throw new IllegalArgumentException('no');"));
  run('Savepoint s = Database.setSavepoint(); System.enqueueJob(new Job()); Database.rollback(s);');
  assert.equal(pass(0), 0);
  assert.equal(value(COUNT), '0');
  assert.equal(value('[SELECT COUNT() FROM AsyncApexJob]'), '0');
});

void test('A delayed queueable waits until its time has come', () => {
  const { run, value, pass } = runningOrg(
    {
      Log: helper,
      Job: `public class Job implements Queueable { public void execute(QueueableContext c) { Log.add('x'); } }`,
    },
    [COUNT],
  );
  run('System.enqueueJob(new Job(), 5);');
  assert.equal(pass(4), 0);
  assert.equal(value(COUNT), '0');
  assert.equal(pass(1), 1);
  assert.equal(value(COUNT), '1');
  assert.throws(() => run('System.enqueueJob(new Job(), 11);'), /delay must be between 0 and 10/);
});

void test('A queueable that throws is rolled back, recorded as failed, and told to its finalizer', () => {
  const { run, value, pass, failures } = runningOrg(
    {
      Log: helper,
      Job: `public class Job implements Queueable, Finalizer {
        public void execute(QueueableContext c) {
          System.attachFinalizer(this); Log.add('lost'); throw new IllegalArgumentException('broken'); }
        public void execute(FinalizerContext c) {
          Log.add('finalizer ' + c.getResult() + ' ' + c.getException().getMessage() + ' ' + (c.getAsyncApexJobId() != null) + ' ' + Request.getCurrent().getQuiddity()); } }`,
    },
    [ACCOUNTS, STATUS],
  );
  run('System.enqueueJob(new Job());');
  pass(0);
  const accounts = value(ACCOUNTS);
  assert.match(accounts, /finalizer UNHANDLED_EXCEPTION broken true TRANSACTION_FINALIZER_QUEUEABLE/);
  assert.doesNotMatch(accounts, /lost/);
  assert.match(value(STATUS), /Status=Failed/);
  assert.match(value(STATUS), /ExtendedStatus=broken/);
  assert.equal(failures.length, 1);
});

void test('A finalizer may queue a failed job again five times in a row', () => {
  const { run, value, pass } = runningOrg(
    {
      Log: helper,
      Job: `public class Job implements Queueable, Finalizer {
        public void execute(QueueableContext c) { System.attachFinalizer(this); throw new IllegalArgumentException('broken'); }
        public void execute(FinalizerContext c) { Log.add('again'); AsyncOptions o = new AsyncOptions(); o.MaximumQueueableStackDepth = 50; System.enqueueJob(new Job(), o); } }`,
    },
    [COUNT],
  );
  run('System.enqueueJob(new Job());');
  pass(0);
  // The sixth finalizer is refused and what it did is undone.
  assert.equal(value(COUNT), '5');
});

void test('A chain of queueables ends at the depth that the org or its options allow', () => {
  const job = `public class Job implements Queueable {
    private Integer maximum; public Job(Integer maximum) { this.maximum = maximum; }
    public void execute(QueueableContext c) {
      Log.add('link'); if (maximum == null) { System.enqueueJob(new Job(null)); return; }
      System.enqueueJob(new Job(AsyncInfo.getMaximumQueueableStackDepth())); } }`;
  const plain = runningOrg({ Log: helper, Job: job }, [COUNT]);
  plain.run('System.enqueueJob(new Job(null));');
  plain.pass(0);
  // The fifth link is undone: it asks for a sixth.
  assert.equal(plain.value(COUNT), '4');
  assert.match(plain.failures[0]?.error.message ?? '', /Maximum stack depth has been reached/);
  const limited = runningOrg({ Log: helper, Job: job }, [COUNT]);
  limited.run(
    'AsyncOptions o = new AsyncOptions(); o.MaximumQueueableStackDepth = 2; System.enqueueJob(new Job(2), o);',
  );
  limited.pass(0);
  assert.equal(limited.value(COUNT), '1');
});

void test('A second job with the same signature is refused while the first one waits', () => {
  const { run, pass } = runningOrg({
    Log: helper,
    Job: `public class Job implements Queueable { public void execute(QueueableContext c) {}
      public static void queue(String key) { AsyncOptions o = new AsyncOptions();
        o.DuplicateSignature = new QueueableDuplicateSignature.Builder().addString(key).addInteger(1).build(); System.enqueueJob(new Job(), o); } }`,
  });
  run("Job.queue('a'); Job.queue('b');");
  assert.throws(() => run("Job.queue('a');"), /Attempt to enqueue job with duplicate queueable signature/);
  pass(0);
  run("Job.queue('a');");
});

void test('A future method runs after the commit and may not call another', () => {
  const { run, value, pass, failures } = runningOrg(
    {
      Log: helper,
      Work: `public class Work {
        @future public static void later(String name) { Log.add(name + System.isFuture()); }
        @future public static void nested() { later('x'); } }`,
    },
    [ACCOUNTS, COUNT, '[SELECT MethodName, JobType, Status FROM AsyncApexJob]'],
  );
  run("Work.later('one'); Work.nested();");
  assert.equal(value(COUNT), '0');
  pass(0);
  assert.match(value(ACCOUNTS), /onetrue/);
  assert.match(failures[0]?.error.message ?? '', /Future method cannot be called from a future or batch method/);
  assert.match(value('[SELECT MethodName, JobType, Status FROM AsyncApexJob]'), /MethodName=later/);
});

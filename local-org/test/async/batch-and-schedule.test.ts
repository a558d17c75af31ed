import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningOrg } from './running-org.ts';

const batch = (
  name: string,
  interfaces = '',
): string => `public class ${name} implements Database.Batchable<SObject>${interfaces} {
  public Integer seen = 0;
  public Database.QueryLocator start(Database.BatchableContext c) { return Database.getQueryLocator('SELECT Id, Name FROM Account ORDER BY Name'); }
  public void execute(Database.BatchableContext c, List<Account> scope) {
    seen += scope.size();
    for (Account a : scope) { if (a.Name == 'bad') throw new IllegalArgumentException('bad row'); a.Description = 'seen ' + seen + ' ' + Limits.getQueries(); }
    update scope; }
  public void finish(Database.BatchableContext c) { insert new Contact(LastName = '${name} ' + seen + ' ' + System.isBatch()); } }`;

const ACCOUNTS = '[SELECT Name, Description FROM Account ORDER BY Name]';
const CONTACTS = '[SELECT LastName FROM Contact ORDER BY LastName]';
const JOBS = '[SELECT Status, TotalJobItems, JobItemsProcessed, NumberOfErrors FROM AsyncApexJob ORDER BY Id]';
const HOLDING = "[SELECT COUNT() FROM AsyncApexJob WHERE Status = 'Holding']";

void test('A batch runs each chunk in a transaction of its own; one that fails undoes only itself', () => {
  const { run, value, pass } = runningOrg({ Plain: batch('Plain'), Keep: batch('Keep', ', Database.Stateful') }, [
    ACCOUNTS,
    CONTACTS,
    JOBS,
  ]);
  run("insert new List<Account>{new Account(Name = 'a'), new Account(Name = 'bad'), new Account(Name = 'c')};");
  run('Database.executeBatch(new Plain(), 1); Database.executeBatch(new Keep(), 1);');
  assert.equal(pass(0), 2);
  assert.match(value(ACCOUNTS), /Description=seen 1 0.*Name=a|Name=a.*Description=seen 1 0/);
  // What the stateful batch counted in the chunk that failed is forgotten.
  assert.match(value(CONTACTS), /Keep 2 true.*Plain 0 true/);
  assert.match(
    value(JOBS),
    /Status=Completed.*TotalJobItems=3.*JobItemsProcessed=3.*NumberOfErrors=1|NumberOfErrors=1/,
  );
});

void test('Five batches are active, the next ones hold, and the one after the hundredth is refused', () => {
  const { run, value, pass } = runningOrg({ Plain: batch('Plain') }, [HOLDING, CONTACTS]);
  run('for (Integer i = 0; i < 7; i++) Database.executeBatch(new Plain());');
  assert.equal(value(HOLDING), '2');
  assert.throws(
    () => run('for (Integer i = 0; i < 99; i++) Database.executeBatch(new Plain());'),
    /exceeded the limit of 100 jobs in the flex queue/,
  );
  assert.equal(pass(0), 7);
  assert.equal(value(HOLDING), '0');
});

const SCHEDULED = `public class Nightly implements Schedulable, Queueable {
  public void execute(SchedulableContext c) { insert new Contact(LastName = 'ran ' + (c.getTriggerId() != null) + Limits.getLimitQueries() + System.isScheduled()); }
  public void execute(QueueableContext c) { insert new Contact(LastName = 'queued'); } }`;
const TRIGGERS =
  '[SELECT State, TimesTriggered, CronExpression, NextFireTime, PreviousFireTime, TimeZoneSidKey, CronJobDetail.Name, CronJobDetail.JobType FROM CronTrigger]';
const FIRST = '[SELECT CronJobDetail.Name FROM CronTrigger LIMIT 1].CronJobDetail.Name';
const NEXT = "[SELECT NextFireTime FROM CronTrigger LIMIT 1].NextFireTime.formatGmt('yyyy-MM-dd HH:mm')";
const TIMES = '[SELECT TimesTriggered FROM CronTrigger LIMIT 1].TimesTriggered';
const COUNT = '[SELECT COUNT() FROM Contact]';
const TRIGGER_COUNT = '[SELECT COUNT() FROM CronTrigger]';

void test('A scheduled job fires by the clock of the org, again and again, until it is aborted', () => {
  const { run, value, pass } = runningOrg({ Nightly: SCHEDULED }, [
    TRIGGERS,
    FIRST,
    NEXT,
    TIMES,
    COUNT,
    CONTACTS,
    TRIGGER_COUNT,
  ]);
  run("System.schedule('sweep', '0 5 * * * ?', new Nightly());");
  assert.equal(value(FIRST), 'sweep');
  assert.equal(value(NEXT), '2026-03-02 10:05');
  assert.equal(pass(4), 0);
  assert.equal(pass(1), 1);
  assert.equal(value(NEXT), '2026-03-02 11:05');
  assert.equal(value(TIMES), '1');
  assert.match(value(CONTACTS), /ran true100true/);
  assert.throws(
    () => run("System.schedule('Sweep', '0 7 * * * ?', new Nightly());"),
    /The Apex job named "Sweep" is already scheduled for execution\./,
  );
  run('System.abortJob([SELECT Id FROM CronTrigger].Id);');
  assert.equal(value(TRIGGER_COUNT), '0');
  assert.equal(pass(600), 0);
  assert.equal(value(COUNT), '1');
  assert.throws(() => run("System.abortJob('08e000000000001');"), /Job does not exist or is already aborted/);
  run("System.schedule('Sweep', '0 7 * * * ?', new Nightly());");
});

void test('A paused job does not fire until it is resumed, and one that never fires is refused', () => {
  const { run, value, pass } = runningOrg({ Nightly: SCHEDULED }, [COUNT]);
  run("System.schedule('sweep', '0 5 * * * ?', new Nightly()); System.pauseJobByName('sweep');");
  assert.equal(pass(120), 0);
  run("System.resumeJobByName('sweep');");
  assert.equal(pass(0), 1);
  assert.equal(value(COUNT), '1');
  assert.throws(
    () => run("System.schedule('old', '0 0 0 1 1 ? 2020', new Nightly());"),
    /Based on configured schedule, the given trigger 'old' will never fire/,
  );
});

void test('scheduleBatch starts a batch once, so many minutes later', () => {
  const { run, value, pass } = runningOrg({ Plain: batch('Plain') }, [CONTACTS, COUNT, TRIGGERS]);
  run("System.scheduleBatch(new Plain(), 'soon', 3);");
  assert.equal(pass(2), 0);
  assert.equal(pass(1), 2);
  assert.match(value(CONTACTS), /Plain 0 true/);
  assert.match(value(TRIGGERS), /State=COMPLETE/);
});

void test('A queued job that is aborted does not run', () => {
  const { run, value, pass } = runningOrg({ Nightly: SCHEDULED }, [COUNT, JOBS]);
  run('System.abortJob(System.enqueueJob(new Nightly()));');
  assert.equal(pass(0), 0);
  assert.equal(value(COUNT), '0');
  assert.match(value(JOBS), /Status=Aborted/);
  run('System.enqueueJob(new Nightly());');
  assert.equal(pass(0), 1);
  assert.throws(
    () => run("System.abortJob([SELECT Id FROM AsyncApexJob WHERE Status = 'Completed'].Id);"),
    /already aborted/,
  );
  run('System.assertEquals(2, System.purgeOldAsyncJobs(Date.newInstance(2030, 1, 1)));');
  assert.equal(value(JOBS), '()');
});

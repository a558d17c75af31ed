import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTests } from '../../src/test-runner/find-tests.ts';
import { runTestClass } from '../../src/test-runner/run-tests.ts';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { orgOf } from '../apex/apex-project.ts';
import { outcomeOf } from '../library/apex-tests.ts';

const S = `public class S implements Schedulable { public static Integer runs = 0; public void execute(SchedulableContext c) { runs++; } }`;
const Q = `public class Q implements Queueable { public static Integer runs = 0; public Integer own = 0;
  public void execute(QueueableContext c) { runs++; own++; if (runs > 1) throw new IllegalArgumentException('twice'); insert new Account(Name = 'q'); } }`;

void test('In a test a scheduled job has its rows, runs at stopTest and stays', () => {
  const outcome = outcomeOf(
    `Test.startTest();
    String id = System.schedule('a', '0 0 3 1 1 ? 2040', new S());
    CronTrigger c = [SELECT State, CronExpression, NextFireTime, TimesTriggered, CronJobDetail.Name, CronJobDetail.JobType FROM CronTrigger WHERE Id = :id];
    Assert.areEqual('WAITING', c.State); Assert.areEqual('0 0 3 1 1 ? 2040', c.CronExpression); Assert.areEqual(0, c.TimesTriggered);
    Assert.areEqual('2040-01-01 03:00:00', String.valueOf(c.NextFireTime));
    Assert.areEqual('a', c.CronJobDetail.Name); Assert.areEqual('7', c.CronJobDetail.JobType);
    try { System.schedule('a', '0 5 * * * ?', new S()); Assert.fail('no'); }
    catch (AsyncException e) { Assert.areEqual('The Apex job named "a" is already scheduled for execution.', e.getMessage()); }
    Test.stopTest();
    Assert.areEqual(1, S.runs);
    Assert.areEqual(0, [SELECT TimesTriggered FROM CronTrigger WHERE Id = :id].TimesTriggered);
    System.abortJob(id);
    Assert.areEqual(0, [SELECT COUNT() FROM CronTrigger WHERE Id = :id]);`,
    { S },
  );
  assert.equal(outcome, 'passed');
});

void test('In a test a job that is aborted before stopTest does not run', () => {
  assert.equal(
    outcomeOf(
      `Test.startTest(); System.abortJob(System.schedule('a', '0 5 * * * ?', new S())); Test.stopTest(); Assert.areEqual(0, S.runs);`,
      { S },
    ),
    'passed',
  );
});

void test('In a test jobs have rows with class and status, and keep their own copy of their state', () => {
  const outcome = outcomeOf(
    `Test.startTest(); Q job = new Q(); Id id = System.enqueueJob(job);
    AsyncApexJob row = [SELECT Status, JobType, ApexClass.Name, CreatedDate FROM AsyncApexJob WHERE Id = :id];
    Assert.areEqual('Queued', row.Status); Assert.areEqual('Queueable', row.JobType); Assert.areEqual('Q', row.ApexClass.Name);
    Assert.isNotNull(row.CreatedDate);
    Test.stopTest();
    Assert.areEqual('Completed', [SELECT Status FROM AsyncApexJob WHERE Id = :id].Status);
    Assert.areEqual(1, Q.runs); Assert.areEqual(0, job.own);`,
    { Q },
  );
  assert.equal(outcome, 'passed');
});

void test('In a test the exception of a job comes out of stopTest, and what the job wrote is undone', () => {
  const outcome = outcomeOf(
    `Test.startTest(); System.enqueueJob(new Q()); Q.runs = 1;
    try { Test.stopTest(); Assert.fail('no'); } catch (IllegalArgumentException e) { Assert.areEqual('twice', e.getMessage()); }
    Assert.areEqual('Failed', [SELECT Status FROM AsyncApexJob].Status); Assert.areEqual(0, [SELECT COUNT() FROM Account]);`,
    { Q },
  );
  assert.equal(outcome, 'passed');
});

void test('Jobs that tests queue never reach the org', () => {
  const org = orgOf({
    S,
    ItTest: `@IsTest private class ItTest { @IsTest static void it() { System.schedule('a', '0 5 * * * ?', new S()); } }`,
  });
  for (const found of findTests(org.program)) runTestClass(org, USER_IDS.admin, found);
  assert.equal(org.jobs.waiting().length, 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { findTests } from '../../src/test-runner/find-tests.ts';
import { refusals, testReport, type TestReport } from '../../src/test-runner/report.ts';
import { runTestClass } from '../../src/test-runner/run-tests.ts';
import { orgOf, type ProjectFiles } from '../apex/apex-project.ts';

const report = (files: ProjectFiles): TestReport => {
  const org = orgOf(files);
  const results = findTests(org.program).flatMap((found) => runTestClass(org, USER_IDS.admin, found));
  return testReport(results, org.program.coverage());
};

const outcomes = (files: ProjectFiles): Record<string, string | null> =>
  Object.fromEntries(report(files).tests.map((t) => [t.method, t.outcome === 'passed' ? 'passed' : t.message]));

test('Every test begins with the data of the setup and leaves nothing behind', () => {
  const one = (name: string): string =>
    `@IsTest static void ${name}() { System.assertEquals(1, [SELECT COUNT() FROM Account]); insert new Account(Name = '${name}'); }`;
  assert.deepEqual(
    outcomes({
      T: `@IsTest class T { @TestSetup static void make() { insert new Account(Name = 'x'); } ${one('a')} ${one('b')} }`,
    }),
    { a: 'passed', b: 'passed' },
  );
});

test('Static variables start anew in every test', () => {
  const one = (name: string): string => `@IsTest static void ${name}() { System.assertEquals(1, ++n); }`;
  assert.deepEqual(outcomes({ T: `@IsTest class T { static Integer n = 0; ${one('a')} ${one('b')} }` }), {
    a: 'passed',
    b: 'passed',
  });
});

test('A failed assertion cannot be caught, and the report says what was expected where', () => {
  const { tests, failed } = report({
    T: "@IsTest class T {\n  @IsTest static void f() {\n    try {\n      System.assertEquals(5, 4, 'sum');\n    } catch (Exception e) {\n      return;\n    }\n  }\n}",
  });
  assert.equal(failed, 1);
  assert.match(tests[0]?.message ?? '', /^System\.AssertException: Assertion Failed: sum: Expected: 5, Actual: 4$/);
  assert.equal(tests[0]?.stack, 'Class.T.f: line 4, column 1');
});

test('A failing setup fails the tests of its class', () => {
  const { tests } = report({
    T: "@IsTest class T { @TestSetup static void make() { throw new IllegalArgumentException('no data'); } @IsTest static void f() {} }",
  });
  assert.equal(tests[0]?.message, 'Test setup failed: System.IllegalArgumentException: no data');
});

test('Future methods run when the test stops', () => {
  assert.deepEqual(
    outcomes({
      Worker:
        'public class Worker { @future public static void work(String name) { insert new Account(Name = name); } }',
      T: `@IsTest class T { @IsTest static void f() { Test.startTest(); Worker.work('later'); System.assertEquals(0, [SELECT COUNT() FROM Account]);
        Test.stopTest(); System.assertEquals('later', [SELECT Name FROM Account].Name); } }`,
    }),
    { f: 'passed' },
  );
});

test('What is queued runs at the end of a test that never stops', () => {
  const Worker = `public class Worker { public static Integer runs = 0; @future public static void work() { runs++; insert new Account(); } }`;
  const { tests } = report({
    Worker,
    T: '@IsTest class T { @IsTest static void f() { Worker.work(); System.assertEquals(0, Worker.runs); } }',
  });
  assert.match(tests[0]?.message ?? '', /REQUIRED_FIELD_MISSING/);
});

test('A test that meets something unsupported could not run, and the report says what it was', () => {
  const org = orgOf(
    { T: '@IsTest class T { @IsTest static void f() { Nowhere.Type x; } @IsTest static void g() { } }' },
    '',
    { tolerant: true },
  );
  const results = findTests(org.program).flatMap((found) => runTestClass(org, USER_IDS.admin, found));
  const { passed, failed, problems } = testReport(results, [], org.program.problems);
  assert.deepEqual([passed, failed], [1, 1]);
  assert.deepEqual(refusals(results), [{ feature: 'Nowhere.Type', tests: 1 }]);
  assert.match(problems.join(), /T\.cls:1:\d+ Invalid type: Nowhere\.Type/);
});

test('System.runAs changes the user for its block only', () => {
  assert.deepEqual(
    outcomes({
      T: `@IsTest class T { @IsTest static void f() {
        Id before = UserInfo.getUserId();
        User other = [SELECT Id FROM User WHERE Id != :before LIMIT 1];
        System.runAs(other) { System.assertEquals(other.Id, UserInfo.getUserId()); }
        System.assertEquals(before, UserInfo.getUserId()); } }`,
    }),
    { f: 'passed' },
  );
});

test('Coverage counts the executable lines of classes and triggers, not of tests', () => {
  const { coverage } = report({
    Half: 'public class Half {\n  public static Integer f(Boolean b) {\n    if (b) {\n      return 1;\n    }\n    return 2;\n  }\n}',
    T: '@IsTest class T { @IsTest static void f() { Half.f(true); } }',
  });
  assert.deepEqual(coverage, {
    percent: 66.7,
    classes: [
      {
        ...{ name: 'Half', file: 'force-app/main/default/classes/Half.cls' },
        ...{ covered: 2, total: 3, lines: [3, 4, 6], uncoveredLines: [6] },
      },
    ],
  });
});

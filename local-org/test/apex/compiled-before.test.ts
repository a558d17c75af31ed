import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompileFailure } from '../../src/errors.ts';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { findTests } from '../../src/test-runner/find-tests.ts';
import { testReport, type TestReport } from '../../src/test-runner/report.ts';
import { runTestClass } from '../../src/test-runner/run-tests.ts';
import { callStatic, orgOf, type ProjectFiles } from './apex-project.ts';

const FILES: ProjectFiles = {
  Base: 'public virtual class Base {\n  public virtual String name() {\n    return part();\n  }\n  protected virtual String part() {\n    return null;\n  }\n}',
  Leaf: "public class Leaf extends Base {\n  public static Integer made = 0;\n  public Leaf() {\n    made++;\n  }\n  protected override String part() {\n    return 'leaf';\n  }\n  public class Inner extends Base {}\n}",
  Unused: 'public class Unused {\n  public static void never() {\n    Integer i = 1;\n  }\n}',
  LeafTest:
    "@IsTest\nclass LeafTest {\n  @IsTest\n  static void names() {\n    Base b = new Leaf();\n    System.assertEquals('leaf', b.name());\n    System.assertEquals(1, Leaf.made);\n    new Leaf.Inner().name().length();\n  }\n}",
};

const report = (): TestReport => {
  const org = orgOf(FILES);
  const results = findTests(org.program).flatMap((found) => runTestClass(org, USER_IDS.admin, found));
  return testReport(results, org.program.coverage());
};

test('Apex that has been compiled before behaves, fails and is covered as at the first time', () => {
  const [first, second] = [report(), report()];
  const told = ({ tests, coverage }: TestReport): object => ({ coverage, tests: tests.map((t) => ({ ...t, ms: 0 })) });
  assert.deepEqual(told(second), told(first));
  assert.equal(second.tests[0]?.message, 'System.NullPointerException: Attempt to de-reference a null object');
  assert.equal(second.tests[0].stack, 'Class.LeafTest.names: line 8, column 1');
  assert.deepEqual(second.coverage.classes.find(({ name }) => name === 'Unused')?.uncoveredLines, [3]);
});

test('A change that breaks another class is found, however often both were compiled before', () => {
  const user = { User1: 'public class User1 { public static Integer run() { return Helper1.run(1); } }' };
  const helper = (parameter: string): ProjectFiles => ({
    ...user,
    Helper1: `public class Helper1 { public static Integer run(${parameter} n) { return 7; } }`,
  });
  for (let round = 0; round < 2; round += 1) assert.equal(callStatic(orgOf(helper('Integer')), 'User1', 'run'), '7');
  assert.throws(() => orgOf(helper('Date')), CompileFailure);
  assert.equal(callStatic(orgOf(helper('Integer')), 'User1', 'run'), '7');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { junitReport } from '../../../src/test-runner/reports/junit.ts';
import type { TestResult } from '../../../src/test-runner/run-tests.ts';

const result = (more: Partial<TestResult>): TestResult => ({
  class: 'InvoiceTest',
  method: 'addsTax',
  outcome: 'passed',
  message: null,
  stack: null,
  refused: null,
  ms: 12,
  ...more,
});

const parsed = (tests: readonly TestResult[]): unknown =>
  new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(junitReport(tests));

void test('A class is a suite with its counts, a method a case', () => {
  assert.deepEqual(parsed([result({}), result({ method: 'rounds', outcome: 'skipped', ms: 0 })]), {
    '?xml': { version: '1.0', encoding: 'UTF-8' },
    testsuites: {
      testsuite: {
        ...{ name: 'InvoiceTest', tests: '2', failures: '0', errors: '0', skipped: '1', time: '0.012' },
        testcase: [
          { classname: 'InvoiceTest', name: 'addsTax', time: '0.012' },
          { classname: 'InvoiceTest', name: 'rounds', time: '0.000', skipped: '' },
        ],
      },
    },
  });
});

void test('A failure keeps its words, whatever characters they have', () => {
  const failed = result({
    outcome: 'failed',
    message: 'Expected: "<b>", Actual: \u0007&',
    stack: 'Class.InvoiceTest: line 4',
  });
  assert.deepEqual(
    (parsed([failed]) as { testsuites: { testsuite: { testcase: { failure: unknown } } } }).testsuites.testsuite
      .testcase.failure,
    { message: 'Expected: "<b>", Actual: &', '#text': 'Class.InvoiceTest: line 4' },
  );
});

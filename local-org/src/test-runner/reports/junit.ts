import type { TestResult } from '../run-tests.ts';
import { xmlText } from './xml-text.ts';

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const bodyOf = ({ outcome, message, stack }: TestResult): string => {
  if (outcome === 'skipped') return '<skipped/>';
  if (outcome === 'passed') return '';
  return `<failure message="${xmlText(message ?? '')}">${xmlText(stack ?? '')}</failure>`;
};

const caseOf = (result: TestResult): string => {
  const open = `    <testcase classname="${xmlText(result.class)}" name="${xmlText(result.method)}" time="${seconds(result.ms)}"`;
  const body = bodyOf(result);
  return body === '' ? `${open}/>` : `${open}>${body}</testcase>`;
};

const suiteOf = ([name, results]: readonly [string, readonly TestResult[]]): string => {
  const failures = results.filter(({ outcome }) => outcome === 'failed').length;
  const skipped = results.filter(({ outcome }) => outcome === 'skipped').length;
  const ms = results.reduce((sum, result) => sum + result.ms, 0);
  return [
    `  <testsuite name="${xmlText(name)}" tests="${results.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${seconds(ms)}">`,
    ...results.map(caseOf),
    '  </testsuite>',
  ].join('\n');
};

/**
 * Writes test results as JUnit XML, as Jenkins, GitLab and Azure read it: a suite per class, a case per method.
 *
 * @returns the document
 */
export const junitReport = (tests: readonly TestResult[]): string => {
  const suites = [...Map.groupBy(tests, (result) => result.class)].map(suiteOf);
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>', ''].join('\n');
};

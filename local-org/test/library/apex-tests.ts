import assert from 'node:assert/strict';
import { test } from 'node:test';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { findTests } from '../../src/test-runner/find-tests.ts';
import { runTestClass } from '../../src/test-runner/run-tests.ts';
import { orgOf, type ProjectFiles } from '../apex/apex-project.ts';

/** Runs one Apex test method. @returns `passed`, or why it failed */
export const outcomeOf = (body: string, files: ProjectFiles = {}): string => {
  const org = orgOf({ ...files, ItTest: `@IsTest private class ItTest {\n@IsTest static void it() {\n${body}\n} }` });
  const [result] = findTests(org.program, 'ItTest').flatMap((found) => runTestClass(org, USER_IDS.admin, found));
  return result?.outcome === 'passed' ? 'passed' : `${result?.message ?? 'no test'}\n${result?.stack ?? ''}`;
};

/**
 * A test that is an Apex test method.
 * @param name a sentence
 * @param body Apex, with its own assertions
 * @param files more classes and metadata of the project
 */
export const apexTest = (name: string, body: string, files: ProjectFiles = {}): void => {
  void test(name, () => {
    assert.equal(outcomeOf(body, files), 'passed');
  });
};

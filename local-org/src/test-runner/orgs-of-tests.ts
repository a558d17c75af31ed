import type { SourceCoverage } from '../apex/compile.ts';
import { UnsupportedFeature } from '../errors.ts';
import { createOrg, type LocalOrg } from '../org.ts';
import { readOrgSettings } from '../project/org-settings.ts';
import type { OrgFeatures } from '../schema/standard/index.ts';
import { USER_IDS } from '../security/ids-of-the-org.ts';
import { findTests, type TestClass } from './find-tests.ts';
import { runTestClass, type TestResult } from './run-tests.ts';

/** The orgs in which the test classes of a project run: one for each set of features that a class asks for. */
export interface OrgsOfTests {
  /** The org with the features that the project wants in general. */
  readonly usual: LocalOrg;
  /**
   * Runs a test class in its org, as `tests` of the project's `config/local-org.json` says. All its tests fail when
   * it asks for a feature that the local org has not.
   * @param test a class of the usual org
   */
  run(test: TestClass): TestResult[];
  /** What the tests have run, in whichever org. */
  coverage(): readonly SourceCoverage[];
}

const refusedTest = (test: TestClass, method: string, { message, feature }: UnsupportedFeature): TestResult => ({
  class: test.name,
  method,
  outcome: 'failed',
  message,
  stack: null,
  refused: feature,
  ms: 0,
});

/**
 * Opens a project for its Apex tests. Apex that does not compile is refused when it runs.
 * @throws ProjectError
 */
export const orgsOfTests = (projectDir: string): OrgsOfTests => {
  const { tests } = readOrgSettings(projectDir);
  const usual = createOrg({ projectDir, tolerant: true });
  const special = new Map<string, LocalOrg>();
  const orgWith = (features: OrgFeatures): LocalOrg => {
    const key = JSON.stringify(features);
    const org = special.get(key) ?? createOrg({ projectDir, features, tolerant: true });
    special.set(key, org);
    return org;
  };
  return {
    usual,
    run: (test) => {
      const features = tests.get(test.name.split('.').at(-1)?.toLowerCase() ?? '');
      if (!features) return runTestClass(usual, USER_IDS.admin, test);
      try {
        const org = orgWith(features);
        return runTestClass(org, USER_IDS.admin, findTests(org.program, test.name)[0] ?? test);
      } catch (error) {
        if (!(error instanceof UnsupportedFeature)) throw error;
        return test.tests.map((method) => refusedTest(test, method.name, error));
      }
    },
    coverage: () => {
      const others = [...special.values()].map(
        (org) => new Map(org.program.coverage().map((source) => [source.file, source])),
      );
      return usual.program.coverage().map((source) => ({
        ...source,
        isCovered: (line) =>
          source.isCovered(line) || others.some((files) => files.get(source.file)?.isCovered(line) ?? false),
      }));
    },
  };
};

import type { SourceCoverage } from '../apex/compile.ts';
import { createOrg, type LocalOrg } from '../org.ts';
import { readOrgSettings } from '../project/org-settings.ts';
import { findTests, type TestClass } from './find-tests.ts';

/** The orgs in which the test classes of a project run: one for each set of features that a class asks for. */
export interface OrgsOfTests {
  /** The org with the features that the project wants in general. */
  readonly usual: LocalOrg;
  /**
   * The org for one test class, as `tests` of the project's `config/local-org.json` says.
   * @param test a class of the usual org
   * @returns the class as that org has compiled it
   */
  orgFor(test: TestClass): { org: LocalOrg; test: TestClass };
  /** What the tests have run, in whichever org. */
  coverage(): readonly SourceCoverage[];
}

/**
 * Opens a project for its Apex tests. Apex that does not compile is refused when it runs.
 * @throws ProjectError
 */
export const orgsOfTests = (projectDir: string): OrgsOfTests => {
  const { tests } = readOrgSettings(projectDir);
  const usual = createOrg({ projectDir, tolerant: true });
  const special = new Map<string, LocalOrg>();
  return {
    usual,
    orgFor: (test) => {
      const features = tests.get(test.name.split('.').at(-1)?.toLowerCase() ?? '');
      if (!features) return { org: usual, test };
      const key = JSON.stringify(features);
      const org = special.get(key) ?? createOrg({ projectDir, features, tolerant: true });
      special.set(key, org);
      return { org, test: findTests(org.program, test.name)[0] ?? test };
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

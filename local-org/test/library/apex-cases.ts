import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LocalOrg } from '../../src/org.ts';
import { runTransaction } from '../../src/runtime/execute.ts';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { ApexException } from '../../src/values/apex-exception.ts';
import { messageOf, textOf } from '../../src/values/text.ts';
import { orgOf, type ProjectFiles } from '../apex/apex-project.ts';

/** Carries a result out of a transaction that is undone. */
class Undone extends Error {
  readonly result: string;

  constructor(result: string) {
    super('undone');
    this.result = result;
  }
}

/** Runs one case and undoes what it wrote: cases do not see each other's records. */
const resultOf = (org: LocalOrg, method: string): string => {
  try {
    runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () => {
      const found = org.program.classes.flatMap((c) => c.methods).find((m) => m.name === method);
      throw new Undone(textOf(found?.call(null, []) ?? null));
    });
  } catch (error) {
    if (error instanceof Undone) return error.result;
    // Apex cannot catch failed assertions and exceeded limits.
    if (error instanceof ApexException) return `${error.typeName}: ${messageOf(error)}`;
    throw error;
  }
  throw new Error(`No result of ${method}`);
};

const statements = (apex: string): string => (/\breturn\b/.test(apex) ? apex : `return ${apex};`);

/**
 * A test of what Apex expressions (or bodies with a `return`) answer. An exception answers `Type: message`.
 * @param name a sentence
 * @param cases Apex -> the value as text
 * @param files more classes and metadata of the project
 */
export const answers = (name: string, cases: Readonly<Record<string, string>>, files: ProjectFiles = {}): void => {
  void test(name, () => {
    const methods = Object.keys(cases).map(
      (apex, i) =>
        `public static Object case${i}() { try { ${statements(apex)} } catch (Exception e) { return e.getTypeName() + ': ' + e.getMessage(); } }`,
    );
    const org = orgOf({ ...files, Cases: `public class Cases {\n${methods.join('\n')}\n}` });
    Object.entries(cases).forEach(([apex, expected], i) => {
      assert.equal(resultOf(org, `case${i}`), expected, apex);
    });
  });
};

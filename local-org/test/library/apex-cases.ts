import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callStatic, orgOf, type ProjectFiles } from '../apex/apex-project.ts';

const statements = (apex: string): string => (/\breturn\b/.test(apex) ? apex : `return ${apex};`);

/**
 * A test of what Apex expressions (or bodies with a `return`) answer. An exception answers `Type: message`.
 * @param name a sentence
 * @param cases Apex -> the value as text
 * @param files more classes and metadata of the project
 */
export const answers = (name: string, cases: Readonly<Record<string, string>>, files: ProjectFiles = {}): void => {
  test(name, () => {
    const methods = Object.keys(cases).map(
      (apex, i) =>
        `public static Object m${i}() { try { ${statements(apex)} } catch (Exception e) { return e.getTypeName() + ': ' + e.getMessage(); } }`,
    );
    const org = orgOf({ ...files, Cases: `public class Cases {\n${methods.join('\n')}\n}` });
    Object.entries(cases).forEach(([apex, expected], i) => {
      assert.equal(callStatic(org, 'Cases', `m${i}`), expected, apex);
    });
  });
};

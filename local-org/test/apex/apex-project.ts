import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOrg, type LocalOrg, type OrgOptions } from '../../src/org.ts';
import { runTransaction } from '../../src/runtime/execute.ts';
import { transaction } from '../../src/runtime/transaction.ts';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { textOf } from '../../src/values/text.ts';

/** Files of a project by their path under the package directory, or the text of classes by their name. */
export type ProjectFiles = Readonly<Record<string, string>>;

const CLASS_NAME = /^\w+$/;

/** An org made from Apex given as text. @param files `Foo` is the class Foo; names with a dot are paths */
export const orgOf = (files: ProjectFiles, namespace = '', options: Partial<OrgOptions> = {}): LocalOrg => {
  const dir = mkdtempSync(join(tmpdir(), 'local-org-'));
  try {
    const project = { packageDirectories: [{ path: 'force-app', default: true }], namespace, sourceApiVersion: '65.0' };
    writeFileSync(join(dir, 'sfdx-project.json'), JSON.stringify(project));
    const folder = join(dir, 'force-app/main/default');
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, CLASS_NAME.test(name) ? `classes/${name}.cls` : name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, text);
    }
    mkdirSync(folder, { recursive: true });
    return createOrg({ ...options, projectDir: dir });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

/** Runs an anonymous script as the administrator, in a transaction of its own. */
export const runScript = (org: LocalOrg, script: string): void =>
  runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () => {
    org.program.compileAnonymous(script)();
  });

/** Calls a static method without parameters. @returns its result as Apex text */
export const callStatic = (org: LocalOrg, className: string, method: string): string =>
  runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () => {
    const info = transaction().org.program.classes.find((c) => c.type.name.split('.').at(-1) === className);
    const found = info?.methods.find((m) => m.name === method);
    if (!found) throw new Error(`No method ${className}.${method}`);
    return textOf(found.call(null, []));
  });

/**
 * Runs the body of a method that returns an Object.
 * @param body Apex statements with a `return`
 * @param members more members of the class around it
 * @returns the result as Apex text
 */
export const evaluate = (body: string, members = ''): string =>
  callStatic(
    orgOf({ Snippet: `public class Snippet {\n${members}\npublic static Object run() {\n${body}\n}\n}` }),
    'Snippet',
    'run',
  );

/** The problems of a class that does not compile, `line:column text`. */
export const problemsOf = (files: ProjectFiles): string[] => {
  try {
    orgOf(files);
    return [];
  } catch (error) {
    const { problems } = error as { problems?: { line: number; column: number; problem: string }[] };
    if (!problems) throw error;
    return problems.map((p) => `${p.line}:${p.column} ${p.problem}`);
  }
};

/**
 * Conversion to the deployable package by the Salesforce CLI, and whether its manifest names everything that the
 * source holds.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../engine/command.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';
import { toolPath } from '../engine/tools.ts';
import type { Project } from '../project/project.ts';
import { childrenNamed, parseXml, textOf } from '../project/xml.ts';
import { expectedMembers } from './expected-members.ts';

const QUIET = {
  SF_DISABLE_TELEMETRY: 'true',
  SF_DISABLE_AUTOUPDATE: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
  SF_DISABLE_LOG_FILE: 'true',
  SF_AUTOUPDATE_DISABLE: 'true',
} as const;

interface CliAnswer {
  readonly status: number;
  readonly message?: string;
  readonly warnings?: readonly string[];
}

/** Members of `package.xml` by metadata type. */
const readManifest = (text: string): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    childrenNamed(parseXml(text), 'types').map((type) => [
      textOf(type, 'name') ?? '',
      new Set(childrenNamed(type, 'members').map((member) => member.text.trim())),
    ]),
  );

const missingMembers = (project: Project, manifest: ReadonlyMap<string, ReadonlySet<string>>): readonly Finding[] =>
  expectedMembers(project)
    .filter(({ type, member }) => manifest.get(type)?.has(member) !== true)
    .map(({ file, type, member }) => ({
      file,
      line: 1,
      rule: 'missing-in-manifest',
      message: `The converted package does not contain ${type} ${member}`,
      remedy: 'Move or rename the file as the source format wants; see .forceignore too.',
    }));

/** Converts a project folder into a temporary folder and compares the manifest with the sources. */
export const checkConversion = async (root: string, project: Project): Promise<readonly Finding[]> => {
  const output = await mkdtemp(join(tmpdir(), 'converted-'));
  try {
    const sf = toolPath('@salesforce/cli/bin/run.js');
    const { stdout, stderr } = await runCommand(
      process.execPath,
      [sf, 'project', 'convert', 'source', '--output-dir', output, '--json'],
      { cwd: root, env: QUIET },
    );
    const refused = (message: string): Finding => ({
      file: 'sfdx-project.json',
      line: 1,
      rule: 'conversion',
      message: `The Salesforce CLI: ${message}`,
      remedy: 'Correct the source as it says.',
    });
    let answer: CliAnswer;
    try {
      answer = JSON.parse(stdout) as CliAnswer;
    } catch {
      return [refused(stderr.trim() || stdout.trim() || 'no answer')];
    }
    if (answer.status !== 0) return [refused(answer.message ?? 'conversion failed')];
    const manifest = readManifest(await readFile(join(output, 'package.xml'), 'utf8'));
    return [...(answer.warnings ?? []).map(refused), ...missingMembers(project, manifest)];
  } finally {
    await rm(output, { recursive: true, force: true });
  }
};

export const conversionPart: Part = {
  name: 'conversion',
  finds: 'sources that do not become part of the deployable package',
  needsJava: false,
  // Tests of components are not converted.
  inputs: ['force-app/**/!(__tests__)/*', '.forceignore'],
  weight: 5,
  run: ({ root, project }) => checkConversion(root, project),
};

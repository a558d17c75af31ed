import { FUNCTIONS } from '../formula/functions/index.ts';
import { libraryClasses } from '../library/index.ts';
import type { PlatformClass } from '../library/platform-class.ts';
import { NEWEST_API_VERSION } from '../project/sfdx-project.ts';
import { resources } from '../rest/resources/index.ts';
import { standardObjectsOf } from '../schema/standard/index.ts';
import { refusals } from './refusals.ts';

const byName = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);

const membersOf = (each: PlatformClass): number =>
  [each.constructors, each.statics, each.methods, each.staticProperties, each.properties]
    .map((table) => Object.keys(table ?? {}).length)
    .reduce((sum, count) => sum + count, each.constants?.length ?? 0);

/** `Name (12)`; the number says how many of its members work. */
const classesOf = (kind: PlatformClass['kind']): string =>
  libraryClasses
    .filter((each) => each.kind === kind)
    .map((each) => `${each.name} (${membersOf(each)})`)
    .sort(byName)
    .join(', ');

const refusedMembers = (): string[] =>
  libraryClasses
    .flatMap((each) => (each.unsupported ?? []).map((member) => `- ${each.name}: \`${member}\``))
    .sort(byName);

const restResources = (): string[] =>
  resources.map(({ path, methods }) => `- \`${path === '' ? '/' : path}\`: ${Object.keys(methods).join(', ')}`);

/**
 * Writes what the local org has and what it refuses, from its own tables.
 *
 * @returns the text of SUPPORTED.md
 */
export const supportedDocument = (): string =>
  [
    '# What the local org has, and what it refuses',
    '',
    'Written by `local-org supported` from the tables that the local org works with; a test keeps it fresh. What is not listed does not compile, or raises `UnsupportedFeature`.',
    '',
    '## The Apex library',
    '',
    'In brackets the number of members that work.',
    '',
    `Classes: ${classesOf('class')}.`,
    '',
    `Interfaces: ${classesOf('interface')}.`,
    '',
    `Enums: ${classesOf('enum')}.`,
    '',
    'Members that Salesforce has and the local org refuses by name when they are called:',
    '',
    ...refusedMembers(),
    '',
    '## Standard objects',
    '',
    `${standardObjectsOf({ sharedActivities: true })
      .map(({ name }) => name)
      .sort(byName)
      .join(', ')}.`,
    '',
    '## Formula functions',
    '',
    `${Object.keys(FUNCTIONS).sort(byName).join(', ')}.`,
    '',
    `## REST, below \`/services/data/v${NEWEST_API_VERSION}/\``,
    '',
    ...restResources(),
    '',
    '## What else is refused',
    '',
    'Every text that follows `UnsupportedFeature:`, by part of the local org; `…` stands for a name.',
    '',
    ...refusals().flatMap(({ part, texts }) => [`### ${part}`, '', ...texts.map((text) => `- ${text}`), '']),
  ].join('\n');

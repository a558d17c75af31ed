import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { libraryClasses } from '../../src/library/index.ts';
import { buildRegistry, type PlatformSymbol } from '../../src/library/registry.ts';

const registry = buildRegistry(libraryClasses);

interface Listed {
  readonly name: string;
  readonly members: readonly string[];
}

const listed: readonly Listed[] = readFileSync(new URL('platform-members.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [name = '', members = ''] = line.split(': ');
    return { name, members: members.split(' ') };
  });

/** Members that are not the library's: what custom settings and objects have, and `System.runAs`, a statement. */
const NOT_LIBRARY: ReadonlySet<string> = new Set([
  ...['getAll/0', 'getInstance/0', 'getInstance/1', 'getOrgDefaults/0', 'getValues/1'].map((name) => `SObject.${name}`),
  ...['SObject.Id', 'SObject.UserRecordAccess', 'System.runAs/2'],
]);

const parents = (symbol: PlatformSymbol): PlatformSymbol[] =>
  [symbol.superclass, ...symbol.interfaces].flatMap((type) => {
    const parent = type ? registry.find(type.name) : undefined;
    return parent ? [parent, ...parents(parent)] : [];
  });

const objectClass = registry.find('Object');

/** Whether calling or reading the member answers, or raises UnsupportedFeature with its name. */
const isKnown = (symbol: PlatformSymbol, member: string): boolean => {
  const [name = '', arity] = member.split('/');
  const key = name.toLowerCase();
  const chain = [symbol, ...parents(symbol), ...(objectClass ? [objectClass] : [])];
  if (arity === undefined) {
    return chain.some((s) => s.fields.has(key) || s.staticFields.has(key) || s.constants.has(key));
  }
  const wanted = Number(arity);
  if (key === 'new') return symbol.constructors.some(({ parameters }) => parameters.length === wanted);
  return chain.some((s) =>
    [...(s.methods.get(key) ?? []), ...(s.statics.get(key) ?? [])].some(
      ({ parameters }) => parameters.length === wanted,
    ),
  );
};

void test('Every member of a class that the library claims works or is refused by name', () => {
  const missing = listed.flatMap(({ name, members }) => {
    const symbol = registry.find(name);
    if (!symbol) return [];
    return (
      members
        // Classes with static methods only have a constructor in Java, and enums their constants as fields.
        .filter((member) => member !== 'new/0' && !NOT_LIBRARY.has(`${name}.${member}`))
        .filter((member) => !isKnown(symbol, member))
        .map((member) => `${name}.${member}`)
    );
  });
  assert.deepEqual(missing, []);
});

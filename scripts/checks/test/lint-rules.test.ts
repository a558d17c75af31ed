import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import js from '@eslint/js';
import { Linter } from 'eslint';
import { configs } from 'typescript-eslint';
import type { Finding } from '../engine/finding.ts';
import { lintCode } from '../lint/lint.ts';
import { projectRoot } from '../../stack/service.ts';
import { inModule, inScript, inTypeScript } from './examples/lint.ts';

/** Rules of the two sets that oxlint does not have: docs/decisions/0012. */
const LOST = [
  'eslint/no-dupe-args',
  'eslint/no-octal',
  'typescript/no-unsafe-class-instance-assignment',
  'typescript/no-unsafe-enum-assignment',
];

type Rules = Readonly<Record<string, unknown>>;
const isOn = (level: unknown): boolean => !['off', 0].includes((Array.isArray(level) ? level[0] : level) as string);

/** ESLint's own rules that typescript-eslint replaces keep their place in oxlint, which reads TypeScript by itself. */
const REPLACED = new Set(Object.keys(inTypeScript).filter((name) => name.startsWith('eslint/')));
const nameInOxlint = (name: string): string => {
  if (!name.startsWith('@typescript-eslint/')) return `eslint/${name}`;
  const plain = name.slice('@typescript-eslint/'.length);
  return REPLACED.has(`eslint/${plain}`) || plain === 'no-unused-vars' ? `eslint/${plain}` : `typescript/${plain}`;
};
const wantedRules = (chosen: readonly { readonly rules?: object }[]): readonly string[] => [
  ...new Set(
    chosen.flatMap(({ rules = {} }) =>
      Object.entries(rules)
        .filter(([, level]) => isOn(level))
        .map(([name]) => nameInOxlint(name)),
    ),
  ),
];

const RECOMMENDED = [js.configs.recommended];
const WITHOUT_TYPES = [...RECOMMENDED, ...configs.strict, ...configs.stylistic];
const ALL = [...WITHOUT_TYPES, ...configs.strictTypeChecked, ...configs.stylisticTypeChecked];

interface Configuration {
  readonly rules: Rules;
  readonly overrides: readonly { readonly rules?: Rules }[];
}

describe("The rules of ESLint's recommended set and typescript-eslint's strict and stylistic sets", () => {
  const folder = mkdtempSync(join(tmpdir(), 'lint-rules-'));
  let findings: readonly Finding[] = [];
  const examples = Object.entries({ mjs: inModule, cjs: inScript, ts: inTypeScript }).flatMap(([ending, codes]) =>
    Object.entries(codes).map(([rule, code]) => ({
      rule,
      code: `${code}\n`,
      file: `src/${rule.replace('/', '-')}.${ending}`,
    })),
  );
  before(async () => {
    mkdirSync(join(folder, 'src'));
    for (const name of ['tsconfig.json', '.oxlintrc.json']) copyFileSync(join(projectRoot, name), join(folder, name));
    for (const { file, code } of examples) writeFileSync(join(folder, file), code);
    findings = await lintCode(folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are in oxlint's configuration, but for those that oxlint does not have", () => {
    const { rules, overrides } = JSON.parse(readFileSync(join(projectRoot, '.oxlintrc.json'), 'utf8')) as Configuration;
    const configured = new Set([rules, ...overrides.map((override) => override.rules ?? {})].flatMap(Object.keys));
    assert.deepEqual(
      wantedRules(ALL)
        .filter((name) => !configured.has(name))
        .sort(),
      LOST,
    );
  });

  it('have an example each, if they need no types', () => {
    const known = new Set([...examples.map(({ rule }) => rule), ...LOST]);
    assert.deepEqual(
      wantedRules(WITHOUT_TYPES).filter((name) => !known.has(name)),
      [],
    );
  });

  for (const { rule, code, file } of examples)
    it(`${rule} is found by oxlint where ESLint finds it`, () => {
      const linter = new Linter();
      const byEslint = linter.verify(code, file.endsWith('.ts') ? WITHOUT_TYPES : RECOMMENDED, file);
      const names = byEslint.map(({ ruleId, message }) => (ruleId === null ? message : nameInOxlint(ruleId)));
      assert.ok(names.includes(rule), `ESLint finds ${names.join(', ')}`);
      const byOxlint = findings.filter((finding) => finding.file === file).map((finding) => finding.rule);
      assert.ok(byOxlint.includes(rule), `oxlint finds ${byOxlint.join(', ')}`);
    });
});

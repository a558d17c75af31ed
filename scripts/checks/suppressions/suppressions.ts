/**
 * Suppressed rules: each has its reason beside it, and each is listed with that reason in `docs/security-review.md`,
 * which a reviewer reads. `node scripts/checks/suppressions/write.ts` brings the list up to date.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION } from '../code-analyzer/analyse.ts';
import { listFiles } from '../engine/cache.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';

/** A rule that is switched off somewhere. */
export interface Suppression {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  /** Undefined when none is given. */
  readonly reason: string | undefined;
}

export const LIST = 'docs/security-review.md';
const SOURCES = ['force-app/**/*.{cls,trigger,js,html,xml}'];
/** The reviewer reads about the package alone, so what is switched off here needs a reason, and no place in the list. */
const CODE = ['{connector,local-org,scripts}/**/*.ts'];
const START = '<!-- suppressions: start -->';
const END = '<!-- suppressions: end -->';

const LINTER = /(?:es|ox)lint-disable(?:-next-line|-line)?\s+([@\w/,: -]*?)(?:\s+--|\s*\*\/|$)/;
/** Each way to switch a rule off, with the rule's name as first group. */
const MARKERS: readonly RegExp[] = [
  /@SuppressWarnings\(\s*'([^']+)'\s*\)/i,
  /\bNOPMD\b/,
  /sfge-disable(?:-next-line|-stack)?\s+([\w, ]+)/,
  LINTER,
  /code-analyzer-suppress\(([^)]*)\)/i,
];

/** At the start of a comment only: the code of the checks names the other ways as texts. */
const LINTER_COMMENT = new RegExp(`/[/*]\\s*${LINTER.source}`);

/** What a comment says after the marker (`-- why`, `: why`), or the comment in the line above an annotation. */
const reasonAt = (lines: readonly string[], index: number): string | undefined => {
  const text = lines[index] ?? '';
  const inline =
    /(?:NOPMD|sfge-disable[\w-]*[\w, ]*?|(?:es|ox)lint-disable[^*]*?|code-analyzer-suppress\([^)]*\)|@SuppressWarnings\([^)]*\)\s*\/\/)\s*(?:--|:|-|—)?\s+(?:--\s+)?([A-Za-z].{9,}?)\s*(?:\*\/|-->)?$/.exec(
      text,
    )?.[1];
  if (inline !== undefined && !/^[\w.]+$/.test(inline)) return inline.trim();
  const above = /^\s*(?:\/\/|\*|<!--)\s*(.{10,}?)\s*(?:-->)?$/.exec(lines[index - 1] ?? '')?.[1];
  return above;
};

interface Configuration {
  readonly reasons?: Readonly<Record<string, string>>;
  readonly boundaries?: Readonly<Record<string, string>>;
  readonly rules?: Readonly<Record<string, Readonly<Record<string, { readonly disabled?: boolean }>>>>;
  readonly suppressions?: Readonly<
    Record<string, readonly { readonly rule_selector: string; readonly reason?: string }[]>
  >;
}

const inConfiguration = (text: string): readonly Suppression[] => {
  const { rules = {}, suppressions = {}, reasons = {}, boundaries = {} } = JSON.parse(text) as Configuration;
  const lineOf = (name: string): number =>
    Math.max(1, text.split('\n').findIndex((line) => line.includes(`"${name}"`)) + 1);
  const disabled = Object.entries(rules).flatMap(([engine, names]) =>
    Object.entries(names)
      .filter(([, rule]) => rule.disabled === true)
      .map(([rule]) => ({
        file: CONFIGURATION,
        line: lineOf(rule),
        rule: `${engine}:${rule}`,
        reason: reasons[`${engine}:${rule}`],
      })),
  );
  const bulk = Object.entries(suppressions).flatMap(([file, entries]) =>
    entries.map(({ rule_selector: rule, reason }) => ({ file, line: 1, rule, reason })),
  );
  const ends = Object.entries(boundaries).map(([name, reason]) => ({
    file: CONFIGURATION,
    line: lineOf(name),
    rule: `sfge: the walk ends at ${name}`,
    reason,
  }));
  return [...disabled, ...ends, ...bulk];
};

const inFiles = (root: string, globs: readonly string[], markers: readonly RegExp[]): readonly Suppression[] =>
  listFiles(root, globs).flatMap((file) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    return lines.flatMap((text, index): Suppression[] => {
      const found = markers.map((marker) => marker.exec(text)).find((match) => match !== null);
      return found
        ? [{ file, line: index + 1, rule: found[1]?.trim() ?? 'PMD (all rules)', reason: reasonAt(lines, index) }]
        : [];
    });
  });

/** Every suppression that a reviewer of the package reads about, in the order of the files. */
export const findSuppressions = (root: string): readonly Suppression[] => {
  const configured = listFiles(root, [CONFIGURATION]).flatMap((file) =>
    inConfiguration(readFileSync(join(root, file), 'utf8')),
  );
  return [...configured, ...inFiles(root, SOURCES, MARKERS)];
};

const cell = (text: string): string => text.replace(/\|/g, '\\|');

/** The table of the document, one row for each suppression; lines move too often to be in it. */
export const suppressionTable = (suppressions: readonly Suppression[]): string => {
  const rows = suppressions.map(
    ({ file, rule, reason }) => `| ${cell(rule)} | \`${file}\` | ${cell(reason ?? 'no reason given')} |`,
  );
  return ['| rule | where | why |', '| --- | --- | --- |', ...new Set(rows)].join('\n');
};

/** @returns the document with its table replaced, or undefined when it has no place for one */
export const withTable = (document: string, table: string): string | undefined => {
  const [start, end] = [document.indexOf(START), document.indexOf(END)];
  return start < 0 || end < start
    ? undefined
    : `${document.slice(0, start + START.length)}\n\n${table}\n\n${document.slice(end)}`;
};

/** Table cells are compared without the spaces that a formatter aligns them with. */
const normal = (text: string | undefined): string | undefined => text?.replace(/ +/g, ' ').replace(/-{3,}/g, '---');

export const checkSuppressions = (root: string): readonly Finding[] => {
  const suppressions = findSuppressions(root);
  const document = listFiles(root, [LIST]).map((file) => readFileSync(join(root, file), 'utf8'))[0] ?? '';
  const unreasoned = [...suppressions, ...inFiles(root, CODE, [LINTER_COMMENT])]
    .filter(({ reason }) => reason === undefined)
    .map(({ file, line, rule }) => ({
      file,
      line,
      rule: 'suppression-without-reason',
      message: `${rule} is suppressed without a reason`,
      remedy: 'Write the reason beside it, or correct the code.',
    }));
  if (normal(withTable(document, suppressionTable(suppressions))) === normal(document)) return unreasoned;
  const stale = {
    file: LIST,
    line: 1,
    rule: 'suppression-not-listed',
    message: 'The list of suppressions is not that of the code',
    remedy: 'Run `node scripts/checks/suppressions/write.ts`.',
  };
  return [...unreasoned, stale];
};

export const suppressionsPart: Part = {
  name: 'suppressions',
  finds: 'suppressed rules without a reason, or not listed in docs/security-review.md',
  needsJava: false,
  inputs: [...SOURCES, ...CODE, CONFIGURATION, LIST],
  weight: 1,
  run: ({ root }) => Promise.resolve(checkSuppressions(root)),
};

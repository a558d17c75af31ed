/**
 * Writes docs/error-catalogue.md: every class of problem that the Sync Log names, with what it means and what to do,
 * from the custom metadata and the labels that the package itself uses. `--check` fails when the file is stale.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const TARGET = join(ROOT, 'docs/error-catalogue.md');
const LABELS = join(ROOT, 'force-app/main/foundation/labels/CustomLabels.labels-meta.xml');

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => ['labels', 'values'].includes(name),
});

const labelsFile = z.object({
  CustomLabels: z.object({ labels: z.array(z.object({ fullName: z.string(), value: z.string() })) }),
});

const valueText = z.union([z.string(), z.object({ '#text': z.string().optional() })]).optional();
const recordFile = z.object({
  CustomMetadata: z.object({
    label: z.string(),
    values: z.array(z.object({ field: z.string(), value: valueText })),
  }),
});

const read = (file: string): unknown => parser.parse(readFileSync(file, 'utf8'));

/** One row of the catalogue. */
interface ErrorClass {
  readonly name: string;
  readonly label: string;
  readonly remedy: string;
  readonly passesByItself: boolean;
  readonly statusCodes: readonly string[];
}

const labels = new Map(
  labelsFile.parse(read(LABELS)).CustomLabels.labels.map(({ fullName, value }) => [fullName, value] as const),
);

const labelled = (name: string): string => {
  const text = labels.get(name);
  if (text === undefined) throw new Error(`The label ${name}, which an error class names, does not exist.`);
  return text;
};

const errorClass = (file: string): ErrorClass => {
  const { CustomMetadata: record } = recordFile.parse(read(file));
  const text = (field: string): string => {
    const value = record.values.find((each) => each.field === field)?.value;
    return (typeof value === 'string' ? value : value?.['#text']) ?? '';
  };
  return {
    name: basename(file).split('.')[1] ?? '',
    label: record.label,
    remedy: labelled(text('Remedy_Label__c')),
    passesByItself: text('Passes_By_Itself__c') === 'true',
    statusCodes: text('Status_Codes__c').split(/\s+/).filter(Boolean).sort(),
  };
};

const classes = globSync('force-app/main/foundation/customMetadata/Error_Class.*.md-meta.xml', { cwd: ROOT })
  .sort()
  .map((file) => errorClass(join(ROOT, file)));

const section = ({ name, label, remedy, passesByItself, statusCodes }: ErrorClass): string[] => [
  `## ${name}`,
  '',
  `**${label}.** ${passesByItself ? 'Tried again by itself, with growing pauses.' : 'Waits for a person.'}`,
  '',
  `What to do: ${remedy}`,
  '',
  ...(statusCodes.length > 0
    ? [`Salesforce's status codes: ${statusCodes.map((code) => `\`${code}\``).join(', ')}.`, '']
    : []),
];

const document = [
  '# Error catalogue',
  '',
  'What the Sync Log means by its error codes, and what to do about each. Written by `node scripts/docs/error-catalogue.ts` from the records of `Error_Class__mdt` and the labels of the package; `npm run check` keeps it fresh. An admin can replace a remedy with words of their own in the custom metadata.',
  '',
  ...classes.flatMap(section),
]
  .join('\n')
  .trimEnd()
  .concat('\n');

if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') !== document) {
    console.error('docs/error-catalogue.md is not what the package says.');
    process.exitCode = 1;
  }
} else {
  writeFileSync(TARGET, document);
}

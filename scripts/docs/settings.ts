/**
 * Writes the table of settings in docs/operator-guide.md from the schema that the connector reads them with.
 * `--check` fails when the table is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { environment } from '../../connector/src/settings.ts';

const TARGET = join(import.meta.dirname, '../../docs/operator-guide.md');
const START = '<!-- settings: start -->';
const END = '<!-- settings: end -->';

const property = z.object({
  description: z.string(),
  enum: z.array(z.string()).optional(),
});
const schema = z.object({ properties: z.record(z.string(), property), required: z.array(z.string()).default([]) });

const cell = (text: string): string => text.replaceAll('|', '\\|');

const defaultOf = (name: string): string => {
  const value: unknown = environment.shape[name as keyof typeof environment.shape].safeParse(undefined).data;
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
};

const table = (): string => {
  const { properties, required } = schema.parse(z.toJSONSchema(environment, { io: 'input', unrepresentable: 'any' }));
  const rows = Object.entries(properties).map(([name, { description, enum: choices }]) => {
    const values = choices === undefined ? '' : ` One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.`;
    const given = required.includes(name) ? 'required' : defaultOf(name);
    return `| \`${name}\` | ${cell(description + values)} | ${given} |`;
  });
  return ['| setting | what it does | default |', '| --- | --- | --- |', ...rows].join('\n');
};

const before = readFileSync(TARGET, 'utf8');
const [head, tail] = [before.indexOf(START), before.indexOf(END)];
if (head < 0 || tail < 0) throw new Error(`${TARGET} has no ${START} and ${END}.`);
const text = `${before.slice(0, head)}${START}\n\n${table()}\n\n${before.slice(tail)}`;
const document = await format(text, { ...(await resolveConfig(TARGET)), filepath: TARGET });

if (process.argv.includes('--check')) {
  if (document !== before) {
    console.error('The table of settings in docs/operator-guide.md is not what connector/src/settings.ts says.');
    process.exitCode = 1;
  }
} else writeFileSync(TARGET, document);

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { NEWEST_API_VERSION, ProjectError } from '../project/sfdx-project.ts';
import { LOCAL_CLIENT } from '../rest/oauth/clients.ts';
import { startLocalOrg } from './start.ts';

const USAGE = `Usage: local-org query "<SOQL>" [options]

Asks a running local org over REST, or, with --project, one that is opened for this question alone.
  --url <url>      the running org (default: http://127.0.0.1:3001)
  --project <dir>  open the org of this folder instead
  --seed <file>    with --project: the records it starts with
  --json           the records as JSON, as REST gives them
`;

const OPTIONS = {
  url: { type: 'string', default: 'http://127.0.0.1:3001' },
  project: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const tokenAnswer = z.object({ access_token: z.string() });
const page = z.object({ records: z.array(z.record(z.string(), z.unknown())), nextRecordsUrl: z.string().optional() });
const errors = z.array(z.object({ message: z.string() })).min(1);

const get = async (url: string, token: string): Promise<z.infer<typeof page>> => {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const body: unknown = await answer.json();
  if (answer.ok) return page.parse(body);
  const refused = errors.safeParse(body);
  throw new ProjectError(refused.success ? refused.data.map(({ message }) => message).join('\n') : answer.statusText);
};

const tokenOf = async (url: string): Promise<string> => {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: LOCAL_CLIENT.id,
    client_secret: LOCAL_CLIENT.secret,
  });
  try {
    const answer = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body });
    return tokenAnswer.parse(await answer.json()).access_token;
  } catch (error) {
    throw new ProjectError(
      `No local org answers on ${url}. Start one with \`local-org start\`, or name a folder with --project.`,
      { cause: error },
    );
  }
};

const recordsFrom = async (url: string, soql: string): Promise<Record<string, unknown>[]> => {
  const token = await tokenOf(url);
  const records: Record<string, unknown>[] = [];
  let next: string | undefined = `/services/data/v${NEWEST_API_VERSION}/query?q=${encodeURIComponent(soql)}`;
  while (next !== undefined) {
    const answer: z.infer<typeof page> = await get(`${url}${next}`, token);
    records.push(...answer.records);
    next = answer.nextRecordsUrl;
  }
  return records;
};

const nested = z.record(z.string(), z.unknown());

/** A record as one row: a related record's fields stand beside its own, as `Account.Name`. */
const flat = (record: Record<string, unknown>, path = ''): [string, string][] =>
  Object.entries(record)
    .filter(([name]) => name !== 'attributes')
    .flatMap(([name, value]): [string, string][] => {
      if (typeof value === 'string') return [[`${path}${name}`, value]];
      const related = nested.safeParse(value);
      if (!related.success || 'records' in related.data) return [[`${path}${name}`, JSON.stringify(value)]];
      return flat(related.data, `${path}${name}.`);
    });

const table = (records: readonly Record<string, unknown>[]): string => {
  const rows = records.map((record) => new Map(flat(record)));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => row.get(column) ?? ''))];
  const widths = columns.map((_column, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, `${records.length} ${records.length === 1 ? 'record' : 'records'}`, ''].join('\n');
};

/**
 * Runs the command.
 *
 * @param args its arguments, without its name
 * @returns the exit code
 * @throws ProjectError when no org answers or it refuses the query; the message says why
 */
export const query = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [soql] = positionals;
  if (values.help || soql === undefined) {
    process.stdout.write(USAGE);
    return values.help ? 0 : 1;
  }
  const { project, seed } = values;
  const opened =
    project === undefined
      ? undefined
      : await startLocalOrg({ projectDir: project, tolerant: true, port: 0, ...(seed === undefined ? {} : { seed }) });
  try {
    const records = await recordsFrom(opened?.url ?? values.url, soql);
    process.stdout.write(values.json ? `${JSON.stringify(records, null, 2)}\n` : table(records));
    return 0;
  } finally {
    await opened?.close();
  }
};

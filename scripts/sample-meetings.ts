/**
 * Keeps the sample meetings fresh: `config/samples/meetings` (what each sample webhook becomes) and the static resource
 * that hands them to the Apex tests.
 *
 *   node scripts/sample-meetings.ts            writes the static resource
 *   node scripts/sample-meetings.ts --update   makes config/samples/meetings anew first
 *   node scripts/sample-meetings.ts --check    changes nothing, fails when one of them is stale
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDemodeskClient } from '../connector/src/demodesk/client.ts';
import { parseDelivery } from '../connector/src/demodesk/delivery.ts';
import { meetingFromDelivery } from '../connector/src/meeting/from-delivery.ts';
import { startStandIn } from '../connector/stand-in/server.ts';

const ROOT = join(import.meta.dirname, '..');
const WEBHOOKS = join(ROOT, 'config/samples/webhooks');
const MEETINGS = join(ROOT, 'config/samples/meetings');
const RESOURCES = join(ROOT, 'force-app/test/inbound/staticresources');

const RESOURCE_META = `<?xml version="1.0" encoding="UTF-8" ?>
<StaticResource xmlns="http://soap.sforce.com/2006/04/metadata">
    <cacheControl>Private</cacheControl>
    <contentType>application/json</contentType>
    <description>Sample meetings for tests: file name to payload. Made by scripts/sample-meetings.ts.</description>
</StaticResource>
`;

const jsonFiles = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();

const readOrNothing = async (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });

/** What every sample webhook of a known action becomes, by file name. */
const normaliseSamples = async (): Promise<Map<string, string>> => {
  const standIn = await startStandIn({ port: 0 });
  try {
    const demodesk = createDemodeskClient({ baseUrl: standIn.apiUrl, apiKey: 'local' });
    const meetings = new Map<string, string>();
    for (const name of await jsonFiles(WEBHOOKS)) {
      const delivery = parseDelivery(await readFile(join(WEBHOOKS, name)));
      if (!delivery.known) continue;
      meetings.set(name, `${JSON.stringify(await meetingFromDelivery(delivery, demodesk), null, 2)}\n`);
    }
    return meetings;
  } finally {
    await standIn.close();
  }
};

/** The static resource's files, by path, made of the sample meetings as they are on disk. */
const resourceFiles = async (): Promise<Map<string, string>> => {
  const meetings: Record<string, unknown> = {};
  for (const name of await jsonFiles(MEETINGS)) {
    meetings[name] = JSON.parse(await readFile(join(MEETINGS, name), 'utf8'));
  }
  return new Map([
    [join(RESOURCES, 'SampleMeetings.json'), `${JSON.stringify(meetings, null, 2)}\n`],
    [join(RESOURCES, 'SampleMeetings.resource-meta.xml'), RESOURCE_META],
  ]);
};

const staleFiles = async (wanted: ReadonlyMap<string, string>): Promise<string[]> => {
  const stale: string[] = [];
  for (const [path, content] of wanted) if ((await readOrNothing(path)) !== content) stale.push(path);
  return stale;
};

const update = async (): Promise<void> => {
  const meetings = await normaliseSamples();
  await mkdir(MEETINGS, { recursive: true });
  for (const name of await jsonFiles(MEETINGS)) if (!meetings.has(name)) await rm(join(MEETINGS, name));
  for (const [name, content] of meetings) await writeFile(join(MEETINGS, name), content);
};

const check = async (): Promise<void> => {
  const meetings = new Map([...(await normaliseSamples())].map(([name, text]) => [join(MEETINGS, name), text]));
  const left = (await jsonFiles(MEETINGS)).map((name) => join(MEETINGS, name)).filter((path) => !meetings.has(path));
  const stale = [...left, ...(await staleFiles(meetings)), ...(await staleFiles(await resourceFiles()))];
  if (stale.length === 0) return;
  console.error('Stale sample meetings; run: node scripts/sample-meetings.ts --update');
  for (const path of stale) console.error(`  ${path.slice(ROOT.length + 1)}`);
  process.exitCode = 1;
};

if (process.argv.includes('--check')) await check();
else {
  if (process.argv.includes('--update')) await update();
  await mkdir(RESOURCES, { recursive: true });
  for (const [path, content] of await resourceFiles()) await writeFile(path, content);
}

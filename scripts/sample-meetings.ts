/**
 * Keeps the sample payloads fresh: `config/samples/meetings` and `config/samples/changes` (what each sample webhook
 * becomes) and the static resources that hand them to the Apex tests.
 *
 *   node scripts/sample-meetings.ts            writes the static resources
 *   node scripts/sample-meetings.ts --update   makes config/samples/{meetings,changes} anew first
 *   node scripts/sample-meetings.ts --check    changes nothing, fails when one of them is stale
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createDemodeskClient } from '../connector/src/demodesk/client.ts';
import { isMeetingAction, isRecordChangeAction } from '../connector/src/demodesk/actions.ts';
import { parseDelivery } from '../connector/src/demodesk/delivery.ts';
import type { Delivery } from '../connector/src/demodesk/delivery.ts';
import { meetingFromDelivery } from '../connector/src/meeting/from-delivery.ts';
import { recordChangeFromDelivery } from '../connector/src/record-change/from-delivery.ts';
import { startStandIn } from '../connector/stand-in/server.ts';

const ROOT = join(import.meta.dirname, '..');
const WEBHOOKS = join(ROOT, 'config/samples/webhooks');

/** One kind of payload: which webhooks become it, and where it lies. */
interface Kind {
  /** A folder of `config/samples`. */
  folder: string;
  /** Name of the static resource, and the domain of `force-app/test` that it belongs to. */
  resource: string;
  domain: string;
  describes: string;
  includes: (action: string) => boolean;
}

const KINDS: readonly Kind[] = [
  {
    ...{ folder: 'meetings', resource: 'SampleMeetings', domain: 'inbound', describes: 'Sample meetings' },
    includes: isMeetingAction,
  },
  {
    ...{ folder: 'changes', resource: 'SampleChanges', domain: 'conflict', describes: 'Sample record changes' },
    includes: isRecordChangeAction,
  },
];

const samplesOf = ({ folder }: Kind): string => join(ROOT, 'config/samples', folder);

const resourceMeta = ({ describes }: Kind): string => `<?xml version="1.0" encoding="UTF-8" ?>
<StaticResource xmlns="http://soap.sforce.com/2006/04/metadata">
    <cacheControl>Private</cacheControl>
    <contentType>application/json</contentType>
    <description>${describes} for tests: file name to payload. Made by scripts/sample-meetings.ts.</description>
</StaticResource>
`;

const jsonFiles = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();

const readOrNothing = async (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });

/** What every sample webhook becomes that the connector has a rule for, by path in `config/samples`. */
const normaliseSamples = async (): Promise<Map<string, string>> => {
  const standIn = await startStandIn({ port: 0 });
  try {
    const demodesk = createDemodeskClient({ baseUrl: standIn.apiUrl, apiKey: 'local' });
    const payloadOf = (delivery: Delivery): unknown =>
      isRecordChangeAction(delivery.action)
        ? recordChangeFromDelivery(delivery)
        : meetingFromDelivery(delivery, demodesk);
    const payloads = new Map<string, string>();
    for (const name of await jsonFiles(WEBHOOKS)) {
      const delivery = parseDelivery(await readFile(join(WEBHOOKS, name)));
      const kind = KINDS.find(({ includes }) => includes(delivery.action));
      if (kind === undefined) continue;
      payloads.set(join(samplesOf(kind), name), `${JSON.stringify(await payloadOf(delivery), null, 2)}\n`);
    }
    return payloads;
  } finally {
    await standIn.close();
  }
};

const samplesOnDisk = async (kind: Kind): Promise<string[]> =>
  (await jsonFiles(samplesOf(kind))).map((name) => join(samplesOf(kind), name));

/** The static resources' files, by path, made of the sample payloads as they are on disk. */
const resourceFiles = async (): Promise<Map<string, string>> => {
  const files = new Map<string, string>();
  for (const kind of KINDS) {
    const payloads: Record<string, unknown> = {};
    for (const path of await samplesOnDisk(kind)) {
      payloads[basename(path)] = JSON.parse(await readFile(path, 'utf8'));
    }
    const stem = join(ROOT, 'force-app/test', kind.domain, 'staticresources', kind.resource);
    files.set(`${stem}.json`, `${JSON.stringify(payloads, null, 2)}\n`);
    files.set(`${stem}.resource-meta.xml`, resourceMeta(kind));
  }
  return files;
};

const staleFiles = async (wanted: ReadonlyMap<string, string>): Promise<string[]> => {
  const stale: string[] = [];
  for (const [path, content] of wanted) if ((await readOrNothing(path)) !== content) stale.push(path);
  return stale;
};

const update = async (): Promise<void> => {
  const payloads = await normaliseSamples();
  for (const kind of KINDS) {
    await mkdir(samplesOf(kind), { recursive: true });
    for (const path of await samplesOnDisk(kind)) if (!payloads.has(path)) await rm(path);
  }
  for (const [path, content] of payloads) await writeFile(path, content);
};

const check = async (): Promise<void> => {
  const payloads = await normaliseSamples();
  const left = (await Promise.all(KINDS.map(samplesOnDisk))).flat().filter((path) => !payloads.has(path));
  const stale = [...left, ...(await staleFiles(payloads)), ...(await staleFiles(await resourceFiles()))];
  if (stale.length === 0) return;
  console.error('Stale sample payloads; run: node scripts/sample-meetings.ts --update');
  for (const path of stale) console.error(`  ${path.slice(ROOT.length + 1)}`);
  process.exitCode = 1;
};

if (process.argv.includes('--check')) await check();
else {
  if (process.argv.includes('--update')) await update();
  for (const [path, content] of await resourceFiles()) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

/**
 * Posts a sample webhook to the running connector, the way Demodesk would.
 *
 *   npm run sample                              lists the samples
 *   npm run sample -- nordlicht-3-demo-ended    a file of config/samples/webhooks, or a path to any other
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { isRecordChangeAction } from '../connector/src/demodesk/actions.ts';
import { parseDelivery } from '../connector/src/demodesk/delivery.ts';
import { meetingIdOf } from '../connector/src/meeting/from-delivery.ts';
import { sendWebhook } from '../connector/stand-in/webhook-sender.ts';

const ROOT = join(import.meta.dirname, '..');
const WEBHOOKS = join(ROOT, 'config/samples/webhooks');

const setting = (name: string, fallback: string): string => {
  const value = process.env[name]?.trim() ?? '';
  return value === '' ? fallback : value;
};

const readSettings = (): void => {
  try {
    process.loadEnvFile(join(ROOT, '.env'));
  } catch {
    // No .env file: the defaults are those of the local mode.
  }
};

const fail = (message: string): void => {
  console.error(message);
  process.exitCode = 1;
};

const listSamples = async (): Promise<void> => {
  const lines = ['Samples (npm run sample -- <name>):', ''];
  for (const name of (await readdir(WEBHOOKS)).filter((file) => file.endsWith('.json')).sort()) {
    const { action } = parseDelivery(await readFile(join(WEBHOOKS, name)));
    lines.push(`  ${basename(name, '.json').padEnd(52)} ${action}`);
  }
  console.log(lines.join('\n'));
};

/** The file's bytes: by path as given, or by its name among the samples. */
const readSample = async (name: string): Promise<Buffer | undefined> => {
  const fileName = `${basename(name, '.json')}.json`;
  const candidates = [isAbsolute(name) ? name : join(process.cwd(), name), join(ROOT, name), join(WEBHOOKS, fileName)];
  for (const path of candidates) {
    try {
      return await readFile(path);
    } catch {
      // Not there: the next place.
    }
  }
  return undefined;
};

/** Where the record can be read in the local org; nothing for a body that is no meeting. */
const whereToLook = (body: Buffer): string[] => {
  let meetingId: string | null;
  let isChange: boolean;
  try {
    const delivery = parseDelivery(body);
    meetingId = meetingIdOf(delivery);
    isChange = isRecordChangeAction(delivery.action);
  } catch {
    return []; // A malformed sample is sent on purpose: the connector's answer says what is wrong.
  }
  if (isChange) {
    const local = `http://127.0.0.1:${setting('LOCAL_ORG_PORT', '3001')}`;
    return ['', `What became of it is in the Sync Log: ${local}/lightning/n/Demodesk_Sync_Log`];
  }
  if (meetingId === null) return [];
  const namespace = setting('SALESFORCE_NAMESPACE', 'demodesk');
  const org = `http://127.0.0.1:${setting('LOCAL_ORG_PORT', '3001')}`;
  const record = `${namespace}__Meeting_Intelligence__c/${namespace}__Demodesk_Meeting_Id__c/${meetingId}`;
  return [
    '',
    'Its record in the local org:',
    `  TOKEN=$(curl -s ${org}/services/oauth2/token -d 'grant_type=client_credentials&client_id=local&client_secret=local' \\`,
    `    | node -pe 'JSON.parse(fs.readFileSync(0)).access_token')`,
    `  curl -s -H "Authorization: Bearer $TOKEN" ${org}/services/data/v65.0/sobjects/${record}`,
  ];
};

/** What went wrong with the connector's answer; undefined when it took the webhook. */
const complaint = (status: number, url: string): string | undefined => {
  if (status === 0) return `Nothing answers on ${url}. Start the connector in another terminal with "npm start".`;
  if (status === 401) return 'The secret does not match: see DEMODESK_WEBHOOK_SECRET in .env.';
  return status >= 300 ? 'The connector did not accept this webhook.' : undefined;
};

const post = async (name: string): Promise<void> => {
  const body = await readSample(name);
  if (!body) {
    fail(`There is no file "${name}". Run "npm run sample" to see the samples.`);
    return;
  }
  const url = `http://127.0.0.1:${setting('PORT', '3000')}/webhooks/demodesk`;
  const secret = setting('DEMODESK_WEBHOOK_SECRET', 'local').split(',')[0]?.trim() ?? '';
  const receipt = await sendWebhook(
    { url, header: setting('DEMODESK_WEBHOOK_HEADER', 'X-Demodesk-Token'), secret },
    body,
  );
  if (receipt.status !== 0) console.log(`${receipt.status} ${receipt.body}`);
  const wrong = complaint(receipt.status, url);
  if (wrong !== undefined) fail(wrong);
  else if (setting('SALESFORCE_CLIENT_ID', '') === '') console.log(whereToLook(body).join('\n'));
};

readSettings();
const wanted = process.argv[2];
await (wanted === undefined ? listSamples() : post(wanted));

/**
 * `node connector/src/erase.ts <email>`: removes everything the connector keeps about a person. On an embedded
 * database that a running connector holds, that connector is asked to do it.
 */
import dotenv from 'dotenv';
import { z } from 'zod';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { createLogger } from './logging.ts';
import { erasePerson } from './operations/erasure.ts';
import type { Erasure } from './operations/erasure.ts';
import { erasureAnswer } from './operations/erasure-router.ts';
import { DataDirInUse } from './store/data-dir-lock.ts';
import { openDatabase } from './store/open-database.ts';

const eraseHere = async (config: Config, email: string): Promise<Erasure> => {
  const database = await openDatabase(config.store, createLogger('warn'));
  try {
    return await erasePerson(database, email);
  } finally {
    await database.close();
  }
};

const askRunning = async ({ host, port, apiTokens }: Config, email: string): Promise<Erasure> => {
  const entitled = apiTokens.find(
    ({ scopes, workspace }) => workspace === undefined && (scopes?.includes('privacy.write') ?? true),
  );
  if (entitled === undefined) throw new Error('API_TOKENS has no token with the scope privacy.write.');
  const answer = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${port}/v1/erasures`, {
    method: 'POST',
    headers: { authorization: `Bearer ${entitled.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  });
  if (!answer.ok) throw new Error(`The running connector answered ${answer.status}: ${await answer.text()}`);
  return erasureAnswer.parse(await answer.json());
};

const erase = async (config: Config, email: string): Promise<Erasure> => {
  try {
    return await eraseHere(config, email);
  } catch (error) {
    if (error instanceof DataDirInUse) return askRunning(config, email);
    throw error;
  }
};

const email = z.email().safeParse(process.argv[2]);
if (!email.success || process.argv.length !== 3) {
  console.error('usage: node connector/src/erase.ts <email address>');
  process.exit(64); // EX_USAGE
}
try {
  dotenv.config({ quiet: true });
  const { deliveries, unfinished, changes, resyncItems } = await erase(readConfig(process.env), email.data);
  console.log(
    `Removed ${deliveries} deliveries (${unfinished} of them had not reached Salesforce and will not), emptied ${changes} changes, removed ${resyncItems} waiting re-sync items.`,
  );
  console.log('Salesforce and Demodesk keep their own records: remove the person there too.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnectorProcesses } from '../../connector/test/support/connector-process.ts';
import { environment } from '../../connector/test/support/connector.ts';
import { fuzz as fuzzEndpoints } from '../../connector/test/support/fuzz.ts';
import { startFakeSalesforceProcess } from './fake-salesforce.ts';

const MINUTES = Number(process.env.FUZZ_MINUTES ?? 5);

/** Asks every endpoint for anything, for five minutes, and holds the answers against the OpenAPI document. */
export const fuzz = async (): Promise<object> => {
  const salesforce = await startFakeSalesforceProcess();
  const directory = await mkdtemp(join(tmpdir(), 'connector-fuzz-'));
  const processes = createConnectorProcesses();
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
  try {
    const settings = { ...environment(salesforce.url, directory), API_RATE_LIMIT: '1000000' };
    const connector = await processes.start(settings, directory);
    const result = await fuzzEndpoints(connector.url, MINUTES * 60_000, seed);
    const alive = (await fetch(`${connector.url}/healthz`)).ok;
    const exitCode = await connector.end('SIGTERM');
    return { minutes: MINUTES, seed, ...result, alive, exitCode };
  } finally {
    processes.killAll();
    await salesforce.stop();
    await rm(directory, { recursive: true, force: true });
  }
};

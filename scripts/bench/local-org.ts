import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createOrg } from '../../local-org/src/org.ts';
import { runTransaction } from '../../local-org/src/runtime/execute.ts';
import { USER_IDS } from '../../local-org/src/security/ids-of-the-org.ts';
import { SObject } from '../../local-org/src/values/sobject.ts';
import { projectRoot } from '../stack/service.ts';

const ROWS = 10_000;
/** A project without Demodesk, whose objects have an external id. */
const ORDERS = 'local-org/test/projects/orders';

const seconds = (ms: number): number => Math.round(ms / 10) / 100;

/** Runs a program of the project to its end. @returns its standard output and how long it took */
const finished = async (...args: string[]): Promise<{ output: string; ms: number }> => {
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status ?? 'a signal'}`);
  return { output, ms: performance.now() - began };
};

/** The package's own Apex tests, from the start of the command to its end. */
const apexSuite = async (): Promise<object> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-local-org-'));
  try {
    const report = join(folder, 'report.json');
    const { ms } = await finished('local-org/src/cli/apex-test.ts', '--json', report);
    const { passed, failed } = JSON.parse(await readFile(report, 'utf8')) as { passed: number; failed: number };
    return { passed, failed, seconds: seconds(ms) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** From the start of the command until the org with the package and its seed answers. */
const startUp = async (): Promise<number> => {
  const began = performance.now();
  const args = ['local-org/src/cli/local-org.ts', 'start', '--port', '0', '--seed', 'config/local-org-seed.json'];
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('Local org on')) return performance.now() - began;
    }
    throw new Error('The local org ended before it was ready');
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
};

/** 10,000 Contacts in one statement, with the package's trigger on Contact. */
const bulkInsert = (): object => {
  const org = createOrg({ projectDir: projectRoot, tolerant: true });
  const triggers = org.program.triggers('Contact').map(({ name }) => name);
  const records = Array.from({ length: ROWS }, (_, n) =>
    new SObject('Contact').set('LastName', `Person ${n}`).set('Email', `person${n}@company.example`),
  );
  const began = performance.now();
  runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () =>
    org.database.dml('insert', records, { allOrNone: true, access: 'system', namespace: '' }),
  );
  return { rows: ROWS, triggers, seconds: seconds(performance.now() - began) };
};

/**
 * The local org itself: the package's Apex tests, starting it warm, DML of 10,000 rows with a trigger, memory and
 * lookups with 100,000 Contacts.
 */
export const localOrg = async (): Promise<object> => {
  // The first start fills the caches of compiled modules and Apex.
  const cold = await startUp();
  const warm = [await startUp(), await startUp(), await startUp()];
  const startSeconds = { first: seconds(cold), warm: seconds(Math.min(...warm)) };
  console.error(`start: ${startSeconds.first} s, then ${startSeconds.warm} s`);
  const suite = await apexSuite();
  console.error(`Apex tests of the package: ${JSON.stringify(suite)}`);
  const dml = bulkInsert();
  console.error(`DML: ${JSON.stringify(dml)}`);
  const { output } = await finished('--expose-gc', 'scripts/bench/local-org-contacts.ts', ORDERS);
  const records = JSON.parse(output) as object;
  console.error(`records: ${JSON.stringify(records)}`);
  return { startSeconds, apexTests: suite, dml, ...records };
};

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

const REPORT_CPU = './scripts/bench/report-cpu.ts';

const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;

/** What a program cost: seconds on the clock, and of the processor, which other programs do not change. */
interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Runs a program of the project until it ends, or until it has printed what it is waited for; then ends it. */
const measured = async (
  args: readonly string[],
  until?: string,
): Promise<{ readonly output: string; readonly cost: Cost }> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-local-org-'));
  const cpuFile = join(folder, 'cpu');
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', REPORT_CPU, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, BENCH_CPU_FILE: cpuFile },
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  try {
    let output = '';
    let ms = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      output += `${line}\n`;
      if (ms > 0 || until === undefined || !line.startsWith(until)) continue;
      ms = performance.now() - began;
      child.kill('SIGTERM');
    }
    const [status] = await closed;
    if (until === undefined ? status !== 0 : ms === 0) throw new Error(`${args.join(' ')} failed`);
    const cost = {
      seconds: rounded((ms || performance.now() - began) / 1000),
      cpuSeconds: rounded(Number(await readFile(cpuFile, 'utf8'))),
    };
    return { output, cost };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** The package's own Apex tests, from the start of the command to its end. */
const apexSuite = async (): Promise<object> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-local-org-'));
  try {
    const report = join(folder, 'report.json');
    const { cost } = await measured(['local-org/src/cli/apex-test.ts', '--json', report]);
    const { passed, failed } = JSON.parse(await readFile(report, 'utf8')) as { passed: number; failed: number };
    return { passed, failed, ...cost };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const START = ['local-org/src/cli/local-org.ts', 'start', '--port', '0', '--seed', 'config/local-org-seed.json'];

/** From the start of the command until the org with the package and its seed answers. */
const startUp = async (): Promise<Cost> => (await measured(START, 'Local org on')).cost;

/** 10,000 Contacts in one statement, with the package's trigger on Contact. */
const bulkInsert = (): object => {
  const org = createOrg({ projectDir: projectRoot, tolerant: true });
  const triggers = org.program.triggers('Contact').map(({ name }) => name);
  const records = Array.from({ length: ROWS }, (_, n) =>
    new SObject('Contact').set('LastName', `Person ${n}`).set('Email', `person${n}@company.example`),
  );
  const began = performance.now();
  const cpu = process.cpuUsage();
  runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () =>
    org.database.dml('insert', records, { allOrNone: true, access: 'system', namespace: '' }),
  );
  const { user, system } = process.cpuUsage(cpu);
  return {
    rows: ROWS,
    triggers,
    seconds: rounded((performance.now() - began) / 1000),
    cpuSeconds: rounded((user + system) / 1e6),
  };
};

/**
 * The local org itself: the package's Apex tests, starting it warm, DML of 10,000 rows with a trigger, memory and
 * lookups with 100,000 Contacts.
 */
export const localOrg = async (): Promise<object> => {
  // The first start fills the caches of compiled modules and Apex.
  await startUp();
  const starts = [await startUp(), await startUp(), await startUp()];
  const warmStart = starts.toSorted((a, b) => a.seconds - b.seconds)[0];
  console.error(`warm start: ${JSON.stringify(warmStart)}`);
  const suite = await apexSuite();
  console.error(`Apex tests of the package: ${JSON.stringify(suite)}`);
  const dml = bulkInsert();
  console.error(`DML: ${JSON.stringify(dml)}`);
  const { output } = await measured(['--expose-gc', 'scripts/bench/local-org-contacts.ts', ORDERS]);
  const records = JSON.parse(output) as object;
  console.error(`records: ${JSON.stringify(records)}`);
  return { warmStart, apexTests: suite, dml, ...records };
};

/**
 * `npm run check [-- <part>...]`: what can be known without running anything: formatting, lint, types, and that
 * generated files are fresh. Parts run two at a time; any finding fails the command.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectRoot } from './stack/service.ts';

interface Part {
  readonly name: string;
  readonly command: readonly string[];
  /** What to do about a finding. */
  readonly remedy: string;
}

const bin = (name: string): string => `node_modules/.bin/${name}`;

const parts: readonly Part[] = [
  { name: 'types', command: [bin('tsc'), '-p', '.'], remedy: 'Correct the types.' },
  {
    name: 'format',
    command: [bin('prettier'), '--check', '--cache', '--log-level', 'warn', '.'],
    remedy: 'Run `npm run format`.',
  },
  {
    name: 'lint',
    command: [bin('eslint'), '--cache', '--cache-location', 'node_modules/.cache/eslint/', '.'],
    remedy: 'Correct what ESLint names.',
  },
  {
    name: 'samples',
    command: ['node', 'scripts/sample-meetings.ts', '--check'],
    remedy: 'Run `node scripts/sample-meetings.ts`.',
  },
];

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !parts.some((part) => part.name === name));
if (unknown !== undefined) {
  console.error(`There is no check "${unknown}". Checks: ${parts.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

const check = async ({ name, command, remedy }: Part): Promise<boolean> => {
  const started = performance.now();
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(`${Buffer.concat(output).toString()}\n       ${remedy}\n`);
  return code === 0;
};

const queue = parts.filter(({ name }) => asked.length === 0 || asked.includes(name));
let failed = 0;
const worker = async (): Promise<void> => {
  for (let part = queue.shift(); part; part = queue.shift()) if (!(await check(part))) failed += 1;
};
await Promise.all([worker(), worker()]);
console.log(failed === 0 ? 'All checks passed.' : `${failed} checks failed.`);
process.exit(failed === 0 ? 0 : 1);

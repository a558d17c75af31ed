import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createLogger } from '../src/logging.ts';

it('the log leaves out credentials and what people wrote, wherever they stand', () => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line) => void lines.push(line) });
  log.info(
    { deliveryKey: 'k', token: 'SECRET', request: { authorization: 'SECRET', body: { summary: 'SECRET' } } },
    'x',
  );
  log.info({ meeting: { host: { email: 'SECRET' }, notes: 'SECRET' }, client_secret: 'SECRET' }, 'x');
  log.info({ a: { b: { c: [{ d: { refresh_token: 'SECRET' } }] } } }, 'x');
  log.error({ err: Object.assign(new Error('refused'), { response: { body: 'SECRET' } }) }, 'x');
  const ring: Record<string, unknown> = { at: new Date(0), password: 'SECRET' };
  ring.self = ring;
  log.info({ ring }, 'x');
  assert.equal(lines.length, 5);
  assert.ok(!lines.join('').includes('SECRET'));
  assert.match(lines[0] ?? '', /"deliveryKey":"k"/);
  assert.match(lines[3] ?? '', /"message":"refused"/);
  assert.match(lines[4] ?? '', /"at":"1970-01-01T00:00:00.000Z"/);
});

/** Runs a program that logs, and reads what it wrote to standard output. */
const linesOf = async (program: string): Promise<{ n: number }[]> => {
  const module = pathToFileURL(join(import.meta.dirname, '../src/logging.ts')).href;
  const source = `import { createLogger } from ${JSON.stringify(module)};\nconst log = createLogger('info');\n${program}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  await once(child, 'close');
  const lines = Buffer.concat(output).toString('utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as { n: number });
};

for (const [how, end] of [
  ['ends', 'process.exit(0);'],
  ['ends from a timer, as after a shutdown that took too long', 'setTimeout(() => process.exit(0), 1);'],
  ['breaks down', "throw new Error('broken');"],
] as const) {
  it(`every line that was logged is written when the process ${how}`, { timeout: 30_000 }, async () => {
    const lines = await linesOf(`for (let n = 0; n < 5000; n += 1) log.info({ n }, 'a line of the log');\n${end}`);
    assert.equal(lines.length, 5000);
    assert.equal(lines.at(-1)?.n, 4999);
  });
}

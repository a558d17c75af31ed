import assert from 'node:assert/strict';
import { it } from 'node:test';
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

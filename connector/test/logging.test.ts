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
  assert.equal(lines.length, 2);
  assert.ok(!lines.join('').includes('SECRET'));
  assert.match(lines[0] ?? '', /"deliveryKey":"k"/);
});

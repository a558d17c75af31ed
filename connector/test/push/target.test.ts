import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextDelayMs, RETRY_DELAYS_MS } from '../../src/push/schedule.ts';
import type { PushNetwork } from '../../src/push/network.ts';
import { pushTargetProblems } from '../../src/push/target.ts';

const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
const problems = (url: string, network: PushNetwork = 'private') => pushTargetProblems({ url, secrets, network });

void test('pushes go over https to another machine', () => {
  assert.deepEqual(problems('https://hooks.demodesk.com/salesforce'), []);
  assert.equal(problems('http://hooks.demodesk.com/salesforce').length, 1);
  for (const host of ['127.0.0.1', 'localhost', 'localhost.', '[::1]', '127.8.8.8', 'connector.localhost', '0x7f.1']) {
    assert.equal(problems(`https://${host}/hook`).length, 1, host);
  }
  assert.equal(problems('https://user:pass@hooks.demodesk.com/').length, 1);
  assert.equal(problems('https://:pass@hooks.demodesk.com/').length, 1);
});

void test('pushes do not go where clouds keep credentials, however the address is written', () => {
  for (const host of ['169.254.169.254', '[::ffff:169.254.169.254]', '[fe80::1]', '0.0.0.0', '[::]']) {
    assert.equal(problems(`https://${host}/latest`).length, 1, host);
  }
});

void test('pushes that were set up over the API do not go into a private network; those of the environment may', () => {
  for (const host of ['10.1.2.3', '172.20.0.1', '192.168.1.1', '100.64.0.1', '[fd00::1]', '[::ffff:10.1.2.3]']) {
    assert.equal(problems(`https://${host}/hook`, 'public').length, 1, host);
    assert.deepEqual(problems(`https://${host}/hook`, 'private'), [], host);
  }
  for (const host of ['203.0.113.7', '[2600::1]', '172.32.0.1']) {
    assert.deepEqual(problems(`https://${host}/hook`, 'public'), [], host);
  }
});

void test('with a local org pushes may go to this machine in the clear', () => {
  assert.deepEqual(problems('http://127.0.0.1:3002/hook', 'this-machine'), []);
});

void test('pushes are never sent unsigned', () => {
  const target = { url: 'https://hooks.demodesk.com/', secrets: [], network: 'private' } as const;
  assert.equal(pushTargetProblems(target).length, 1);
});

void test('the waiting times are those of Standard Webhooks, a little longer by chance', () => {
  assert.deepEqual(
    RETRY_DELAYS_MS.map((ms) => ms / 1000),
    [5, 300, 1800, 7200, 18_000, 36_000, 36_000],
  );
  assert.equal(
    nextDelayMs(1, RETRY_DELAYS_MS, () => 0),
    5000,
  );
  assert.equal(
    nextDelayMs(1, RETRY_DELAYS_MS, () => 1),
    6000,
  );
  assert.equal(nextDelayMs(8), undefined);
});

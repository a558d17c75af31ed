import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextDelayMs, RETRY_DELAYS_MS } from '../../src/push/schedule.ts';
import { pushTargetProblems } from '../../src/push/target.ts';

const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
const problems = (url: string, local = false) => pushTargetProblems({ url, secrets }, { local });

void test('pushes go over https to another machine', () => {
  assert.deepEqual(problems('https://hooks.demodesk.com/salesforce'), []);
  assert.equal(problems('http://hooks.demodesk.com/salesforce').length, 1);
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '127.8.8.8', 'connector.localhost']) {
    assert.equal(problems(`https://${host}/hook`).length, 1, host);
  }
  assert.equal(problems('https://user:pass@hooks.demodesk.com/').length, 1);
});

void test('with a local org pushes may go to this machine in the clear', () => {
  assert.deepEqual(problems('http://127.0.0.1:3002/hook', true), []);
});

void test('pushes are never sent unsigned', () => {
  assert.equal(pushTargetProblems({ url: 'https://hooks.demodesk.com/', secrets: [] }, { local: false }).length, 1);
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

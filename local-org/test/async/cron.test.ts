import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCron } from '../../src/async/cron-expression.ts';
import { nextFireTime } from '../../src/async/next-fire-time.ts';
import { ApexException } from '../../src/values/apex-exception.ts';

/** The times at which an expression fires after an instant, in UTC. */
const firings = (expression: string, after: string, zone = 'GMT', count = 2): string[] => {
  const cron = parseCron(expression);
  const found: string[] = [];
  let at: number | null = Date.parse(after);
  while (at !== null && found.length < count) {
    at = nextFireTime(cron, at, zone);
    if (at !== null) found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
};

const refusal = (expression: string): string => {
  try {
    parseCron(expression);
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof ApexException);
    return `${error.typeName}: ${error.apexMessage ?? ''}`;
  }
};

void test('A schedule fires every hour, every day, every weekday, on certain months', () => {
  assert.deepEqual(firings('0 5 * * * ?', '2026-03-02T10:05:00Z'), ['2026-03-02T11:05', '2026-03-02T12:05']);
  assert.deepEqual(firings('0 0 13 * * ?', '2026-03-02T13:00:00Z'), ['2026-03-03T13:00', '2026-03-04T13:00']);
  assert.deepEqual(firings('0 0 10 ? * MON-FRI', '2026-03-06T12:00:00Z'), ['2026-03-09T10:00', '2026-03-10T10:00']);
  assert.deepEqual(firings('0 0 20 1 JAN,7 ?', '2026-03-06T12:00:00Z'), ['2026-07-01T20:00', '2027-01-01T20:00']);
  assert.deepEqual(firings('0 0 8-10/2 * * ?', '2026-03-06T07:00:00Z'), ['2026-03-06T08:00', '2026-03-06T10:00']);
  assert.deepEqual(firings('0 0 0/12 * * ?', '2026-03-06T07:00:00Z'), ['2026-03-06T12:00', '2026-03-07T00:00']);
  assert.deepEqual(firings('0 0 22-1 * * ?', '2026-03-06T07:00:00Z', 'GMT', 4), [
    '2026-03-06T22:00',
    '2026-03-06T23:00',
    '2026-03-07T00:00',
    '2026-03-07T01:00',
  ]);
});

void test('L, W and # count from the end, to the nearest weekday, and the weeks of a month', () => {
  assert.deepEqual(firings('0 0 0 L * ?', '2028-01-31T00:00:00Z'), ['2028-02-29T00:00', '2028-03-31T00:00']);
  assert.deepEqual(firings('0 0 0 L-2 * ?', '2026-02-01T00:00:00Z'), ['2026-02-26T00:00', '2026-03-29T00:00']);
  // 1 August 2026 is a Saturday: not the Friday before, which is in July.
  assert.deepEqual(firings('0 0 0 1W 8 ?', '2026-01-01T00:00:00Z', 'GMT', 1), ['2026-08-03T00:00']);
  assert.deepEqual(firings('0 0 0 15W * ?', '2026-11-01T00:00:00Z', 'GMT', 1), ['2026-11-16T00:00']);
  assert.deepEqual(firings('0 0 0 ? * 6#3', '2026-03-01T00:00:00Z'), ['2026-03-20T00:00', '2026-04-17T00:00']);
  assert.deepEqual(firings('0 0 0 ? * 6L', '2026-03-01T00:00:00Z'), ['2026-03-27T00:00', '2026-04-24T00:00']);
  assert.deepEqual(firings('0 0 0 ? * L', '2026-03-01T00:00:00Z', 'GMT', 1), ['2026-03-07T00:00']);
});

void test("A schedule follows the clocks of the user's time zone through the change to summer time", () => {
  assert.deepEqual(firings('0 0 13 * * ?', '2026-03-28T12:00:00Z', 'Europe/Berlin'), [
    '2026-03-29T11:00',
    '2026-03-30T11:00',
  ]);
  assert.deepEqual(firings('0 0 0 * * ?', '2026-03-28T23:30:00Z', 'Europe/Berlin', 1), ['2026-03-29T22:00']);
});

void test('A schedule with a year in the past never fires', () => {
  assert.deepEqual(firings('0 0 0 1 1 ? 2020', '2026-03-01T00:00:00Z'), []);
  assert.deepEqual(firings('0 0 0 1 1 ? 2026-2027', '2026-01-01T00:00:00Z'), ['2027-01-01T00:00']);
});

void test('Expressions that Salesforce refuses are refused in its words', () => {
  assert.equal(
    refusal('0 */5 * * * ?'),
    'System.StringException: Seconds and minutes must be specified as integers: 0 */5 * * * ?',
  );
  assert.equal(refusal('0 0 * *'), 'System.StringException: Unexpected end of expression.');
  assert.equal(
    refusal('0 0 0 1 * 2'),
    'System.StringException: Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.',
  );
  assert.match(refusal('0 0 25 * * ?'), /Hour values must be between 0 and 23/);
  assert.match(refusal('0 0 0 ? * ?'), /can only be specified for Day-of-Month -OR- Day-of-Week/);
  assert.match(refusal('0 0 0 ? FOO 2'), /Illegal characters for this position: 'FOO'/);
  assert.equal(refusal('0 30 9 ? * MON,WED-FRI 2030'), 'accepted');
});

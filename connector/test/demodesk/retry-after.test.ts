import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { retryAfterMs } from '../../src/demodesk/retry-after.ts';

const NOW = Date.parse('2026-07-18T10:00:00Z');

describe('Retry-After', () => {
  for (const [header, expected, meaning] of [
    ['7', 7000, 'is a number of seconds'],
    ['0', 0, 'may be no time at all'],
    ['Sat, 18 Jul 2026 10:00:30 GMT', 30_000, 'is an HTTP date'],
    ['Sat, 18 Jul 2026 09:00:00 GMT', 0, 'is over when its date has passed'],
    [null, 60_000, 'is a minute when it is missing, the window of Demodesk’s limits'],
    ['soon', 60_000, 'is a minute when it cannot be read'],
    ['-5', 60_000, 'is never negative'],
    ['999999', 3_600_000, 'is never longer than an hour'],
  ] as const) {
    it(meaning, () => assert.equal(retryAfterMs(header, NOW), expected));
  }
});

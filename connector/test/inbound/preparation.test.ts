import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OpenDelivery } from '../../src/deliveries/delivery-store.ts';
import type { DemodeskClient } from '../../src/demodesk/client.ts';
import {
  DemodeskNotReady,
  DemodeskRateLimited,
  DemodeskUnauthorized,
  DemodeskUnavailable,
} from '../../src/demodesk/errors.ts';
import { failureFrom } from '../../src/inbound/failure.ts';
import { prepare, rateLimitAware } from '../../src/inbound/prepare.ts';
import { afterFailure } from '../../src/inbound/retry-policy.ts';
import { meetingFromDelivery } from '../../src/meeting/from-delivery.ts';
import { SalesforceFailure } from '../../src/salesforce/failure.ts';
import { keyOf, webhook } from '../support/connector.ts';

const open = (change: Partial<OpenDelivery> = {}): OpenDelivery => ({
  id: '00000000-0000-8000-8000-000000000000',
  workspace: 'default',
  key: keyOf('1'),
  body: webhook('1'),
  payload: null,
  failures: 0,
  receivedAt: new Date(),
  ...change,
});
const unreachable: DemodeskClient = {
  recordings: () => Promise.reject(new DemodeskUnavailable('down')),
  recording: () => Promise.reject(new DemodeskUnavailable('down')),
  summaries: () => Promise.reject(new DemodeskUnavailable('down')),
  scorecards: () => Promise.reject(new DemodeskUnavailable('down')),
};
const policy = { backoff: { baseMs: 1000, capMs: 60_000 }, retryForMs: 3_600_000, maxInternalFailures: 3 };

describe('preparing a delivery', () => {
  it('keeps the delivery key that was acknowledged', async () => {
    const prepared = await prepare(open({ key: 'as-acknowledged' }), unreachable, meetingFromDelivery);
    assert.ok(prepared.kind === 'event');
    assert.equal(prepared.event.deliveryKey, 'as-acknowledged');
  });

  it('uses the payload of an earlier attempt instead of asking Demodesk again', async () => {
    const first = await prepare(open(), unreachable, meetingFromDelivery);
    assert.ok(first.kind === 'event');
    const again = await prepare(open({ payload: first.event.payload }), unreachable, () => {
      throw new Error('asked again');
    });
    assert.deepEqual(again, first);
  });

  it('skips an action that the connector has no rule for', async () => {
    const body = webhook('1', undefined, 'demo.teleported');
    assert.equal((await prepare(open({ body }), unreachable, meetingFromDelivery)).kind, 'skip');
  });
});

describe("Demodesk's rate limit", () => {
  it('keeps everybody from asking until it is over', async () => {
    let now = 0;
    let asked = 0;
    const limited = rateLimitAware(
      {
        ...unreachable,
        recording: () => {
          asked += 1;
          return asked === 1 ? Promise.reject(new DemodeskRateLimited('wait', 10_000)) : Promise.resolve(undefined);
        },
      },
      () => now,
    );
    await assert.rejects(limited.recording('a'), DemodeskRateLimited);
    now = 4000;
    await assert.rejects(
      limited.summaries('a'),
      (error) => error instanceof DemodeskRateLimited && error.retryAfterMs === 6000,
    );
    assert.equal(asked, 1);
    now = 10_000;
    assert.equal(await limited.recording('a'), undefined);
  });
});

describe('after a failed attempt', () => {
  it('a delivery waits at least as long as Demodesk asks for', () => {
    const settlement = afterFailure(open(), failureFrom(new DemodeskRateLimited('wait', 30_000)), policy);
    assert.ok(settlement.outcome === 'retry');
    assert.ok(settlement.delayMs >= 30_000);
  });

  it('a delivery is tried again while Demodesk is not ready, away, or refuses the key', () => {
    for (const error of [
      new DemodeskNotReady('202'),
      new DemodeskUnavailable('503'),
      new DemodeskUnauthorized('401'),
    ]) {
      assert.equal(afterFailure(open({ failures: 50 }), failureFrom(error), policy).outcome, 'retry');
    }
  });

  it('a delivery that is too old is given up with the reason', () => {
    const old = open({ receivedAt: new Date(Date.now() - 2 * policy.retryForMs) });
    const settlement = afterFailure(old, failureFrom(new DemodeskUnavailable('Demodesk answered 503.')), policy);
    assert.ok(settlement.outcome === 'dead');
    assert.match(settlement.failure.reason, /503/);
  });

  it('a defect is given a few more chances and then reported as one', () => {
    const failed = failureFrom(new TypeError('x is undefined'));
    assert.equal(afterFailure(open({ failures: 1 }), failed, policy).outcome, 'retry');
    const settlement = afterFailure(open({ failures: 2 }), failed, policy);
    assert.ok(settlement.outcome === 'dead');
    assert.match(settlement.failure.remedy, /defect/);
  });

  it('what Salesforce rejects is given up at once, what it cannot take now is not', () => {
    const rejected = new SalesforceFailure({ code: 'STRING_TOO_LONG', message: 'too long' }, { status: 400 });
    assert.equal(afterFailure(open(), failureFrom(rejected), policy).outcome, 'dead');
    for (const [code, status] of [
      ['REQUEST_LIMIT_EXCEEDED', 403],
      ['INVALID_SESSION_ID', 401],
      ['INVALID_TYPE', 400],
      ['HTTP_502', 502],
    ] as const) {
      const failure = new SalesforceFailure({ code, message: 'x' }, { status });
      assert.equal(afterFailure(open(), failureFrom(failure), policy).outcome, 'retry', code);
    }
  });
});

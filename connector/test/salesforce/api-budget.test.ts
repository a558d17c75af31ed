import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createApiBudget } from '../../src/salesforce/api-budget.ts';
import { apiUsage } from '../../src/salesforce/transport.ts';

describe("the org's daily API requests", () => {
  it('are read from what Salesforce says with each answer', () => {
    assert.deepEqual(apiUsage('api-usage=18/5000'), { used: 18, limit: 5000 });
    assert.deepEqual(apiUsage('api-usage=25/5000; per-app-api-usage=17/250(appName=x)'), { used: 25, limit: 5000 });
    assert.equal(apiUsage(undefined), undefined);
    assert.equal(apiUsage('nothing'), undefined);
    assert.equal(apiUsage('api-usage=1/0'), undefined);
  });

  it('warn at 70 % and are kept for live webhooks from 90 %', () => {
    const budget = createApiBudget(() => 0);
    assert.equal(budget.note({ used: 6999, limit: 10_000 }), 'ample');
    assert.equal(budget.trouble(), undefined);
    assert.equal(budget.note({ used: 7000, limit: 10_000 }), 'low');
    assert.equal(budget.mayWorkInBackground(), true);
    assert.match(budget.trouble()?.reason ?? '', /7000 of the org's 10000/);
    assert.equal(budget.note({ used: 8999, limit: 10_000 }), undefined, 'the same level is told once');
    assert.equal(budget.note({ used: 9000, limit: 10_000 }), 'reserved');
    assert.equal(budget.mayWorkInBackground(), false);
  });

  it('that were told long ago no longer hold anything back', () => {
    let now = 0;
    const budget = createApiBudget(() => now);
    budget.note({ used: 10_000, limit: 10_000 });
    assert.equal(budget.mayWorkInBackground(), false);
    now = 16 * 60_000;
    assert.equal(budget.mayWorkInBackground(), true);
    assert.equal(budget.trouble(), undefined);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { governor } from '../bench/governor.ts';

describe('A batch of 1, 50 and 200 meetings with everything switched on', () => {
  it('costs the same number of queries and statements, within the budget', async () => {
    const measured = await governor();
    assert.ok('constant' in measured && 'withinBudget' in measured);
    assert.equal(measured.constant, true, JSON.stringify(measured));
    assert.equal(measured.withinBudget, true, JSON.stringify(measured));
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { governor } from '../bench/governor.ts';
import { deliverThroughTrigger, type DeliveredBatch } from '../bench/trigger-runs.ts';
import { projectRoot } from '../stack/service.ts';

describe('A batch of 1, 50 and 200 meetings with everything switched on', () => {
  it('costs the same number of queries and statements, within the budget', async () => {
    const measured = await governor();
    assert.ok('constant' in measured && 'withinBudget' in measured);
    assert.equal(measured.constant, true, JSON.stringify(measured));
    assert.equal(measured.withinBudget, true, JSON.stringify(measured));
  });
});

const MEETINGS = 200;
/** What 200 meetings with 8 attendees and 5 action items each leave behind, however often they are told. */
const RECORDS = { meetings: MEETINGS, attendees: 8 * MEETINGS, actionItems: 5 * MEETINGS, activities: MEETINGS };

const staysUnderHalf = ({ runs }: DeliveredBatch): void => {
  assert.ok(runs.length > 1, 'The trigger splits the batch');
  for (const { most, used } of runs) assert.ok(most.share < 0.5, `${most.limit}: ${JSON.stringify(used)}`);
};

describe('Two hundred meetings at once, 8 attendees, 5 action items and 10 mappings on 4 objects each', () => {
  const delivered = deliverThroughTrigger(projectRoot, MEETINGS);

  it('are split by the trigger, so that each transaction uses less than half of every limit the local org counts', () => {
    staysUnderHalf(delivered.newMeetings);
    staysUnderHalf(delivered.changedMeetings);
  });

  it('are all written, with everything that belongs to them', () => {
    const { newMeetings } = delivered;
    assert.deepEqual(newMeetings.rows, { ...RECORDS, notes: MEETINGS, succeeded: MEETINGS, notSucceeded: 0 });
  });

  it('are all brought up to date by two hundred more, and nothing is doubled', () => {
    const { changedMeetings } = delivered;
    assert.deepEqual(changedMeetings.rows, { ...RECORDS, notes: MEETINGS, succeeded: 2 * MEETINGS, notSucceeded: 0 });
  });
});

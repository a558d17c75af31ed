import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDelays } from '../../src/events/delays.ts';

const setup = () => {
  const waiting: { work: () => void; delayMs: number }[] = [];
  const delays = createDelays((work, delayMs) => void waiting.push({ work, delayMs }));
  const arrived: string[] = [];
  return {
    delays,
    arrived,
    pass: (object: string, delayMs: number, name: string) => delays.pass(object, delayMs, () => arrived.push(name)),
    /** Lets the shortest delay pass. */
    wait: () => {
      const [first] = waiting.sort((a, b) => a.delayMs - b.delayMs);
      waiting.splice(0, 1);
      first?.work();
    },
  };
};

describe('a delayed event', () => {
  it('holds back what comes after it, of the same object alone', () => {
    const { delays, arrived, pass, wait } = setup();
    pass('A__e', 50, 'late');
    pass('a__E', 0, 'behind');
    pass('B__e', 0, 'other');
    assert.deepEqual(arrived, ['other']);
    assert.equal(delays.holds('A__e'), true);
    wait();
    assert.deepEqual(arrived, ['other', 'late', 'behind']);
    assert.equal(delays.holds('A__e'), false);
  });

  it('waits for an earlier one that is later still', () => {
    const { arrived, pass, wait } = setup();
    pass('A__e', 50, 'first');
    pass('A__e', 10, 'second');
    wait();
    assert.deepEqual(arrived, []);
    wait();
    assert.deepEqual(arrived, ['first', 'second']);
  });
});

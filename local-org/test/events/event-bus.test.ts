import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Schedule, TriggerFailure } from '../../src/events/create-event-bus.ts';
import { createOrg } from '../../src/org.ts';
import { errorText } from '../../src/runtime/error-text.ts';
import { runTransaction } from '../../src/runtime/execute.ts';
import { parseQuery } from '../../src/apex/parser/soql.ts';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { Decimal } from '../../src/values/decimal.ts';
import { SObject } from '../../src/values/sobject.ts';

const ORDERS = join(import.meta.dirname, '../projects/orders');

interface OrderEvent {
  readonly number: string;
  readonly action?: 'retry' | 'checkpoint' | 'stop' | 'fail';
  readonly times?: number;
}

/** An org whose deliveries wait until the test lets them happen, under a clock of the test's. */
const setup = () => {
  const clock = { now: Date.UTC(2026, 6, 18, 10) };
  const waiting: { work: () => void; delayMs: number }[] = [];
  const schedule: Schedule = (work, delayMs) => void waiting.push({ work, delayMs });
  const failures: TriggerFailure[] = [];
  const org = createOrg({
    projectDir: ORDERS,
    now: () => clock.now,
    schedule,
    onTriggerFailure: (failure) => failures.push(failure),
  });
  const transact = <T>(work: () => T): T => runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, work);
  const rows = (...events: OrderEvent[]) =>
    events.map(({ number, action = null, times = 0 }) =>
      new SObject('acme__Order_Event__e')
        .set('acme__Number__c', number)
        .set('acme__Action__c', action)
        .set('acme__Times__c', Decimal.fromInteger(times)),
    );
  const options = { allOrNone: false, access: 'system', namespace: '' } as const;
  return {
    org,
    clock,
    failures,
    transact,
    options,
    publish: (...events: OrderEvent[]) => transact(() => org.database.dml('insert', rows(...events), options)),
    /** Runs what is due, then what that puts off in turn; gives the delays that were asked for. */
    settle: (): number[] => {
      const delays: number[] = [];
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        delays.push(next.delayMs);
        next.work();
      }
      return delays;
    },
    query: (soql: string) =>
      transact(() => {
        const result = org.database.query(parseQuery(soql).query, {
          binds: [],
          access: 'system',
          namespace: '',
          sharing: false,
        });
        return result.kind === 'rows' ? result.rows : [];
      }),
  };
};

const LOGS =
  'SELECT acme__Number__c, acme__Batch_Size__c, acme__Retries__c, acme__Running_User__c FROM acme__Order_Log__c ORDER BY Name';

const numbers = (bench: ReturnType<typeof setup>): unknown[] =>
  bench.query(LOGS).map((row) => row.get('acme__Number__c'));

describe('a published event', () => {
  it('reaches its trigger after the publishing call has returned', () => {
    const bench = setup();
    bench.publish({ number: '1' });
    assert.deepEqual(numbers(bench), []);
    bench.settle();
    assert.deepEqual(numbers(bench), ['1']);
  });

  it('arrives in one batch with the others that wait', () => {
    const bench = setup();
    bench.publish({ number: '1' }, { number: '2' });
    bench.publish({ number: '3' });
    bench.settle();
    assert.deepEqual(
      bench.query(LOGS).map((row) => (row.get('acme__Batch_Size__c') as Decimal).toNumber()),
      [3, 3, 3],
    );
  });

  it('arrives in batches of the size that is configured for the trigger', () => {
    const bench = setup();
    const notices = [1, 2, 3].map((n) => new SObject('acme__Order_Notice__e').set('acme__Number__c', String(n)));
    bench.transact(() => bench.org.database.dml('insert', notices, bench.options));
    bench.settle();
    assert.deepEqual(
      bench.query(LOGS).map((row) => (row.get('acme__Batch_Size__c') as Decimal).toNumber()),
      [2, 2, 1],
    );
  });

  it('is handled by the Automated Process user', () => {
    const bench = setup();
    bench.publish({ number: '1' });
    bench.settle();
    assert.equal(bench.query(LOGS)[0]?.get('acme__Running_User__c'), 'Automated Process');
  });

  it('survives the rollback of its transaction when it is published immediately', () => {
    const bench = setup();
    assert.throws(() =>
      bench.transact(() => {
        bench.publish({ number: '1' });
        throw new Error('rolled back');
      }),
    );
    bench.settle();
    assert.deepEqual(numbers(bench), ['1']);
  });

  it('does not exist when it is published after commit and the transaction is rolled back', () => {
    const bench = setup();
    const log = () => new SObject('acme__Order_Log__c').set('acme__Number__c', 'announced');
    assert.throws(() =>
      bench.transact(() => {
        bench.org.database.dml('insert', [log()], bench.options);
        throw new Error('rolled back');
      }),
    );
    bench.settle();
    assert.deepEqual(numbers(bench), []);
    bench.transact(() => bench.org.database.dml('insert', [log()], bench.options));
    bench.settle();
    assert.deepEqual(numbers(bench), ['announced', 'notice']);
  });
});

describe('an event trigger', () => {
  it('that asks for a retry gets the whole batch again, later each time', () => {
    const bench = setup();
    bench.publish({ number: '1' }, { number: '2', action: 'retry', times: 3 });
    const delays = bench.settle();
    assert.deepEqual(numbers(bench), ['1', '2']);
    assert.deepEqual(delays, [0, 250, 500, 1000]);
    assert.equal((bench.query(LOGS)[0]?.get('acme__Retries__c') as Decimal | undefined)?.toNumber(), 3);
  });

  it('stops in error state after nine retries, and says so in EventBusSubscriber', () => {
    const bench = setup();
    bench.publish({ number: '1', action: 'retry', times: 99 });
    const runs = bench.settle().length;
    assert.equal(runs, 10);
    assert.deepEqual(numbers(bench), []);
    const [subscriber] = bench.query('SELECT Name, Topic, Status, Retries, LastError FROM EventBusSubscriber');
    assert.equal(subscriber?.get('Name'), 'OrderEvents');
    assert.equal(subscriber.get('Topic'), 'acme__Order_Event__e');
    assert.equal(subscriber.get('Status'), 'Error');
    assert.match(String(subscriber.get('LastError')), /not yet: 1/);
    bench.publish({ number: '2' });
    bench.settle();
    assert.deepEqual(numbers(bench), []);
  });

  it('that throws loses its batch, keeps nothing of it, and goes on with the next', () => {
    const bench = setup();
    bench.publish({ number: '1' }, { number: '2', action: 'fail' }, { number: '3' });
    bench.settle();
    assert.deepEqual(numbers(bench), []);
    assert.equal(bench.failures[0]?.lost, 3);
    assert.equal(errorText(bench.failures[0].error), 'acme.OrderException: cannot do 2');
    bench.publish({ number: '4' });
    bench.settle();
    assert.deepEqual(numbers(bench), ['4']);
  });

  it('that throws after a checkpoint keeps what it did up to it, and gets the rest again', () => {
    const bench = setup();
    bench.publish({ number: '1', action: 'checkpoint' }, { number: '2', action: 'fail' }, { number: '3' });
    bench.settle();
    assert.deepEqual(numbers(bench), ['1']);
    assert.deepEqual(
      bench.failures.map((failure) => failure.lost),
      [0, 2],
    );
  });

  it('that ends early at a checkpoint gets the rest in its next run', () => {
    const bench = setup();
    bench.publish({ number: '1', action: 'stop' }, { number: '2' }, { number: '3' });
    bench.settle();
    assert.deepEqual(numbers(bench), ['1', '2', '3']);
    assert.deepEqual(
      bench.query(LOGS).map((row) => (row.get('acme__Batch_Size__c') as Decimal).toNumber()),
      [3, 2, 2],
    );
  });
});

describe('a subscriber outside of Apex', () => {
  const collect = (bench: ReturnType<typeof setup>, from: string) => {
    const received: unknown[] = [];
    const stop = bench.org.events.subscribe('acme__Order_Event__e', from, (event) =>
      received.push(event.row.get('acme__Number__c')),
    );
    return { received, stop };
  };

  it('gets what is published from now on, in order, until it leaves', () => {
    const bench = setup();
    bench.publish({ number: '0' });
    const { received, stop } = collect(bench, '-1');
    bench.publish({ number: '1' }, { number: '2' });
    bench.settle();
    stop();
    bench.publish({ number: '3' });
    bench.settle();
    assert.deepEqual(received, ['1', '2']);
  });

  it('gets what it missed when it comes back with its last replay id', () => {
    const bench = setup();
    const ids: string[] = [];
    bench.org.events.subscribe('acme__Order_Event__e', '-1', (event) => ids.push(event.replayId));
    bench.publish({ number: '1' }, { number: '2' }, { number: '3' });
    bench.settle();
    const { received } = collect(bench, ids[0] ?? '');
    bench.settle();
    assert.deepEqual(received, ['2', '3']);
  });

  it('sees an event twice, or never, when the org is told to misbehave', () => {
    const bench = setup();
    const { received } = collect(bench, '-1');
    bench.org.faults.inject({ kind: 'repeated-event' });
    bench.publish({ number: '1' });
    bench.org.faults.inject({ kind: 'lost-event', object: 'acme__Order_Event__e' });
    bench.publish({ number: '2' }, { number: '3' });
    bench.settle();
    assert.deepEqual(received, ['1', '1', '3']);
    assert.deepEqual(numbers(bench), ['1', '1', '3']);
  });
});

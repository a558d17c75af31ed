import { runTransaction } from '../../runtime/execute.ts';
import { transaction, type TestContext } from '../../runtime/transaction.ts';
import { USER_IDS } from '../../security/ids-of-the-org.ts';
import { platformType, STRING } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { typeOf } from '../../values/type-of.ts';
import { ContextObject } from '../async/contexts.ts';
import { callWith } from '../async/call-with.ts';
import { serialized } from '../async/state.ts';
import { exception } from '../raise.ts';

/** A callback that waits for the final result of publishing. */
interface Waiting {
  readonly callback: object;
  readonly uuids: readonly string[];
}

const SUCCESS = 'EventBus.EventPublishSuccessCallback';
const FAILURE = 'EventBus.EventPublishFailureCallback';

const inTests = new WeakMap<TestContext, Waiting[]>();

const has = (callback: object, interfaceName: string): boolean =>
  transaction().org.program.isAssignable(typeOf(callback), platformType(interfaceName));

const call = ({ callback, uuids }: Waiting, outcome: 'success' | 'failure'): void => {
  if (!has(callback, outcome === 'success' ? SUCCESS : FAILURE)) return;
  const type = outcome === 'success' ? 'EventBus.SuccessResult' : 'EventBus.FailureResult';
  callWith(
    callback,
    outcome === 'success' ? 'onSuccess' : 'onFailure',
    new ContextObject(type, { getEventUuids: () => new ApexList(STRING, [...uuids]) }),
  );
};

/**
 * Calls a callback with the final result of publishing: after the commit as Automated Process, in a test when it
 * delivers or fails its events.
 * @param uuids of the events that were queued
 */
export const awaitPublishing = (callback: object, uuids: readonly string[]): void => {
  if (!has(callback, SUCCESS) && !has(callback, FAILURE)) {
    throw exception('TypeException', `The callback implements neither ${SUCCESS} nor ${FAILURE}`);
  }
  const waiting: Waiting = { callback: serialized(callback), uuids };
  const current = transaction();
  const { org, test } = current;
  if (test) {
    inTests.set(test, [...(inTests.get(test) ?? []), waiting]);
    return;
  }
  current.afterCommit(() =>
    runTransaction(org, { userId: USER_IDS.automatedProcess, kind: 'asynchronous' }, () => call(waiting, 'success')),
  );
};

/** Tells the callbacks of the running test that its events were delivered, or that publishing them failed. */
export const finishPublishing = (outcome: 'success' | 'failure'): void => {
  const { test } = transaction();
  if (!test) return;
  const all = inTests.get(test) ?? [];
  inTests.set(test, []);
  for (const waiting of all) call(waiting, outcome);
};

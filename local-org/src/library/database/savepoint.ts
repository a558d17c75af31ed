import { count, transaction } from '../../runtime/transaction.ts';
import { platformType } from '../../types/apex-type.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception } from '../raise.ts';

/** A System.Savepoint. */
class Savepoint extends PlatformObject {
  readonly mark: number;
  released = false;

  constructor(mark: number) {
    super(platformType('Savepoint'));
    this.mark = mark;
  }
}

/** Savepoints of the running transaction, oldest first: going back to one ends the later ones. */
const SAVEPOINTS = Symbol('savepoints');

const open = (): Savepoint[] => {
  const { attachments } = transaction();
  const known = attachments.get(SAVEPOINTS) as Savepoint[] | undefined;
  if (known) return known;
  const fresh: Savepoint[] = [];
  attachments.set(SAVEPOINTS, fresh);
  return fresh;
};

const closeFrom = (savepoint: Savepoint, inclusive: boolean): void => {
  const savepoints = open();
  const position = savepoints.indexOf(savepoint);
  for (const later of savepoints.splice(position + (inclusive ? 0 : 1))) later.released = true;
};

const usable = (given: Savepoint | null): Savepoint => {
  const savepoint = dereferenced(given);
  if (savepoint.released)
    throw exception('TypeException', 'Invalid savepoint. The savepoint has been released or rolled back.');
  return savepoint;
};

/** Source: Apex Developer Guide, "Transaction Control": each of these counts as a DML statement. */
export const savepointStatics: Record<string, (...args: never[]) => unknown> = {
  'Savepoint setSavepoint()': () => {
    count('dmlStatements');
    const savepoint = new Savepoint(transaction().org.database.savepoint());
    open().push(savepoint);
    return savepoint;
  },
  'void rollback(Savepoint savepoint)': (given: Savepoint | null) => {
    const savepoint = usable(given);
    count('dmlStatements');
    transaction().org.database.rollback(savepoint.mark);
    closeFrom(savepoint, false);
  },
  'void releaseSavepoint(Savepoint savepoint)': (given: Savepoint | null) => closeFrom(usable(given), true),
};

/** System.Savepoint. */
export const savepointClass: PlatformClass = { name: 'Savepoint', kind: 'class', representation: Savepoint };

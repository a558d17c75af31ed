import type { SObject } from '../values/sobject.ts';
import { inTransaction, transaction } from './transaction.ts';

const USER = Symbol('running user');

interface Remembered {
  readonly id: string;
  readonly row: SObject | undefined;
}

/** The stored User record of the running user, with all its fields; undefined when the org does not hold it. */
export const runningUser = (): SObject | undefined => {
  const { org, userId, attachments } = transaction();
  const remembered = attachments.get(USER) as Remembered | undefined;
  if (remembered?.id === userId) return remembered.row;
  const object = org.schema.object('User', '');
  const row = object && org.database.read(object, userId);
  attachments.set(USER, { id: userId, row } satisfies Remembered);
  return row;
};

const userText = (field: string): string | null => {
  const value = inTransaction() ? runningUser()?.get(field) : null;
  return typeof value === 'string' ? value : null;
};

/** IANA name of the running user's time zone; GMT outside a transaction. */
export const userTimeZone = (): string => userText('TimeZoneSidKey') ?? 'GMT';

/** The running user's locale, e.g. `en_US`. */
export const userLocale = (): string => userText('LocaleSidKey') ?? 'en_US';

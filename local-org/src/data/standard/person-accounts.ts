import { UnsupportedFeature } from '../../errors.ts';
import { changeRow, createRow } from '../dml/create-row.ts';
import { rowError } from '../dml/error.ts';
import type { Work } from '../dml/work.ts';
import type { Engine } from '../engine.ts';
import type { Layout, Row } from '../store/layout.ts';
import type { StandardBehaviour } from './index.ts';
import { setValue, textOf, valueOf } from './slots.ts';

/** Fields that account and contact share under one name. */
const SHARED: ReadonlySet<string> = new Set(['firstname', 'lastname', 'salutation', 'phone', 'fax', 'ownerid']);
/** Fields of the account that are no field of the contact, though they begin so. */
const ACCOUNT_ONLY: ReadonlySet<string> = new Set(['personcontactid']);
/** Shared fields that a company has too. */
const OF_COMPANIES: ReadonlySet<string> = new Set(['phone', 'fax', 'ownerid']);

/** The contact's field behind one of the account, both in lower case; undefined when there is none. */
const contactField = (accountField: string): string | undefined => {
  if (ACCOUNT_ONLY.has(accountField)) return undefined;
  if (SHARED.has(accountField)) return accountField;
  if (accountField.endsWith('__pc')) return accountField.replace(/__pc$/, '__c');
  return accountField.startsWith('person') ? accountField.slice('person'.length) : undefined;
};

/** Whether the org has person accounts. */
const hasPersonAccounts = (layout: Layout): boolean => layout.slots.has('ispersonaccount');

interface RecordTypes {
  readonly person: string | undefined;
  readonly company: string | undefined;
  isPerson(id: string): boolean;
}

/** The record types of accounts; the first of each kind is the default. */
const recordTypesOf = (engine: Engine): RecordTypes => {
  const object = engine.schema.object('RecordType', '');
  if (!object) return { person: undefined, company: undefined, isPerson: () => false };
  const { layout } = engine.store.table(object);
  const read = (row: Row, field: string): unknown => row[layout.slots.get(field) ?? -1];
  const rows = [...engine.store.table(object).all()].filter((row) => read(row, 'sobjecttype') === 'Account');
  const first = (person: boolean): string | undefined => {
    const id = rows.find((row) => (read(row, 'ispersontype') === true) === person)?.[layout.idSlot];
    return typeof id === 'string' ? id : undefined;
  };
  const people = new Set(rows.filter((row) => read(row, 'ispersontype') === true).map((row) => row[layout.idSlot]));
  return { person: first(true), company: first(false), isPerson: (id) => people.has(id) };
};

const refuseFields = (work: Work, names: readonly string[]): void => {
  if (names.length === 0) return;
  const message = `Account: bad field names on insert/update call: ${names.join(', ')}`;
  work.errors.push(rowError('INVALID_FIELD_FOR_INSERT_UPDATE', message, names));
};

const nameOf = (work: Work, layout: Layout): string | null =>
  [textOf(work, layout, 'firstname'), textOf(work, layout, 'lastname')].filter((part) => part !== null).join(' ') ||
  null;

/** A record type decides; without one a last name makes a person. */
const decideKind = (engine: Engine, work: Work, layout: Layout): boolean => {
  const types = recordTypesOf(engine);
  const chosen = textOf(work, layout, 'recordtypeid');
  if (chosen !== null) return types.isPerson(chosen);
  const isPerson = textOf(work, layout, 'lastname') !== null;
  setValue(work, layout, 'recordtypeid', (isPerson ? types.person : types.company) ?? null);
  return isPerson;
};

const isSet = (work: Work, layout: Layout, field: string): boolean => {
  const value = valueOf(work, layout, field);
  return value !== null && value !== false;
};

const personValues = (work: Work, layout: Layout): Record<string, unknown> =>
  Object.fromEntries(
    layout.fields.flatMap((field) => {
      const name = field.name.toLowerCase();
      const target = contactField(name);
      return target === undefined ? [] : [[target, valueOf(work, layout, name)]];
    }),
  );

/**
 * Accounts that are people: each has a contact of its own, which follows it. Contact triggers do not run for it.
 * Source: Salesforce Help, "Person Accounts"; Object Reference, Account.
 */
export const accountBehaviour: StandardBehaviour = {
  beforeSave: (engine, work, layout) => {
    if (!hasPersonAccounts(layout)) return;
    const wasPerson = work.before?.[layout.slots.get('ispersonaccount') ?? -1] === true;
    const isPerson = decideKind(engine, work, layout);
    if (work.kind === 'update' && wasPerson !== isPerson) {
      throw new UnsupportedFeature('changing an account between company and person');
    }
    setValue(work, layout, 'ispersonaccount', isPerson);
    if (!isPerson) {
      const names = layout.fields
        .map(({ name }) => name)
        .filter((name) => {
          const lower = name.toLowerCase();
          return contactField(lower) !== undefined && !OF_COMPANIES.has(lower) && isSet(work, layout, lower);
        });
      refuseFields(work, names);
      return;
    }
    const name = nameOf(work, layout);
    const given = textOf(work, layout, 'name');
    const before = work.before?.[layout.slots.get('name') ?? -1] ?? null;
    if (work.assigned.has('name') && given !== null && given !== name && given !== before) refuseFields(work, ['Name']);
    // Without one the check of required fields would name Name, which a person has not to give.
    if (textOf(work, layout, 'lastname') === null) {
      work.errors.push(rowError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName]', ['LastName']));
    }
    setValue(work, layout, 'name', name ?? given);
  },
  afterSave: (engine, work, layout) => {
    if (valueOf(work, layout, 'ispersonaccount') !== true || work.id === null) return;
    const values = {
      ...personValues(work, layout),
      name: nameOf(work, layout),
      accountid: work.id,
      ispersonaccount: true,
    };
    const contactId = textOf(work, layout, 'personcontactid');
    if (contactId !== null) {
      const audit = ['lastmodifieddate', 'lastmodifiedbyid', 'systemmodstamp'];
      const stamped = Object.fromEntries(audit.map((name) => [name, valueOf(work, layout, name)]));
      changeRow(engine, 'Contact', contactId, { ...values, ...stamped });
      return;
    }
    const created = createRow(engine, 'Contact', values);
    setValue(work, layout, 'personcontactid', created);
    changeRow(engine, 'Account', work.id, { personcontactid: created });
  },
};

/**
 * Refuses what the local org cannot do with the contact of a person account: it is changed through its account.
 *
 * @throws UnsupportedFeature
 */
export const refuseContactOfPersonAccount = (work: Work, layout: Layout): void => {
  const slot = layout.slots.get('ispersonaccount');
  if (slot === undefined || work.before?.[slot] !== true) return;
  throw new UnsupportedFeature(`${work.kind} of the contact of a person account; use its account`);
};

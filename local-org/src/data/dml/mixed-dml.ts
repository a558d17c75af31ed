import { transaction } from '../../runtime/transaction.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import { rowError } from './error.ts';
import { isGood, type Work } from './work.ts';

/** Objects that grant or take away access. Source: Apex Developer Guide, "sObjects That Can't Be Used Together". */
const SETUP: ReadonlySet<string> = new Set([
  'FieldPermissions',
  'Group',
  'GroupMember',
  'ObjectPermissions',
  'PermissionSet',
  'PermissionSetAssignment',
  'PermissionSetGroup',
  'PermissionSetGroupComponent',
  'QueueSobject',
  'SetupEntityAccess',
  'User',
  'UserRole',
]);

/** A user may be changed beside other records as long as none of these changes. */
const USER_FIELDS = ['userroleid', 'isactive', 'forecastenabled', 'username', 'profileid'];

const WRITTEN = Symbol('setup or other records written');

/** First object of each kind that the transaction has written. */
interface Written {
  setup?: string;
  other?: string;
}

const isSetup = (object: ObjectDefinition, works: readonly Work[]): boolean => {
  if (object.name !== 'User') return SETUP.has(object.name);
  return works.some((work) =>
    work.kind === 'insert'
      ? (work.record.fields.get('userroleid') ?? null) !== null
      : USER_FIELDS.some((field) => work.record.fields.has(field)),
  );
};

/**
 * Refuses writing setup objects and others in one transaction. In tests System.runAs begins anew; see `beginApart`.
 * Custom settings and events do not count as either.
 */
export const checkMixedDml = (object: ObjectDefinition, works: readonly Work[]): void => {
  const { attachments } = transaction();
  const written = (attachments.get(WRITTEN) as Written | undefined) ?? {};
  attachments.set(WRITTEN, written);
  if (object.kind !== 'standard' && object.kind !== 'custom') return;
  const setup = isSetup(object, works);
  // A user without a role belongs to neither side.
  if (!setup && object.name === 'User') return;
  const before = setup ? written.other : written.setup;
  if (before === undefined) {
    if (setup) written.setup ??= object.name;
    else written.other ??= object.name;
    return;
  }
  const message =
    'DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ' +
    `${object.name}, original object: ${before}`;
  for (const work of works.filter(isGood)) work.errors.push(rowError('MIXED_DML_OPERATION', message));
};

/** Begins anew, as inside System.runAs. @returns what brings back the state from before */
export const beginApart = (): (() => void) => {
  const { attachments } = transaction();
  const outer = attachments.get(WRITTEN);
  attachments.set(WRITTEN, {});
  return () => void attachments.set(WRITTEN, outer);
};

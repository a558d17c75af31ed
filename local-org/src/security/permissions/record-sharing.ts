import type { Engine, RecordRight } from '../../data/engine.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import { shareNames } from '../../schema/standard/shares.ts';
import { rowById, rowsBy, type ReadRow } from './rows.ts';
import type { UserRights } from './user-rights.ts';

export interface SharingContext {
  readonly engine: Engine;
  readonly userId: string;
  readonly rights: UserRights;
  readonly rightsOf: (userId: string) => UserRights;
}

const MOST_LEVELS = 50;

/** Whether a role stands above another one. */
const isAbove = (engine: Engine, upper: string, lower: string | null): boolean => {
  let role = lower;
  for (let level = 0; role !== null && level < MOST_LEVELS; level += 1) {
    const parent = rowById(engine, 'UserRole', role)?.('parentroleid');
    role = typeof parent === 'string' ? parent : null;
    if (role === upper) return true;
  }
  return false;
};

/** The user owns the record, stands above its owner, or belongs to the queue that owns it. */
const owns = ({ engine, userId, rights, rightsOf }: SharingContext, owner: unknown): boolean => {
  if (owner === userId) return true;
  if (typeof owner !== 'string') return false;
  if (owner.startsWith('00G')) {
    return rowsBy(engine, 'GroupMember', 'groupid', owner).some((row) => row('userorgroupid') === userId);
  }
  return rights.roleId !== null && isAbove(engine, rights.roleId, rightsOf(owner).roleId);
};

/** The user is the one, stands above, or belongs to the group, directly or through groups in it. */
const isOrBelongsTo = (context: SharingContext, userOrGroup: unknown, seen = new Set<unknown>()): boolean => {
  const { engine, userId, rights, rightsOf } = context;
  if (userOrGroup === userId) return true;
  if (typeof userOrGroup !== 'string' || seen.has(userOrGroup)) return false;
  seen.add(userOrGroup);
  if (!userOrGroup.startsWith('00G')) {
    return rights.roleId !== null && isAbove(engine, rights.roleId, rightsOf(userOrGroup).roleId);
  }
  if (rowById(engine, 'Group', userOrGroup)?.('type') === 'Organization') return true;
  return rowsBy(engine, 'GroupMember', 'groupid', userOrGroup).some((row) =>
    isOrBelongsTo(context, row('userorgroupid'), seen),
  );
};

const ENOUGH: Readonly<Record<RecordRight, readonly unknown[]>> = {
  read: ['Read', 'Edit', 'All'],
  edit: ['Edit', 'All'],
  delete: ['All'],
};

/** A share record gives the right to the user. */
const isShared = (context: SharingContext, object: ObjectDefinition, id: unknown, right: RecordRight): boolean => {
  if (typeof id !== 'string') return false;
  const names = shareNames(object);
  return rowsBy(context.engine, names.object, names.parent.toLowerCase(), id).some(
    (row) => ENOUGH[right].includes(row(names.access.toLowerCase())) && isOrBelongsTo(context, row('userorgroupid')),
  );
};

const OF_ACCOUNT = ['Contact', 'Opportunity', 'Case'];

/** Who owns a contact, opportunity or case of an account may read the account. */
const ownsPartOf = (context: SharingContext, accountId: unknown): boolean =>
  typeof accountId === 'string' &&
  OF_ACCOUNT.some((name) =>
    rowsBy(context.engine, name, 'accountid', accountId).some((row) => owns(context, row('ownerid'))),
  );

const parentsOf = (object: ObjectDefinition): readonly FieldDefinition[] => {
  const masters = [...object.fields.values()].filter((field) => field.masterDetail);
  if (masters.length > 0) return masters;
  // Standard details say it by deleting with their parent.
  return [...object.fields.values()].filter((field) => field.type === 'reference' && field.name === 'AccountId');
};

/** A detail is shared as its master is; writing it takes the right to edit the master. */
const sharedByParent = (
  context: SharingContext,
  object: ObjectDefinition,
  read: ReadRow,
  right: RecordRight,
): boolean => {
  const { schema } = context.engine;
  return parentsOf(object).every((field) => {
    const id = read(field.name.toLowerCase());
    // A contact without an account is its owner's.
    if (typeof id !== 'string') return owns(context, read('ownerid'));
    const parent = field.referenceTo
      .map((name) => schema.object(name, ''))
      .find((candidate) => candidate?.keyPrefix === id.slice(0, 3));
    const row = parent && rowById(context.engine, parent.name, id);
    return !parent || !row || mayUseRecord(context, parent, row, right === 'read' ? 'read' : 'edit');
  });
};

/**
 * Row-level sharing: the sharing model of the object, ownership, role hierarchy, the master of a detail, View All and
 * Modify All, share records of users and groups. Sharing rules, teams and territories are not there.
 */
export const mayUseRecord = (
  context: SharingContext,
  object: ObjectDefinition,
  read: ReadRow,
  right: RecordRight,
): boolean => {
  const { rights } = context;
  if (rights.modifyAllData || (right === 'read' && rights.viewAllData)) return true;
  const own = rights.objects.get(object.name.toLowerCase());
  if (own?.modifyAllRecords || (right === 'read' && own?.viewAllRecords)) return true;
  if (object.sharingModel === 'ControlledByParent') return sharedByParent(context, object, read, right);
  if (!object.fields.has('ownerid')) return true;
  if (object.sharingModel === 'ReadWrite' && right !== 'delete') return true;
  if (object.sharingModel === 'Read' && right === 'read') return true;
  if (owns(context, read('ownerid'))) return true;
  if (isShared(context, object, read('id'), right)) return true;
  return right === 'read' && object.name === 'Account' && ownsPartOf(context, read('id'));
};

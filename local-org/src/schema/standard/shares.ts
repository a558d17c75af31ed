import type { FieldDefinition, ObjectDefinition } from '../model.ts';
import { standardObjects } from './table.ts';

/** Key prefixes of the share objects of standard objects. Source: Salesforce Help, "Standard Field Record ID Prefix Decoder". */
const STANDARD: Readonly<Record<string, string>> = {
  Account: '00r',
  Campaign: '08s',
  Case: '01n',
  Contact: '03s',
  Lead: '01o',
  Opportunity: '00t',
};

const CAUSES = 'Owner|Manual*|Rule|ImplicitChild|ImplicitParent|ImplicitPerson|Team|Territory|GuestRule';

/** Further access levels of a share: those of the account's details. */
const DETAILS: Readonly<Record<string, readonly string[]>> = { Account: ['Opportunity', 'Case', 'Contact'] };

/** The object whose records hold who else may see the records of an object. */
export interface ShareNames {
  /** e.g. `AccountShare`, `demodesk__Sync_Log__Share` */
  readonly object: string;
  /** The reference to the record: `ParentId`, of standard objects `AccountId`. */
  readonly parent: string;
  /** `AccessLevel`, of standard objects `AccountAccessLevel`. */
  readonly access: string;
}

/** What the share object of an object and its fields are called. */
export const shareNames = ({ name }: Pick<ObjectDefinition, 'name'>): ShareNames =>
  /__c$/i.test(name)
    ? { object: name.replace(/__c$/i, '__Share'), parent: 'ParentId', access: 'AccessLevel' }
    : { object: `${name}Share`, parent: `${name}Id`, access: `${name}AccessLevel` };

/**
 * An object has shares when its records may be hidden from somebody; those of a detail are its master's. Source: Apex
 * Developer Guide, "Understanding Sharing", Object Reference, "StandardObjectNameShare".
 */
const hasShares = (object: ObjectDefinition): boolean =>
  STANDARD[object.name] !== undefined ||
  (object.kind === 'custom' && (object.sharingModel === 'Private' || object.sharingModel === 'Read'));

const shareObject = (object: ObjectDefinition, position: number, reasons: readonly string[]): ObjectDefinition[] => {
  const names = shareNames(object);
  const prefix = STANDARD[object.name] ?? `s${position.toString(36).padStart(2, '0')}`;
  const levels = (DETAILS[object.name] ?? []).map(
    (detail) => `${detail}AccessLevel !picklist(None|Read|Edit) "${detail} Access"`,
  );
  const label = `${object.label} Share`;
  return standardObjects(`
object ${names.object} ${prefix} "${label}" "${label}" bare deletable
${names.parent} reference(${object.name}) required createonly cascade children(Shares) ${names.parent === 'ParentId' ? 'as(Parent)' : ''}
${names.access} !picklist(None|Read|Edit|All) required
${levels.join('\n')}
UserOrGroupId reference(User|Group) required createonly cascade as(UserOrGroup)
RowCause !picklist(${[CAUSES, ...reasons].join('|')}) createonly
LastModifiedDate datetime required readonly
LastModifiedById reference(User) required readonly
`).map((share) => ({ ...share, shares: object.name }));
};

/**
 * The share objects of an org.
 * @param objects all others
 * @param reasons Apex sharing reasons of the project by full API name of their object
 */
export const shareObjects = (
  objects: readonly ObjectDefinition[],
  reasons: ReadonlyMap<string, readonly string[]>,
): ObjectDefinition[] =>
  objects
    .filter(hasShares)
    .flatMap((object, position) => shareObject(object, position, reasons.get(object.name.toLowerCase()) ?? []));

/** The values that `X__Share.RowCause.Name` may name, by their lower-cased names. */
export const rowCauses = (field: FieldDefinition): ReadonlyMap<string, string> =>
  new Map(field.picklistValues.map(({ value }) => [value.toLowerCase(), value]));

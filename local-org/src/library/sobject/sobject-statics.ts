import { runningUser } from '../../runtime/running-user.ts';
import { transaction } from '../../runtime/transaction.ts';
import type { ObjectDefinition, ObjectKind } from '../../schema/model.ts';
import { sobjectType, STRING } from '../../types/apex-type.ts';
import { ApexMap } from '../../values/collections.ts';
import { SObject } from '../../values/sobject.ts';
import { equalTo, orgRows } from '../database/org-rows.ts';
import { required } from '../raise.ts';

/** A static method of an sObject type: gets the full API name of the object first. */
type SObjectStatic = (objectName: string, ...args: never[]) => unknown;

const definition = (objectName: string): ObjectDefinition => {
  const object = transaction().org.schema.object(objectName, '');
  if (!object) throw new Error(`No object ${objectName} in the schema`);
  return object;
};

const empty = (objectName: string, ownerId: string | null): SObject => {
  const record = new SObject(objectName);
  for (const field of definition(objectName).fields.values()) {
    if (field.type === 'boolean') record.set(field.name, false);
  }
  return ownerId === null ? record : record.set('SetupOwnerId', ownerId);
};

const settingOf = (objectName: string, ownerId: string): SObject | null =>
  orgRows(definition(objectName), equalTo('SetupOwnerId', ownerId))[0] ?? null;

/** Source: Apex Reference, "Custom Settings Methods": user over profile over organization, field by field. */
const hierarchyInstance = (objectName: string, ids: readonly (string | null)[]): SObject => {
  const levels = ids.map((id) => (id === null ? null : settingOf(objectName, id)));
  const found = levels.filter((level) => level !== null);
  const [lowest, ...others] = found;
  if (!lowest) return empty(objectName, null);
  for (const level of others) {
    for (const [field, value] of level.fields) {
      if ((lowest.fields.get(field) ?? null) === null) lowest.fields.set(field, value);
    }
  }
  return lowest;
};

const profileIdOf = (userId: string): string | null => {
  const { org } = transaction();
  const users = org.schema.object('User', '');
  const user = users && org.database.read(users, userId);
  return (user?.get('ProfileId') as string | null | undefined) ?? null;
};

const instanceFor = (objectName: string, id: string | null): SObject => {
  const given = required(id);
  const { org } = transaction();
  if (given.startsWith('005')) return hierarchyInstance(objectName, [given, profileIdOf(given), org.id]);
  return hierarchyInstance(objectName, given === org.id ? [given] : [given, org.id]);
};

const runningInstance = (objectName: string): SObject => {
  const { userId, org } = transaction();
  const profileId = (runningUser()?.get('ProfileId') as string | null | undefined) ?? null;
  return hierarchyInstance(objectName, [userId, profileId, org.id]);
};

const HIERARCHY: Readonly<Record<string, SObjectStatic>> = {
  'SObject getInstance()': runningInstance,
  'SObject getInstance(Id userOrProfileId)': instanceFor,
  'SObject getOrgDefaults()': (objectName) => settingOf(objectName, transaction().org.id) ?? empty(objectName, null),
  'SObject getValues(Id userOrProfileId)': (objectName: string, id: string | null) =>
    settingOf(objectName, required(id)),
};

const byName = (objectName: string, nameField: string): ApexMap => {
  const map = new ApexMap(STRING, sobjectType(objectName));
  for (const record of orgRows(definition(objectName))) map.put(record.get(nameField), record);
  return map;
};

const listValue = (objectName: string, name: string | null): unknown => byName(objectName, 'Name').get(required(name));

const LIST: Readonly<Record<string, SObjectStatic>> = {
  'Map<String,SObject> getAll()': (objectName) => byName(objectName, 'Name'),
  'SObject getInstance(String name)': listValue,
  'SObject getValues(String name)': listValue,
};

const metadataRecord = (objectName: string, key: string | null): unknown => {
  const sought = required(key).toLowerCase();
  const matches = (record: SObject): boolean =>
    ['Id', 'DeveloperName', 'QualifiedApiName'].some((field) => String(record.get(field)).toLowerCase() === sought);
  return orgRows(definition(objectName)).find(matches) ?? null;
};

const METADATA_TYPE: Readonly<Record<string, SObjectStatic>> = {
  'Map<String,SObject> getAll()': (objectName) => byName(objectName, 'DeveloperName'),
  'SObject getInstance(String recordIdOrName)': metadataRecord,
};

/**
 * Static methods that an object of a kind has in Apex: `Sync_Settings__c.getOrgDefaults()`, `Rule__mdt.getAll()`.
 * In their signatures SObject stands for the concrete object.
 * @param kind of the object
 * @returns signature -> implementation, which takes the object's full API name before the arguments
 */
export const sobjectStatics = (kind: ObjectKind): Readonly<Record<string, SObjectStatic>> => {
  if (kind === 'hierarchySetting') return HIERARCHY;
  if (kind === 'listSetting') return LIST;
  return kind === 'metadataType' ? METADATA_TYPE : {};
};

import { transaction } from '../../runtime/transaction.ts';
import type { ClassInfo } from '../../runtime/program.ts';
import type { ApexType } from '../../types/apex-type.ts';
import { ApexObject } from '../../values/apex-object.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { EnumValue } from '../../values/enum.ts';
import { SObject } from '../../values/sobject.ts';

type Copies = Map<object, unknown>;

const infoOf = (type: ApexType | null): ClassInfo | undefined =>
  type?.kind === 'user' ? transaction().org.program.classInfo(type) : undefined;

const dropTransient = (object: object, type: ApexType | null): void => {
  const info = infoOf(type);
  if (!info) return;
  for (const field of info.fields) if (!field.static && field.transient) field.set(object, null);
  dropTransient(object, info.superclass);
};

const copyObject = (value: ApexObject, copies: Copies): unknown => {
  // Objects of the library (tokens, results, requests) are passed on as they are.
  if (value instanceof EnumValue || !infoOf(value.apexType)) return value;
  const made = Object.create(Object.getPrototypeOf(value) as object) as ApexObject;
  copies.set(value, made);
  for (const [key, field] of Object.entries(value))
    (made as unknown as Record<string, unknown>)[key] = copy(field, copies);
  dropTransient(made, made.apexType);
  return made;
};

const copyRecord = (value: SObject, copies: Copies): SObject => {
  const record = new SObject(value.typeName);
  copies.set(value, record);
  record.queried = value.queried;
  for (const [name, field] of value.fields) record.fields.set(name, copy(field, copies));
  return record;
};

const copyMap = (value: ApexMap, copies: Copies): ApexMap => {
  const map = new ApexMap(value.keyType, value.valueType);
  copies.set(value, map);
  for (const [key, item] of value) map.put(copy(key, copies), copy(item, copies));
  return map;
};

const copyList = (value: ApexList, copies: Copies): ApexList => {
  const list = new ApexList(value.elementType);
  copies.set(value, list);
  for (const item of value.items) list.items.push(copy(item, copies));
  return list;
};

const copy = (value: unknown, copies: Copies): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (copies.has(value)) return copies.get(value);
  if (value instanceof ApexList) return copyList(value, copies);
  if (value instanceof ApexSet) {
    const set = new ApexSet(
      value.elementType,
      [...value].map((item) => copy(item, copies)),
    );
    copies.set(value, set);
    return set;
  }
  if (value instanceof ApexMap) return copyMap(value, copies);
  if (value instanceof SObject) return copyRecord(value, copies);
  return value instanceof ApexObject ? copyObject(value, copies) : value;
};

/**
 * An Apex object as Salesforce keeps it between transactions: a copy of it and of everything it refers to, transient
 * fields emptied. What happens to the original afterwards does not reach the copy.
 */
export const serialized = (object: object): object => copy(object, new Map()) as object;

import { transaction } from '../../runtime/transaction.ts';
import type { ClassInfo, FieldInfo } from '../../runtime/program.ts';
import type { ApexType } from '../../types/apex-type.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { SObject } from '../../values/sobject.ts';
import { typeOf } from '../../values/type-of.ts';

const copy = (value: unknown): unknown => {
  if (value instanceof ApexList) return new ApexList(value.elementType, value.items.map(copy));
  if (value instanceof ApexSet) return new ApexSet(value.elementType, [...value].map(copy));
  if (value instanceof SObject) {
    const record = new SObject(value.typeName);
    record.queried = value.queried;
    for (const [name, field] of value.fields) record.fields.set(name, copy(field));
    return record;
  }
  if (!(value instanceof ApexMap)) return value;
  const map = new ApexMap(value.keyType, value.valueType);
  for (const [key, item] of value) map.put(copy(key), copy(item));
  return map;
};

const instanceFields = (type: ApexType | null): FieldInfo[] => {
  const info: ClassInfo | undefined = type ? transaction().org.program.classInfo(type) : undefined;
  if (!info) return [];
  return [...info.fields.filter((field) => !field.static && !field.readOnly), ...instanceFields(info.superclass)];
};

/**
 * Remembers the fields of an Apex object, collections and records included.
 * @returns a function that puts the remembered values back
 */
export const rememberState = (object: object): (() => void) => {
  const saved = instanceFields(typeOf(object)).map((field) => ({ field, value: copy(field.get(object)) }));
  return () => {
    for (const { field, value } of saved) field.set(object, copy(value));
  };
};

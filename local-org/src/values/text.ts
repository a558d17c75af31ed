import { userTimeZone } from '../runtime/running-user.ts';
import { invoke, respondsTo } from '../runtime/invoke.ts';
import { inTransaction, transaction } from '../runtime/transaction.ts';
import type { ClassInfo } from '../runtime/program.ts';
import type { ApexType } from '../types/apex-type.ts';
import { ApexException } from './apex-exception.ts';
import { ApexObject } from './apex-object.ts';
import { Blob } from './blob.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { Decimal } from './decimal.ts';
import { Double } from './double.ts';
import { EnumValue } from './enum.ts';
import { SObject } from './sobject.ts';
import { SObjectFieldToken, SObjectTypeToken } from './schema-token.ts';
import { ApexDate, Datetime, Time } from './temporal.ts';
import { offsetAt } from './time-zone.ts';
import { TypeToken } from './type-token.ts';

/** Collections show so many elements in text, then `...`. */
const SHOWN_ELEMENTS = 10;

const listed = (items: Iterable<string>): string => {
  const shown: string[] = [];
  for (const item of items) {
    if (shown.length === SHOWN_ELEMENTS) {
      shown.push('...');
      break;
    }
    shown.push(item);
  }
  return shown.join(', ');
};

/** What getMessage() answers: exceptions constructed without a message have a standard one. */
export const messageOf = (exception: ApexException): string => exception.apexMessage ?? 'Script-thrown exception';

/** Own and inherited fields of a class written in Apex, inherited ones last. */
const instanceFields = (info: ClassInfo | undefined): ClassInfo['fields'] => {
  if (!info) return [];
  const parent = info.superclass ? transaction().org.program.classInfo(info.superclass) : undefined;
  return [...info.fields.filter((f) => !f.static), ...instanceFields(parent)];
};

const simpleName = (type: ApexType): string => type.name.slice(type.name.lastIndexOf('.') + 1);

const objectText = (object: ApexObject, seen: readonly object[]): string => {
  if (object instanceof EnumValue) return object.name;
  if (object instanceof TypeToken) return object.of.text;
  if (object instanceof SObjectTypeToken) return object.objectName;
  if (object instanceof SObjectFieldToken) return object.fieldName;
  if (respondsTo(object, 'toString', 0)) return String(invoke(object, 'toString', []));
  if (seen.includes(object)) return '(already output)';
  const info = inTransaction() ? transaction().org.program.classInfo(object.apexType) : undefined;
  const fields = instanceFields(info).map((f) => `${f.name}=${nestedText(f.get(object), [...seen, object])}`);
  return `${simpleName(object.apexType)}:[${fields.join(', ')}]`;
};

const recordText = (record: SObject, seen: readonly object[]): string => {
  const schema = inTransaction() ? transaction().org.schema : undefined;
  const definition = schema?.object(record.typeName, '');
  const fields = [...record.fields]
    .filter(([, value]) => !(value instanceof ApexList))
    .map(([name, value]) => {
      const field = definition?.fields.get(name);
      return `${field?.name ?? name}=${nestedText(value, [...seen, record])}`;
    });
  return `${record.typeName}:{${fields.join(', ')}}`;
};

const nestedText = (value: unknown, seen: readonly object[]): string => {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof ApexDate) return `${value.toString()} 00:00:00`;
  if (value instanceof Datetime) return new Datetime(localMs(value)).toString();
  if (value instanceof Blob) return `Blob[${value.bytes.length}]`;
  if (value instanceof ApexException) return `${value.typeName}: ${messageOf(value)}`;
  if (value instanceof ApexObject) return objectText(value, seen);
  if (seen.includes(value)) return '(already output)';
  const inner = [...seen, value];
  if (value instanceof SObject) return recordText(value, seen);
  if (value instanceof ApexList)
    return `(${listed(value.items.slice(0, SHOWN_ELEMENTS + 1).map((item) => nestedText(item, inner)))})`;
  if (value instanceof ApexSet) return `{${listed([...value].map((item) => nestedText(item, inner)))}}`;
  if (value instanceof ApexMap) {
    return `{${listed([...value].map(([k, v]) => `${nestedText(k, inner)}=${nestedText(v, inner)}`))}}`;
  }
  return value instanceof Decimal || value instanceof Double || value instanceof Time
    ? value.toString()
    : value.constructor.name;
};

const localMs = (datetime: Datetime): number => datetime.epochMs + offsetAt(userTimeZone(), datetime.epochMs);

/**
 * A value as text: what string concatenation, String.valueOf and System.debug make of it.
 * @param value any Apex value; null gives `null`
 */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : nestedText(value, []));

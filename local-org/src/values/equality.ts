import { invoke, respondsTo } from '../runtime/invoke.ts';
import { ApexException } from './apex-exception.ts';
import { ApexObject } from './apex-object.ts';
import { Blob } from './blob.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { Decimal } from './decimal.ts';
import { Double } from './double.ts';
import { SObject } from './sobject.ts';
import { ApexDate, Datetime, Time } from './temporal.ts';

/**
 * Hash buckets for keys that JavaScript cannot compare by value: objects with their own equals/hashCode get one
 * token object per equivalence class.
 */
const tokens = new Map<number, WeakRef<ApexObject>[]>();

const tokenOf = (object: ApexObject): unknown => {
  if (!respondsTo(object, 'hashCode', 0) || !respondsTo(object, 'equals', 1)) return object;
  const hash = invoke(object, 'hashCode', []) as number;
  const bucket = tokens.get(hash) ?? [];
  tokens.set(hash, bucket);
  for (const reference of bucket) {
    const other = reference.deref();
    if (other && (other === object || invoke(object, 'equals', [other]) === true)) return other;
  }
  bucket.push(new WeakRef(object));
  return object;
};

/**
 * A value that JavaScript's Map compares as Apex compares map keys and set elements.
 * @param value any Apex value
 * @returns a primitive or an object identity that is equal exactly for equal Apex keys
 */
export const keyOf = (value: unknown): unknown => {
  if (value === null || typeof value !== 'object') return typeof value === 'string' ? `s${value}` : value;
  if (value instanceof Decimal) return `n${value.stripTrailingZeros().toString()}`;
  if (value instanceof Double) return `d${value.value}`;
  if (value instanceof ApexDate) return `D${value.epochDay}`;
  if (value instanceof Datetime) return `T${value.epochMs}`;
  if (value instanceof Time) return `t${value.ms}`;
  if (value instanceof Blob) return `b${Buffer.from(value.bytes).toString('base64')}`;
  if (value instanceof SObject) {
    const fields = [...value.fields].filter(([, v]) => v !== null).sort(([a], [b]) => (a < b ? -1 : 1));
    return `o${value.typeName}${JSON.stringify(fields.map(([name, v]) => [name, keyText(v)]))}`;
  }
  if (value instanceof ApexList) return `l${JSON.stringify(value.items.map(keyText))}`;
  if (value instanceof ApexSet) return `S${JSON.stringify([...value].map(keyText).sort())}`;
  if (value instanceof ApexMap) {
    return `M${JSON.stringify([...value].map(([k, v]) => `${keyText(k)}=${keyText(v)}`).sort())}`;
  }
  return value instanceof ApexObject ? tokenOf(value) : value;
};

const identities = new WeakMap<object, number>();
let nextIdentity = 1;

const keyText = (value: unknown): string => {
  const key = keyOf(value);
  if (typeof key !== 'object' || key === null) return `${typeof key}:${String(key)}`;
  const identity = identities.get(key) ?? nextIdentity++;
  identities.set(key, identity);
  return `#${identity}`;
};

/**
 * Apex `equals`: strings by case, numbers by value within their type, collections by content, Apex objects by
 * their equals method or identity. The `==` operator on strings ignores case and is the compiler's affair.
 */
export const sameValue = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (a instanceof ApexException) return false;
  if (a instanceof ApexObject) {
    return respondsTo(a, 'equals', 1) ? invoke(a, 'equals', [b]) === true : false;
  }
  return a.constructor === b.constructor && keyOf(a) === keyOf(b);
};

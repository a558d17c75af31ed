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
  // Strings are the common key and stand for themselves; every other text starts with a NUL, as does the escape
  // of the strings that start with one.
  if (typeof value === 'string') return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof ApexObject) return tokenOf(value);
  const text = valueKey(value);
  return text === null ? value : `\0${text}`;
};

const valueKey = (value: object): string | null => {
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
  return null;
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
  if (a instanceof ApexList) {
    // Element by element: objects of a list are compared by equals, which may come without a hashCode.
    return (
      b instanceof ApexList &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => sameValue(item, b.items[i]))
    );
  }
  return a.constructor === b.constructor && keyOf(a) === keyOf(b);
};

/** The exact decimal value of an Apex number; undefined for anything else. */
const asDecimal = (value: unknown): Decimal | undefined => {
  if (typeof value === 'number' || typeof value === 'bigint') return Decimal.fromInteger(value);
  if (value instanceof Decimal) return value;
  return value instanceof Double && Number.isFinite(value.value) ? Decimal.fromNumber(value.value) : undefined;
};

/**
 * Equality of values whose static type is Object, as System.assertEquals compares them: numbers by value whatever
 * their types (Integer 1 equals Decimal 1.0), everything else as `sameValue`.
 */
export const looselyEqual = (a: unknown, b: unknown): boolean => {
  if (sameValue(a, b)) return true;
  const left = asDecimal(a);
  const right = left && asDecimal(b);
  return left !== undefined && right !== undefined && left.equals(right);
};

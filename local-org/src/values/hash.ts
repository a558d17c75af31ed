import { invoke, respondsTo } from '../runtime/invoke.ts';
import { ApexException } from './apex-exception.ts';
import { ApexObject } from './apex-object.ts';
import { Blob } from './blob.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { Decimal } from './decimal.ts';
import { Double } from './double.ts';
import { EnumValue } from './enum.ts';
import { SObject } from './sobject.ts';
import { ApexDate, Datetime, Time } from './temporal.ts';

const identities = new WeakMap<object, number>();
let nextIdentity = 0x2a139a55;

/** A number of an object's own, as java.lang.System.identityHashCode gives. */
export const identityHash = (object: object): number => {
  let hash = identities.get(object);
  if (hash === undefined) {
    nextIdentity = (Math.imul(nextIdentity, 1_103_515_245) + 12_345) | 0;
    hash = nextIdentity & 0x7fffffff;
    identities.set(object, hash);
  }
  return hash;
};

/** java.lang.String.hashCode: 31 * hash + each UTF-16 unit, in 32 bits. */
export const textHash = (text: string): number => {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
};

const longHash = (value: bigint): number => Number(BigInt.asIntN(32, value ^ (BigInt.asUintN(64, value) >> 32n)));

const listHash = (items: Iterable<unknown>): number => {
  let hash = 1;
  for (const item of items) hash = (Math.imul(hash, 31) + hashOf(item)) | 0;
  return hash;
};

const sumHash = (items: Iterable<number>): number => {
  let hash = 0;
  for (const item of items) hash = (hash + item) | 0;
  return hash;
};

const doubleBits = (value: number): bigint => new DataView(new Float64Array([value]).buffer).getBigInt64(0, true);

const objectHash = (value: object): number => {
  if (value instanceof EnumValue) return identityHash(value);
  if (value instanceof ApexObject && respondsTo(value, 'hashCode', 0)) return invoke(value, 'hashCode', []) as number;
  if (value instanceof ApexObject || value instanceof ApexException) return identityHash(value);
  if (value instanceof Decimal) return textHash(value.stripTrailingZeros().toString());
  if (value instanceof Double) return longHash(doubleBits(value.value));
  if (value instanceof ApexDate) return longHash(BigInt(value.epochDay * 86_400_000));
  if (value instanceof Datetime) return longHash(BigInt(value.epochMs));
  if (value instanceof Time) return value.ms | 0;
  if (value instanceof Blob) return listHash(value.bytes);
  if (value instanceof ApexList) return listHash(value.items);
  if (value instanceof ApexSet) return sumHash([...value].map(hashOf));
  if (value instanceof ApexMap) return sumHash([...value].map(([k, v]) => hashOf(k) ^ hashOf(v)));
  if (value instanceof SObject) {
    const fields = [...value.fields].filter(([, v]) => v !== null);
    return sumHash([textHash(value.typeName), ...fields.map(([name, v]) => textHash(name) ^ hashOf(v))]);
  }
  return identityHash(value);
};

/**
 * What hashCode() and System.hashCode() answer: equal values have equal hashes.
 * @param value any Apex value; null has the hash 0
 */
export const hashOf = (value: unknown): number => {
  switch (typeof value) {
    case 'string':
      return textHash(value);
    case 'number':
      return value | 0;
    case 'boolean':
      return value ? 1231 : 1237;
    case 'bigint':
      return longHash(value);
    default:
      return typeof value === 'object' && value !== null ? objectHash(value) : 0;
  }
};

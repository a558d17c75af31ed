import { invoke, respondsTo } from '../../runtime/invoke.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { ApexObject } from '../../values/apex-object.ts';
import { Blob } from '../../values/blob.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import { EnumValue } from '../../values/enum.ts';
import { SObject } from '../../values/sobject.ts';
import { ApexDate, Datetime, Time } from '../../values/temporal.ts';
import { exception } from '../raise.ts';

const byNumber = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0);
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Numbers that order a value; undefined for values without such. */
const rank = (value: object): number | undefined => {
  if (value instanceof Double) return value.value;
  if (value instanceof ApexDate) return value.epochDay;
  if (value instanceof Datetime) return value.epochMs;
  if (value instanceof Time) return value.ms;
  return value instanceof EnumValue ? value.ordinal : undefined;
};

/** Source: Apex Developer Guide, "List sorting": type, then Name, then the other fields in alphabetical order. */
const byRecord = (a: SObject, b: SObject): number => {
  const type = byText(a.typeName, b.typeName);
  if (type !== 0) return type;
  const names = [...new Set([...a.fields.keys(), ...b.fields.keys()])].filter((name) => name !== 'name').sort();
  for (const name of ['name', ...names]) {
    const [x, y] = [a.get(name), b.get(name)];
    const order = x instanceof SObject || typeof x !== typeof y ? 0 : naturalOrder(x, y);
    if (order !== 0) return order;
  }
  return 0;
};

const notComparable = (): Error =>
  exception('ListException', 'One or more of the items in this list is not Comparable.');

/**
 * The order of List.sort(): nulls first, primitives by value (strings by case), records by type and fields, Apex
 * objects by their compareTo.
 * @returns negative, zero or positive
 * @throws System.ListException for values that have no order
 */
export const naturalOrder = (a: unknown, b: unknown): number => {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'string' && typeof b === 'string') return byText(a, b);
  if (typeof a !== 'object' || typeof b !== 'object') return byNumber(a as number, b as number);
  if (a instanceof Decimal && b instanceof Decimal) return a.compare(b);
  if (a instanceof SObject && b instanceof SObject) return byRecord(a, b);
  const [x, y] = [rank(a), rank(b)];
  if (x !== undefined && y !== undefined) return byNumber(x, y);
  if (a instanceof Blob || a instanceof ApexException) throw notComparable();
  if (a instanceof ApexObject && respondsTo(a, 'compareTo', 1)) return invoke(a, 'compareTo', [b]) as number;
  throw notComparable();
};

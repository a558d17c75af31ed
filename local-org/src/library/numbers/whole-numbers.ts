import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import { hashOf } from '../../values/hash.ts';
import { typeOf } from '../../values/type-of.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { formatNumber, parseInteger, parseLong, toInteger, toLong } from './number-text.ts';

/** The field errors of primitives are written through the record: the compiler turns `record.Field.addError` into that. */
export const ADD_ERROR = [
  'void addError(Exception exceptionError)',
  'void addError(Exception exceptionError, Boolean escape)',
  'void addError(String errorMsg)',
  'void addError(String errorMsg, Boolean escape)',
] as const;

const integerOf = (value: unknown): number | null => {
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'string') return parseInteger(value);
  if (typeof value === 'bigint') return toInteger(value);
  if (value instanceof Decimal) return toInteger(value.toBigInt());
  if (value instanceof Double) return Math.trunc(value.value) | 0;
  throw exception('TypeException', `Invalid conversion from runtime type ${typeOf(value).text} to Integer`);
};

/** System.Integer. */
export const integerClass: PlatformClass = {
  name: 'Integer',
  kind: 'class',
  staticProperties: { 'Integer MAX_VALUE': () => 2_147_483_647, 'Integer MIN_VALUE': () => -2_147_483_648 },
  statics: {
    'Integer valueOf(String stringToInteger)': (text: string | null) => parseInteger(required(text)),
    'Integer valueOf(Object fieldValue)': (value: unknown) => integerOf(required(value)),
  },
  methods: {
    'String format()': (self: number) => formatNumber(self),
    'Integer intValue()': (self: number) => self,
    'Long longValue()': (self: number) => BigInt(self),
    'Double doubleValue()': (self: number) => new Double(self),
    'Integer hashCode()': hashOf,
    'String toString()': String,
  },
  unsupported: ADD_ERROR,
};

/** System.Long. */
export const longClass: PlatformClass = {
  name: 'Long',
  kind: 'class',
  staticProperties: { 'Long MAX_VALUE': () => 2n ** 63n - 1n, 'Long MIN_VALUE': () => -(2n ** 63n) },
  statics: { 'Long valueOf(String stringToLong)': (text: string | null) => parseLong(required(text)) },
  methods: {
    'String format()': (self: bigint) => formatNumber(self),
    'Integer intValue()': toInteger,
    'Long longValue()': toLong,
    'Double doubleValue()': (self: bigint) => new Double(Number(self)),
    'Integer hashCode()': hashOf,
    'String toString()': String,
  },
  unsupported: ADD_ERROR,
};

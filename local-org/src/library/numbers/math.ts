import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { toInteger, toLong } from './number-text.ts';
import { arithmetic } from './rounding-mode.ts';

type Real = (value: number) => number;

/** The functions that exist for Double and for Decimal alike and compute in binary floating point. */
const REAL: Readonly<Record<string, Real>> = {
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  cbrt: Math.cbrt,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

const realStatics: NonNullable<PlatformClass['statics']> = Object.fromEntries(
  Object.entries(REAL).flatMap(([name, compute]): [string, (value: never) => unknown][] => [
    [`Double ${name}(Double value)`, (value: Double | null) => new Double(compute(required(value).value))],
    [
      `Decimal ${name}(Decimal value)`,
      (value: Decimal | null) => arithmetic(() => Decimal.fromNumber(compute(required(value).toNumber()))),
    ],
  ]),
);

/** Rounds half to even, as java.lang.Math.rint. */
const rint = (value: number): number => {
  const floor = Math.floor(value);
  const distance = value - floor;
  if (distance !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
};

/** Source: Apex Reference, Math.round(Decimal): half to even. */
const nearest = (value: Decimal): bigint => value.withScale(0, 'HALF_EVEN').toBigInt();

const divisor = <T extends number | bigint>(value: T | null): T => {
  const given = required(value);
  if (Number(given) === 0) throw exception('MathException', 'Divide by 0');
  return given;
};

const largerDecimal = (a: Decimal, b: Decimal): Decimal => (a.compare(b) >= 0 ? a : b);
const smallerDecimal = (a: Decimal, b: Decimal): Decimal => (a.compare(b) <= 0 ? a : b);

/** System.Math. */
export const mathClass: PlatformClass = {
  name: 'Math',
  kind: 'class',
  staticProperties: { 'Double E': () => new Double(Math.E), 'Double PI': () => new Double(Math.PI) },
  statics: {
    ...realStatics,
    'Decimal abs(Decimal decimalValue)': (value: Decimal | null) => required(value).abs(),
    'Double abs(Double doubleValue)': (value: Double | null) => new Double(Math.abs(required(value).value)),
    'Integer abs(Integer integerValue)': (value: number | null) => Math.abs(required(value)) | 0,
    'Long abs(Long longValue)': (value: bigint | null) => {
      const given = required(value);
      return toLong(given < 0n ? -given : given);
    },
    'Decimal atan2(Decimal xCoordinate, Decimal yCoordinate)': (x: Decimal | null, y: Decimal | null) =>
      Decimal.fromNumber(Math.atan2(required(x).toNumber(), required(y).toNumber())),
    'Double atan2(Double xCoordinate, Double yCoordinate)': (x: Double | null, y: Double | null) =>
      new Double(Math.atan2(required(x).value, required(y).value)),
    'Decimal ceil(Decimal decimalValue)': (value: Decimal | null) => required(value).withScale(0, 'CEILING'),
    'Double ceil(Double doubleValue)': (value: Double | null) => new Double(Math.ceil(required(value).value)),
    'Decimal floor(Decimal decimalValue)': (value: Decimal | null) => required(value).withScale(0, 'FLOOR'),
    'Double floor(Double doubleValue)': (value: Double | null) => new Double(Math.floor(required(value).value)),
    'Decimal max(Decimal a, Decimal b)': (a: Decimal | null, b: Decimal | null) =>
      largerDecimal(required(a), required(b)),
    'Double max(Double a, Double b)': (a: Double | null, b: Double | null) =>
      new Double(Math.max(required(a).value, required(b).value)),
    'Integer max(Integer a, Integer b)': (a: number | null, b: number | null) => Math.max(required(a), required(b)),
    'Long max(Long a, Long b)': (a: bigint | null, b: bigint | null) => (required(a) > required(b) ? a : b),
    'Decimal min(Decimal a, Decimal b)': (a: Decimal | null, b: Decimal | null) =>
      smallerDecimal(required(a), required(b)),
    'Double min(Double a, Double b)': (a: Double | null, b: Double | null) =>
      new Double(Math.min(required(a).value, required(b).value)),
    'Integer min(Integer a, Integer b)': (a: number | null, b: number | null) => Math.min(required(a), required(b)),
    'Long min(Long a, Long b)': (a: bigint | null, b: bigint | null) => (required(a) < required(b) ? a : b),
    'Integer mod(Integer dividend, Integer divisor)': (a: number | null, b: number | null) =>
      (required(a) % divisor(b)) | 0,
    'Long mod(Long dividend, Long divisor)': (a: bigint | null, b: bigint | null) => required(a) % divisor(b),
    'Double pow(Double base, Double exponent)': (base: Double | null, exponent: Double | null) =>
      new Double(required(base).value ** required(exponent).value),
    'Double random()': () => new Double(Math.random()),
    'Decimal rint(Decimal decimalValue)': (value: Decimal | null) => required(value).withScale(0, 'HALF_EVEN'),
    'Double rint(Double doubleValue)': (value: Double | null) => new Double(rint(required(value).value)),
    'Integer round(Decimal decimalValue)': (value: Decimal | null) => toInteger(nearest(required(value))),
    'Integer round(Double doubleValue)': (value: Double | null) =>
      toInteger(BigInt(Math.floor(required(value).value + 0.5))),
    'Long roundToLong(Decimal decimalValue)': (value: Decimal | null) => toLong(nearest(required(value))),
    'Long roundToLong(Double doubleValue)': (value: Double | null) =>
      toLong(BigInt(Math.floor(required(value).value + 0.5))),
    'Decimal signum(Decimal decimalValue)': (value: Decimal | null) =>
      Decimal.fromInteger(required(value).compare(Decimal.fromInteger(0))),
    'Double signum(Double doubleValue)': (value: Double | null) => new Double(Math.sign(required(value).value)),
  },
};

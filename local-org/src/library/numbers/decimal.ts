import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import type { EnumValue } from '../../values/enum.ts';
import { hashOf } from '../../values/hash.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { formatDecimal, formatNumber, parseDecimal, parseDouble, toInteger, toLong } from './number-text.ts';
import { arithmetic, modeOf } from './rounding-mode.ts';
import { ADD_ERROR } from './whole-numbers.ts';

/** Source: Apex Reference, Decimal.setScale: between -33 and 33, rounding half up. */
const scaled = (self: Decimal, scale: number | null, mode?: EnumValue | null): Decimal => {
  const target = required(scale);
  if (target < -33 || target > 33) throw exception('MathException', `Scale must be between -33 and 33: ${target}`);
  const rounding = mode === undefined ? 'HALF_UP' : modeOf(required(mode));
  if (target >= 0) return arithmetic(() => self.withScale(target, rounding));
  const unit = Decimal.fromInteger(10n ** BigInt(-target));
  return arithmetic(() => self.dividedBy(unit, 0, rounding).times(unit));
};

const power = (self: Decimal, exponent: number): Decimal => {
  if (exponent < 0 || exponent > 32_767) {
    throw exception('MathException', `Exponent must be between 0 and 32,767: ${exponent}`);
  }
  return new Decimal(self.unscaled ** BigInt(exponent), self.scale * exponent);
};

const rounded = (self: Decimal, mode: 'HALF_EVEN' | ReturnType<typeof modeOf>): bigint =>
  toLong(arithmetic(() => self.withScale(0, mode)).toBigInt());

/** System.Decimal. */
export const decimalClass: PlatformClass = {
  name: 'Decimal',
  kind: 'class',
  statics: {
    'Decimal valueOf(Double doubleToDecimal)': (value: Double | null) =>
      arithmetic(() => Decimal.parse(required(value).toString())),
    'Decimal valueOf(Long longToDecimal)': (value: bigint | null) => Decimal.fromInteger(required(value)),
    'Decimal valueOf(String stringToDecimal)': (text: string | null) => parseDecimal(required(text)),
  },
  methods: {
    'Decimal abs()': (self: Decimal) => self.abs(),
    'Decimal divide(Decimal divisor, Integer scale)': (self: Decimal, divisor: Decimal | null, scale: number | null) =>
      arithmetic(() => self.dividedBy(required(divisor), required(scale), 'HALF_UP')),
    'Decimal divide(Decimal divisor, Integer scale, RoundingMode roundingMode)': (
      self: Decimal,
      divisor: Decimal | null,
      scale: number | null,
      mode: EnumValue | null,
    ) => arithmetic(() => self.dividedBy(required(divisor), required(scale), modeOf(required(mode)))),
    'Double doubleValue()': (self: Decimal) => new Double(self.toNumber()),
    'String format()': formatDecimal,
    'Integer hashCode()': hashOf,
    'Integer intValue()': (self: Decimal) => toInteger(self.toBigInt()),
    'Long longValue()': (self: Decimal) => toLong(self.toBigInt()),
    'Decimal pow(Integer exponent)': (self: Decimal, exponent: number | null) => power(self, required(exponent)),
    'Integer precision()': (self: Decimal) => Math.max(self.precision(), self.scale),
    'Long round()': (self: Decimal) => rounded(self, 'HALF_EVEN'),
    'Long round(RoundingMode roundingMode)': (self: Decimal, mode: EnumValue | null) =>
      rounded(self, modeOf(required(mode))),
    'Integer scale()': (self: Decimal) => self.scale,
    'Decimal setScale(Integer scale)': (self: Decimal, scale: number | null) => scaled(self, scale),
    'Decimal setScale(Integer scale, RoundingMode roundingMode)': scaled,
    'Decimal stripTrailingZeros()': (self: Decimal) => self.stripTrailingZeros(),
    'String toPlainString()': (self: Decimal) => self.toString(),
    'String toString()': (self: Decimal) => self.toString(),
  },
  unsupported: ADD_ERROR,
};

/** System.Double. */
export const doubleClass: PlatformClass = {
  name: 'Double',
  kind: 'class',
  statics: {
    'Double valueOf(String stringToDouble)': (text: string | null) => new Double(parseDouble(required(text))),
    'Double valueOf(Object fieldValue)': (value: unknown) => {
      const given = required(value);
      if (given instanceof Double) return given;
      if (given instanceof Decimal) return new Double(given.toNumber());
      if (typeof given === 'number' || typeof given === 'bigint') return new Double(Number(given));
      if (typeof given === 'string') return new Double(parseDouble(given));
      throw exception('TypeException', 'Invalid conversion to Double');
    },
  },
  methods: {
    'String format()': (self: Double) => formatNumber(self.value),
    'Integer hashCode()': hashOf,
    'Double doubleValue()': (self: Double) => self,
    'Integer intValue()': (self: Double) => Math.trunc(self.value) | 0,
    'Long longValue()': (self: Double) => toLong(BigInt(Math.trunc(self.value))),
    'Long round()': (self: Double) => toLong(BigInt(Math.floor(self.value + 0.5))),
    'String toString()': (self: Double) => self.toString(),
  },
  unsupported: ADD_ERROR,
};

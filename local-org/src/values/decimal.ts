export type RoundingMode = 'CEILING' | 'DOWN' | 'FLOOR' | 'HALF_DOWN' | 'HALF_EVEN' | 'HALF_UP' | 'UP' | 'UNNECESSARY';

/** Decimal arithmetic that cannot be done, e.g. a division by zero; the caller turns it into System.MathException. */
export class DecimalError extends Error {}

const power = (n: number): bigint => 10n ** BigInt(n);
const absolute = (n: bigint): bigint => (n < 0n ? -n : n);

/** Divides with the given rounding; both sides are integers. */
const divideRounded = (numerator: bigint, denominator: bigint, mode: RoundingMode): bigint => {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const negative = numerator < 0n !== denominator < 0n;
  const away = quotient + (negative ? -1n : 1n);
  const twice = absolute(remainder) * 2n;
  const half = absolute(denominator);
  switch (mode) {
    case 'UP':
      return away;
    case 'DOWN':
      return quotient;
    case 'CEILING':
      return negative ? quotient : away;
    case 'FLOOR':
      return negative ? away : quotient;
    case 'HALF_UP':
      return twice >= half ? away : quotient;
    case 'HALF_DOWN':
      return twice > half ? away : quotient;
    case 'HALF_EVEN':
      return twice > half || (twice === half && quotient % 2n !== 0n) ? away : quotient;
    case 'UNNECESSARY':
      throw new DecimalError('Rounding necessary');
  }
};

/**
 * An Apex Decimal: an unscaled integer and a scale, with the arithmetic of java.math.BigDecimal that Apex
 * documents (scale of a sum is the larger, of a product the sum of both).
 */
export class Decimal {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** @param text digits with optional sign, point and exponent; surrounding white space is the caller's to strip */
  static parse(text: string): Decimal {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
    if (!match || whole + fraction === '') throw new DecimalError(`Invalid decimal: ${text}`);
    const unscaled = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
    const scale = fraction.length - Number(exponent);
    return scale < 0 ? new Decimal(unscaled * power(-scale), 0) : new Decimal(unscaled, scale);
  }

  static fromNumber(value: number): Decimal {
    if (!Number.isFinite(value)) throw new DecimalError('Infinite or NaN');
    return Decimal.parse(String(value));
  }

  static fromInteger(value: number | bigint): Decimal {
    return new Decimal(BigInt(value), 0);
  }

  private aligned(other: Decimal): [bigint, bigint, number] {
    const scale = Math.max(this.scale, other.scale);
    return [this.unscaled * power(scale - this.scale), other.unscaled * power(scale - other.scale), scale];
  }

  plus(other: Decimal): Decimal {
    const [a, b, scale] = this.aligned(other);
    return new Decimal(a + b, scale);
  }

  minus(other: Decimal): Decimal {
    const [a, b, scale] = this.aligned(other);
    return new Decimal(a - b, scale);
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale);
  }

  /** Division to an explicit scale. @throws DecimalError on division by zero */
  dividedBy(other: Decimal, scale: number, mode: RoundingMode = 'HALF_UP'): Decimal {
    if (other.unscaled === 0n) throw new DecimalError('Divide by 0');
    const shift = scale - this.scale + other.scale;
    const numerator = shift >= 0 ? this.unscaled * power(shift) : this.unscaled;
    const denominator = shift >= 0 ? other.unscaled : other.unscaled * power(-shift);
    return new Decimal(divideRounded(numerator, denominator, mode), scale);
  }

  /** Remainder of the truncated division. @throws DecimalError on division by zero */
  modulo(other: Decimal): Decimal {
    if (other.unscaled === 0n) throw new DecimalError('Divide by 0');
    const [a, b, scale] = this.aligned(other);
    return new Decimal(a % b, scale);
  }

  negated(): Decimal {
    return new Decimal(-this.unscaled, this.scale);
  }

  abs(): Decimal {
    return new Decimal(absolute(this.unscaled), this.scale);
  }

  withScale(scale: number, mode: RoundingMode = 'HALF_UP'): Decimal {
    if (scale >= this.scale) return new Decimal(this.unscaled * power(scale - this.scale), scale);
    return new Decimal(divideRounded(this.unscaled, power(this.scale - scale), mode), scale);
  }

  stripTrailingZeros(): Decimal {
    let { unscaled, scale } = this;
    while (scale > 0 && unscaled % 10n === 0n) {
      unscaled /= 10n;
      scale -= 1;
    }
    return new Decimal(unscaled, scale);
  }

  precision(): number {
    return absolute(this.unscaled).toString().length;
  }

  compare(other: Decimal): -1 | 0 | 1 {
    const [a, b] = this.aligned(other);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  toNumber(): number {
    return Number(this.toString());
  }

  /** Truncated toward zero. */
  toBigInt(): bigint {
    return this.unscaled / power(this.scale);
  }

  /** Plain notation, scale kept: `1.50`. */
  toString(): string {
    if (this.scale === 0) return this.unscaled.toString();
    const digits = absolute(this.unscaled)
      .toString()
      .padStart(this.scale + 1, '0');
    const point = digits.length - this.scale;
    return `${this.unscaled < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
  }
}

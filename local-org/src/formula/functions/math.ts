import { Decimal, type RoundingMode } from '../../values/decimal.ts';
import { numberOf, ZERO, type FormulaValue } from '../value.ts';
import { plain, type FormulaFunction } from './function.ts';

const MANY = 255;

const one = (work: (x: Decimal) => Decimal | null): FormulaFunction =>
  plain(1, 1, (value) => {
    const number = numberOf(value ?? null);
    return number && work(number);
  });

const rounded = (value: Decimal, digits: number, mode: RoundingMode): Decimal => {
  if (digits >= 0) return value.withScale(digits, mode);
  const unit = Decimal.fromInteger(10n ** BigInt(-digits));
  return value.dividedBy(unit, 0, mode).times(unit);
};

const rounding = (mode: RoundingMode, least: number): FormulaFunction =>
  plain(least, 2, (value, digits) => {
    const number = numberOf(value ?? null);
    return number && rounded(number, Math.trunc((numberOf(digits ?? null) ?? ZERO).toNumber()), mode);
  });

const best = (values: readonly FormulaValue[], sign: 1 | -1): Decimal | null =>
  values
    .map(numberOf)
    .filter((value) => value !== null)
    .reduce<Decimal | null>(
      (found, value) => (found === null || value.compare(found) * sign > 0 ? value : found),
      null,
    );

const approximately = (work: (x: number) => number): FormulaFunction =>
  one((x) => {
    const result = work(x.toNumber());
    return Number.isFinite(result) ? Decimal.fromNumber(result) : null;
  });

/** Math functions. Source: Salesforce Help, "Formula Operators and Functions A-Z". */
export const mathFunctions: Readonly<Record<string, FormulaFunction>> = {
  ABS: one((x) => x.abs()),
  ROUND: rounding('HALF_UP', 2),
  TRUNC: rounding('DOWN', 1),
  // CEILING and FLOOR round away from and toward zero; MCEILING and MFLOOR up and down.
  CEILING: one((x) => x.withScale(0, 'UP')),
  FLOOR: one((x) => x.withScale(0, 'DOWN')),
  MCEILING: one((x) => x.withScale(0, 'CEILING')),
  MFLOOR: one((x) => x.withScale(0, 'FLOOR')),
  MIN: plain(1, MANY, (...values) => best(values, -1)),
  MAX: plain(1, MANY, (...values) => best(values, 1)),
  MOD: plain(2, 2, (a, b) => {
    const [x, y] = [numberOf(a ?? null), numberOf(b ?? null)];
    if (!x || !y || y.unscaled === 0n) return null;
    const rest = x.modulo(y);
    return rest.unscaled !== 0n && rest.unscaled < 0n !== y.unscaled < 0n ? rest.plus(y) : rest;
  }),
  SQRT: approximately(Math.sqrt),
  EXP: approximately(Math.exp),
  LN: approximately(Math.log),
  LOG: approximately(Math.log10),
};

import { enumConstants, type EnumValue } from '../../values/enum.ts';
import type { RoundingMode } from '../../values/decimal.ts';
import { DecimalError } from '../../values/decimal.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception } from '../raise.ts';

const MODES: readonly RoundingMode[] = [
  'CEILING',
  'DOWN',
  'FLOOR',
  'HALF_DOWN',
  'HALF_EVEN',
  'HALF_UP',
  'UNNECESSARY',
  'UP',
];

/** System.RoundingMode. */
export const roundingModeEnum: PlatformClass = { name: 'RoundingMode', kind: 'enum', constants: MODES };

enumConstants('RoundingMode', MODES);

/** The mode that an enum constant names. */
export const modeOf = (value: EnumValue): RoundingMode => MODES[value.ordinal] ?? 'HALF_EVEN';

/**
 * Runs decimal arithmetic with its failures as Apex has them.
 * @throws System.MathException
 */
export const arithmetic = <T>(compute: () => T): T => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof DecimalError) throw exception('MathException', error.message);
    throw error;
  }
};

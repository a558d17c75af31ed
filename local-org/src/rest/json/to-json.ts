import { UnsupportedFeature } from '../../errors.ts';
import { Blob } from '../../values/blob.ts';
import { ApexList } from '../../values/collections.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import { ApexDate, Datetime, Time } from '../../values/temporal.ts';

/**
 * The JSON of a field's value, in the API's formats: numbers as numbers, `2026-07-18`,
 * `2026-07-18T10:05:00.000+0000`, `10:05:00.000Z`.
 */
export const valueToJson = (value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof Double) return value.value;
  if (value instanceof Datetime) return new Date(value.epochMs).toISOString().replace('Z', '+0000');
  if (value instanceof ApexDate || value instanceof Time) return value.toString();
  if (value instanceof ApexList) return value.items.map(valueToJson);
  if (value instanceof Blob) return Buffer.from(value.bytes).toString('base64');
  throw new UnsupportedFeature(`a ${value.constructor.name} in the answer of a query over REST`);
};

import type { FieldDefinition } from '../../schema/model.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import { ApexDate, DAY_MS, Datetime } from '../../values/temporal.ts';
import type { Viewer } from '../page-session.ts';

/** `de_DE` as browsers call it: `de-DE`. */
export const browserLocale = (locale: string): string => {
  const tag = locale.replaceAll('_', '-');
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en-US';
  } catch {
    // A locale that only Salesforce knows.
    return 'en-US';
  }
};

const CURRENCY = 'EUR';

const numberOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Decimal) return value.toNumber();
  return value instanceof Double ? value.value : undefined;
};

/** The currency of the org: its records carry none. */
export const orgCurrency = (): string => CURRENCY;

const numberText = (field: FieldDefinition, value: number, locale: string): string => {
  if (field.type === 'currency') {
    return new Intl.NumberFormat(locale, { style: 'currency', currency: CURRENCY }).format(value);
  }
  const digits = { maximumFractionDigits: field.scale };
  if (field.type === 'percent') return `${new Intl.NumberFormat(locale, digits).format(value)} %`;
  return new Intl.NumberFormat(locale, digits).format(value);
};

/**
 * A field's value as a person reads it, in the formats of the user.
 * @returns null for a blank one and for the kinds that read the same everywhere
 */
export const displayValue = (field: FieldDefinition, value: unknown, viewer: Viewer): string | null => {
  if (value === null || value === undefined) return null;
  const locale = browserLocale(viewer.locale);
  if (value instanceof Datetime) {
    return new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: viewer.timeZone,
    }).format(value.epochMs);
  }
  if (value instanceof ApexDate) {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(value.epochDay * DAY_MS);
  }
  const number = numberOf(value);
  if (number !== undefined) return numberText(field, number, locale);
  if (field.type === 'picklist') return field.picklistValues.find((each) => each.value === value)?.label ?? null;
  return null;
};

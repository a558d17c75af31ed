import type { Reader } from '../data/engine.ts';
import { UnsupportedFeature } from '../errors.ts';
import { userTimeZone } from '../runtime/running-user.ts';
import { createField } from '../schema/field.ts';
import type { FieldDefinition, FieldType } from '../schema/model.ts';
import { ApexDate, Datetime } from '../values/temporal.ts';
import type { Expression, Value } from './ast.ts';
import { queryException } from './errors.ts';
import { resolvePath } from './path.ts';
import type { Scope } from './scope.ts';
import { wallClock } from './time-zone.ts';

/** Something a query computes from a row, with the field definition that tells its type. */
export interface Computed {
  readonly field: FieldDefinition;
  readonly read: Reader;
}

const DAY = 86_400_000;

/** Parts of a date by SOQL function; the argument is a date as if in UTC. */
const DATE_PARTS: Readonly<Record<string, (date: Date) => number>> = {
  CALENDAR_YEAR: (date) => date.getUTCFullYear(),
  CALENDAR_QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  CALENDAR_MONTH: (date) => date.getUTCMonth() + 1,
  FISCAL_YEAR: (date) => date.getUTCFullYear(),
  FISCAL_QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  FISCAL_MONTH: (date) => date.getUTCMonth() + 1,
  DAY_IN_MONTH: (date) => date.getUTCDate(),
  DAY_IN_WEEK: (date) => date.getUTCDay() + 1,
  DAY_IN_YEAR: (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1,
  WEEK_IN_MONTH: (date) => Math.floor((date.getUTCDate() - 1) / 7) + 1,
  WEEK_IN_YEAR: (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY / 7) + 1,
  HOUR_IN_DAY: (date) => date.getUTCHours(),
};

const momentOf = (value: unknown, zone: string): Date | undefined => {
  if (value instanceof ApexDate) return new Date(value.epochDay * DAY);
  return value instanceof Datetime ? new Date(wallClock(value.epochMs, zone)) : undefined;
};

const typed = (name: string, type: FieldType): FieldDefinition => createField({ name, label: name, type });

/** `convertTimezone(CreatedDate)` inside a date function asks for the user's time zone instead of GMT. */
const dateArgument = (scope: Scope, argument: Expression | Value | undefined): { inner: Computed; zone: string } => {
  if (argument?.kind === 'call' && argument.name.toLowerCase() === 'converttimezone') {
    return { ...dateArgument(scope, argument.args[0]), zone: userTimeZone() };
  }
  if (argument?.kind !== 'field') throw queryException('unexpected token in a date function');
  return { inner: resolvePath(scope, argument.path), zone: 'GMT' };
};

const labelReader = (field: FieldDefinition, read: Reader): Reader => {
  const labels = new Map(field.picklistValues.map((value) => [value.value.toLowerCase(), value.label]));
  return (row) => {
    const value = read(row);
    if (typeof value !== 'string') return value;
    return value
      .split(';')
      .map((single) => labels.get(single.toLowerCase()) ?? single)
      .join(';');
  };
};

/**
 * Resolves a field or a function of one row.
 * @throws UnsupportedFeature on a function the local org does not know
 */
export const computeExpression = (scope: Scope, expression: Expression): Computed => {
  if (expression.kind === 'field') return resolvePath(scope, expression.path);
  const name = expression.name.toUpperCase();
  const part = DATE_PARTS[name];
  const [argument] = expression.args;
  if (part) {
    const { inner, zone } = dateArgument(scope, argument);
    const read: Reader = (row) => {
      const moment = momentOf(inner.read(row), zone);
      return moment ? part(moment) : null;
    };
    return { field: typed(expression.name, 'int'), read };
  }
  if (name === 'DAY_ONLY') {
    const { inner, zone } = dateArgument(scope, argument);
    const read: Reader = (row) => {
      const moment = momentOf(inner.read(row), zone);
      return moment ? new ApexDate(Math.floor(moment.getTime() / DAY)) : null;
    };
    return { field: typed(expression.name, 'date'), read };
  }
  if (name === 'TOLABEL' && argument?.kind === 'field') {
    const inner = resolvePath(scope, argument.path);
    return { field: inner.field, read: labelReader(inner.field, inner.read) };
  }
  throw new UnsupportedFeature(`SOQL function ${expression.name}`);
};

import { UnsupportedFeature } from '../errors.ts';
import type { FieldDefinition, ObjectDefinition, SummaryDefinition } from '../schema/model.ts';
import { Decimal } from '../values/decimal.ts';
import { compareValues } from './compare.ts';
import type { Engine, Reader } from './engine.ts';
import { fieldReader } from './read.ts';
import type { Row } from './store/layout.ts';
import { convertValue } from './validate/convert.ts';

type Filter = SummaryDefinition['filters'][number];
type Test = (value: unknown, wanted: readonly unknown[]) => boolean;

const isSame = (a: unknown, b: unknown): boolean => {
  if (a === null || b === null) return a === b;
  return typeof a === 'string' && typeof b === 'string'
    ? a.toLowerCase() === b.toLowerCase()
    : compareValues(a, b) === 0;
};

const text = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');

const compared =
  (holds: (order: number) => boolean): Test =>
  (value, [wanted = null]) =>
    value !== null && wanted !== null && holds(compareValues(value, wanted));

const some =
  (holds: (value: string, wanted: string) => boolean): Test =>
  (value, wanted) =>
    wanted.some((one) => holds(text(value), text(one)));

const parts = (value: string): string[] => value.split(';');

/** By the names that metadata has for them. */
const TESTS: Readonly<Record<string, Test>> = {
  equals: (value, wanted) => wanted.some((one) => isSame(value, one)),
  notEqual: (value, wanted) => !wanted.some((one) => isSame(value, one)),
  lessThan: compared((order) => order < 0),
  greaterThan: compared((order) => order > 0),
  lessOrEqual: compared((order) => order <= 0),
  greaterOrEqual: compared((order) => order >= 0),
  contains: some((value, wanted) => value.includes(wanted)),
  notContain: (value, wanted) => !some((one, other) => one.includes(other))(value, wanted),
  startsWith: some((value, wanted) => value.startsWith(wanted)),
  includes: some((value, wanted) => parts(value).includes(wanted)),
  excludes: (value, wanted) => !some((one, other) => parts(one).includes(other))(value, wanted),
};

const OF_TEXT: ReadonlySet<string> = new Set(['picklist', 'multipicklist', 'string', 'combobox']);

const valueOf = (field: FieldDefinition, value: string): unknown => {
  if (value === '') return null;
  if (field.type === 'boolean') return value.toLowerCase() === 'true' || value === '1';
  if (field.type === 'int') return Number(value);
  if (['double', 'currency', 'percent'].includes(field.type)) return Decimal.parse(value);
  const converted = convertValue(field, value);
  return 'value' in converted ? converted.value : value;
};

/** Several values are separated by commas, and one of them must fit. */
const wantedBy = (field: FieldDefinition, { value }: Filter): unknown[] => {
  const values = OF_TEXT.has(field.type) ? value.split(',').map((one) => one.trim()) : [value.trim()];
  return values.map((one) => valueOf(field, one));
};

const testOf = (engine: Engine, child: ObjectDefinition, filter: Filter): ((row: Row) => boolean) => {
  const field = engine.schema.field(child, filter.field, '');
  const test = TESTS[filter.operation];
  if (!field || !test) throw new UnsupportedFeature(`roll-up summary filter ${filter.field} ${filter.operation}`);
  const read: Reader = fieldReader(engine, child, field);
  const wanted = wantedBy(field, filter);
  return (row) => test(read(row), wanted);
};

/**
 * Which details a roll-up summary field takes: those that pass all its filters.
 *
 * @throws UnsupportedFeature for an operation that roll-up summaries of the local org do not know
 */
export const summaryFilter = (
  engine: Engine,
  child: ObjectDefinition,
  filters: SummaryDefinition['filters'],
): ((row: Row) => boolean) => {
  const tests = filters.map((filter) => testOf(engine, child, filter));
  return (row) => tests.every((test) => test(row));
};

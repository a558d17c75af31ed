import { compareValues } from '../data/compare.ts';
import { fieldKey, type ValueKey } from '../data/store/value-key.ts';
import { userLocale, userTimeZone } from '../runtime/running-user.ts';
import { transaction } from '../runtime/transaction.ts';
import type { FieldDefinition } from '../schema/model.ts';
import { ApexList, ApexSet } from '../values/collections.ts';
import { ApexDate, Datetime } from '../values/temporal.ts';
import type { Condition, Expression, Query, Value } from './ast.ts';
import { dateLiteralRange } from './date-literal.ts';
import { queryException } from './errors.ts';
import type { Scope } from './scope.ts';
import { dayIn, startOfDay } from './time-zone.ts';
import { comparableValue, listValues, scalarValue } from './value.ts';

export type Test<T> = (subject: T) => boolean;

/** The left side of a comparison: a row's field in WHERE, an aggregate of a group in HAVING. */
export interface Left<T> {
  readonly field: FieldDefinition;
  readonly read: (subject: T) => unknown;
}

export interface ConditionContext<T> {
  readonly scope: Scope;
  readonly left: (expression: Expression) => Left<T>;
  /** Runs a subquery of IN; the keys of what it selects. */
  readonly subquery: (query: Query) => ReadonlySet<ValueKey>;
}

type Comparison = Extract<Condition, { kind: 'comparison' }>;

const keyOfField = (field: FieldDefinition, value: unknown): ValueKey =>
  field.type === 'boolean' ? value === true : fieldKey(field, value);

const ORDERED: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const likePattern = (pattern: string): RegExp => {
  const source = pattern.replace(
    /\\(.)|([%_])|([.*+?^${}()|[\]\\/])/gs,
    (_whole, escaped: string | undefined, wild: string | undefined, special: string | undefined) => {
      if (escaped !== undefined) return escaped.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
      if (wild !== undefined) return wild === '%' ? '.*' : '.';
      return `\\${special ?? ''}`;
    },
  );
  return new RegExp(`^${source}$`, 'isu');
};

const literalTest = <T>(left: Left<T>, operator: string, literal: Extract<Value, { kind: 'dateLiteral' }>): Test<T> => {
  const zone = userTimeZone();
  const weekStart = /_US$|_CA$|_AU$|^ja|^pt_BR|^zh/.test(userLocale()) ? 0 : 1;
  const days = dateLiteralRange(literal.name, literal.n, dayIn(transaction().now(), zone), weekStart);
  const isDate = left.field.type === 'date';
  if (!isDate && left.field.type !== 'datetime') {
    throw queryException(`value of filter criterion for field '${left.field.name}' must not be a date literal`);
  }
  const from = isDate ? days.from : startOfDay(days.from, zone);
  const to = isDate ? days.to : startOfDay(days.to, zone);
  const tests: Readonly<Record<string, (at: number) => boolean>> = {
    '=': (at) => at >= from && at < to,
    '!=': (at) => at < from || at >= to,
    '<': (at) => at < from,
    '<=': (at) => at < to,
    '>': (at) => at >= to,
    '>=': (at) => at >= from,
  };
  const test = tests[operator];
  if (!test) throw queryException(`unexpected token: ${operator}`);
  return (subject) => {
    const value = left.read(subject);
    if (value instanceof ApexDate) return test(value.epochDay);
    return value instanceof Datetime ? test(value.epochMs) : operator === '!=';
  };
};

const membershipTest = <T>(context: ConditionContext<T>, left: Left<T>, { operator, right }: Comparison): Test<T> => {
  const wanted = operator === 'IN';
  const keys =
    right.kind === 'subquery'
      ? context.subquery(right.query)
      : new Set(
          listValues(right, context.scope.context.binds).map((value) =>
            keyOfField(left.field, comparableValue(left.field, value)),
          ),
        );
  return (subject) => keys.has(keyOfField(left.field, left.read(subject))) === wanted;
};

const inclusionTest = <T>(scope: Scope, left: Left<T>, { operator, right }: Comparison): Test<T> => {
  if (left.field.type !== 'multipicklist') throw queryException(`invalid operator on field '${left.field.name}'`);
  const combinations = listValues(right, scope.context.binds).map((value) => String(value).toLowerCase().split(';'));
  const wanted = operator === 'INCLUDES';
  return (subject) => {
    const value = left.read(subject);
    const chosen = typeof value === 'string' ? value.toLowerCase().split(';') : [];
    return combinations.some((combination) => combination.every((single) => chosen.includes(single))) === wanted;
  };
};

const likeTest = <T>(scope: Scope, left: Left<T>, right: Value): Test<T> => {
  if (left.field.type === 'id' || left.field.type === 'reference') throw queryException('invalid operator on id field');
  const values = listValues(right, scope.context.binds);
  const patterns = values.map((value) => {
    const pattern = comparableValue(left.field, value);
    return likePattern(typeof pattern === 'string' ? pattern : '');
  });
  return (subject) => {
    const value = left.read(subject);
    return typeof value === 'string' && patterns.some((pattern) => pattern.test(value));
  };
};

/** `Id = :ids` with a list or set means IN, `!=` means NOT IN. */
const asMembership = (condition: Comparison, binds: readonly unknown[]): Comparison => {
  const { operator, right } = condition;
  if (right.kind !== 'bind' || (operator !== '=' && operator !== '!=')) return condition;
  const value = scalarValue(right, binds);
  if (!(value instanceof ApexList || value instanceof ApexSet)) return condition;
  return { ...condition, operator: operator === '=' ? 'IN' : 'NOT IN' };
};

const comparisonTest = <T>(context: ConditionContext<T>, written: Comparison): Test<T> => {
  const { scope } = context;
  const condition = asMembership(written, scope.context.binds);
  const { operator, right } = condition;
  const left = context.left(condition.left);
  if (!left.field.filterable) {
    throw queryException(`field '${left.field.name}' can not be filtered in a query call`);
  }
  if (right.kind === 'dateLiteral') return literalTest(left, operator, right);
  if (operator === 'IN' || operator === 'NOT IN') return membershipTest(context, left, condition);
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') return inclusionTest(scope, left, condition);
  if (operator === 'LIKE') return likeTest(scope, left, right);
  const value = comparableValue(left.field, scalarValue(right, scope.context.binds));
  if (operator === '=' || operator === '!=') {
    const key = keyOfField(left.field, value);
    const wanted = operator === '=';
    return (subject) => (keyOfField(left.field, left.read(subject)) === key) === wanted;
  }
  const holds = ORDERED[operator];
  if (!holds || value === null) return () => false;
  return (subject) => {
    const own = left.read(subject);
    return own !== null && holds(compareValues(own, value));
  };
};

/** Turns a condition into a test, with all values evaluated once. */
export const compileCondition = <T>(context: ConditionContext<T>, condition: Condition): Test<T> => {
  switch (condition.kind) {
    case 'and': {
      const tests = condition.conditions.map((part) => compileCondition(context, part));
      return (subject) => tests.every((test) => test(subject));
    }
    case 'or': {
      const tests = condition.conditions.map((part) => compileCondition(context, part));
      return (subject) => tests.some((test) => test(subject));
    }
    case 'not': {
      const test = compileCondition(context, condition.condition);
      return (subject) => !test(subject);
    }
    case 'comparison':
      return comparisonTest(context, condition);
  }
};

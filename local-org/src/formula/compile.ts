import { UnsupportedFeature } from '../errors.ts';
import type { Row } from '../data/store/layout.ts';
import type { FieldDefinition } from '../schema/model.ts';
import { Decimal } from '../values/decimal.ts';
import type { Formula } from './ast.ts';
import { FUNCTIONS } from './functions/index.ts';
import { OPERATORS } from './operators.ts';
import { FormulaError } from './parse.ts';
import { booleanOf, numberOf, ZERO, type FormulaValue } from './value.ts';

/** The record that a formula is evaluated for. */
export interface FormulaRecord {
  readonly row: Row;
  /** The row as stored before the save; undefined for a new record, and where there is no save going on. */
  readonly before?: Row | undefined;
}

export type Evaluate = (record: FormulaRecord) => FormulaValue;

/** A field that a formula names. */
export interface FormulaField {
  readonly definition: FieldDefinition | undefined;
  readonly read: Evaluate;
  /** The value before the save; null for fields of other records. */
  readonly prior: Evaluate;
}

/** What a formula may refer to. */
export interface FormulaScope {
  /** @throws FormulaError when there is no such field @throws UnsupportedFeature on unknown global variables */
  field(path: readonly string[]): FormulaField;
  /** Blank numbers count as zero. */
  readonly blanksAreZero: boolean;
}

/** An argument of a function: evaluated on demand, with the field it names if it is just a field. */
export interface Argument {
  readonly evaluate: Evaluate;
  readonly field: FormulaField | undefined;
}

const NUMBER_TYPES = new Set(['int', 'double', 'currency', 'percent', 'long']);

const CONSTANTS: Readonly<Record<string, FormulaValue>> = { TRUE: true, FALSE: false, NULL: null };

const constantOf = (formula: Formula): FormulaValue | undefined => {
  if (formula.kind === 'text') return formula.value;
  if (formula.kind === 'number') return Decimal.parse(formula.text);
  return formula.kind === 'field' && formula.path.length === 1
    ? CONSTANTS[formula.path[0]?.toUpperCase() ?? '']
    : undefined;
};

const compileField = (scope: FormulaScope, path: readonly string[]): Evaluate => {
  const { definition, read } = scope.field(path);
  if (!scope.blanksAreZero || !definition || !NUMBER_TYPES.has(definition.type)) return read;
  return (record) => read(record) ?? ZERO;
};

const compileCall = (scope: FormulaScope, name: string, args: readonly Formula[]): Evaluate => {
  const definition = FUNCTIONS[name];
  if (!definition) throw new UnsupportedFeature(`formula function ${name}`);
  const { least, most, make } = definition;
  if (args.length < least || args.length > most) {
    throw new FormulaError(`Incorrect number of parameters for function '${name}()'. Received ${args.length}`);
  }
  return make(
    args.map((arg) => {
      const isField = arg.kind === 'field' && constantOf(arg) === undefined;
      const field = isField ? scope.field(arg.path) : undefined;
      // A function that asks whether a field is blank must see the blank, not the zero it counts as.
      return { field, evaluate: field && definition.raw ? field.read : compileFormula(scope, arg) };
    }),
    name,
  );
};

/**
 * Turns a formula into a function of a record.
 * @throws FormulaError when it refers to unknown fields @throws UnsupportedFeature on functions the local org lacks
 */
export const compileFormula = (scope: FormulaScope, formula: Formula): Evaluate => {
  const constant = constantOf(formula);
  if (constant !== undefined) return () => constant;
  switch (formula.kind) {
    case 'field':
      return compileField(scope, formula.path);
    case 'call':
      return compileCall(scope, formula.name, formula.args);
    case 'unary': {
      const operand = compileFormula(scope, formula.operand);
      if (formula.operator === '!') return (record) => !booleanOf(operand(record));
      return (record) => numberOf(operand(record))?.negated() ?? null;
    }
    case 'binary': {
      const left = compileFormula(scope, formula.left);
      const right = compileFormula(scope, formula.right);
      if (formula.operator === '&&') return (record) => booleanOf(left(record)) && booleanOf(right(record));
      if (formula.operator === '||') return (record) => booleanOf(left(record)) || booleanOf(right(record));
      const operate = OPERATORS[formula.operator];
      if (!operate) throw new UnsupportedFeature(`formula operator ${formula.operator}`);
      return (record) => operate(left(record), right(record));
    }
    default:
      throw new FormulaError('Malformed formula');
  }
};

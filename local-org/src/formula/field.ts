import type { Engine, Reader } from '../data/engine.ts';
import { emptyRow } from '../data/store/layout.ts';
import type { FieldDefinition, ObjectDefinition, ValidationRuleDefinition } from '../schema/model.ts';
import { Decimal } from '../values/decimal.ts';
import { Datetime, ApexDate } from '../values/temporal.ts';
import { compileFormula, type Evaluate, type FormulaRecord } from './compile.ts';
import { parseFormula } from './parse.ts';
import { formulaScope, namespaceOf } from './scope.ts';
import { booleanOf, type FormulaValue } from './value.ts';

const compiled = new WeakMap<Engine, Map<object, Evaluate>>();

/** Compiles a formula once per database. @param owner the definition it belongs to */
const evaluatorOf = (engine: Engine, owner: object, compile: () => Evaluate): Evaluate => {
  const known = compiled.get(engine) ?? new Map<object, Evaluate>();
  compiled.set(engine, known);
  let evaluate = known.get(owner);
  if (!evaluate) {
    evaluate = compile();
    known.set(owner, evaluate);
  }
  return evaluate;
};

/** A formula's result as a value of its field. */
const resultOf = (field: FieldDefinition, value: FormulaValue): unknown => {
  if (field.type === 'boolean') return booleanOf(value);
  if (value instanceof Decimal) return value.withScale(field.scale);
  if (field.type === 'date' && value instanceof Datetime) return new ApexDate(Math.floor(value.epochMs / 86_400_000));
  return value === '' ? null : value;
};

/** Reads a formula field of stored rows. */
export const formulaReader = (engine: Engine, object: ObjectDefinition, field: FieldDefinition): Reader => {
  const namespace = namespaceOf(field.name);
  const evaluate = evaluatorOf(engine, field, () =>
    compileFormula(
      formulaScope(engine, object, namespace, field.blanksAreZero ?? true),
      parseFormula(field.formula ?? ''),
    ),
  );
  return (row) => resultOf(field, evaluate({ row }));
};

/**
 * The default value of a field: a formula that may refer to global variables, not to fields.
 * @param text as in the metadata
 */
export const defaultValueOf = (
  engine: Engine,
  object: ObjectDefinition,
  field: FieldDefinition,
  text: string,
): unknown => {
  if (text === '') return null;
  const evaluate = evaluatorOf(engine, field, () =>
    compileFormula(formulaScope(engine, object, namespaceOf(field.name), false), parseFormula(text)),
  );
  return resultOf(field, evaluate({ row: emptyRow }));
};

/** The condition of a validation rule: true refuses the record. */
export const ruleReader = (
  engine: Engine,
  object: ObjectDefinition,
  rule: ValidationRuleDefinition,
): ((record: FormulaRecord) => boolean) => {
  const evaluate = evaluatorOf(engine, rule, () =>
    compileFormula(formulaScope(engine, object, rule.namespace, false), parseFormula(rule.formula)),
  );
  return (record) => booleanOf(evaluate(record));
};

import { ruleReader } from '../../formula/field.ts';
import { rowError } from '../dml/error.ts';
import type { Work } from '../dml/work.ts';
import type { Engine } from '../engine.ts';

/** Runs the active validation rules of the record's object; each that is true adds its message. */
export const checkValidationRules = (engine: Engine, work: Work): void => {
  for (const rule of work.object.validationRules) {
    if (!rule.active) continue;
    const refused = ruleReader(engine, work.object, rule)({ row: work.values, before: work.before });
    if (!refused) continue;
    const fields = rule.errorField === undefined ? [] : [rule.errorField];
    work.errors.push(rowError('FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.message, fields));
  }
};

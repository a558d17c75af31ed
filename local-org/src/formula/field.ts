import { UnsupportedFeature } from '../errors.ts';
import type { Engine, Reader } from '../data/engine.ts';
import type { Row } from '../data/store/layout.ts';
import type { FieldDefinition, ObjectDefinition, ValidationRuleDefinition } from '../schema/model.ts';

export const formulaReader =
  (_engine: Engine, object: ObjectDefinition, field: FieldDefinition): Reader =>
  () => {
    throw new UnsupportedFeature(`formula field ${object.name}.${field.name}`);
  };
export const defaultValueOf = (
  _engine: Engine,
  _object: ObjectDefinition,
  _field: FieldDefinition,
  text: string,
): unknown => (text === 'true' ? true : text === 'false' ? false : text);
export const ruleReader =
  (_engine: Engine, _object: ObjectDefinition, _rule: ValidationRuleDefinition) =>
  (_record: { row: Row; before: Row | undefined }): boolean =>
    false;

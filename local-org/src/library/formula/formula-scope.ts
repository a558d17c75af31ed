import type { FormulaField, FormulaScope } from '../../formula/compile.ts';
import { FormulaError } from '../../formula/parse.ts';
import { toFormulaValue } from '../../formula/value.ts';
import type { FieldInfo } from '../../runtime/program.ts';
import { records } from '../../runtime/records.ts';
import { transaction } from '../../runtime/transaction.ts';
import type { FieldDefinition } from '../../schema/model.ts';
import { sobjectType, type ApexType } from '../../types/apex-type.ts';
import type { SObject } from '../../values/sobject.ts';

/** One step of a dotted name. */
interface Step {
  readonly read: (object: never) => unknown;
  /** undefined at a value that has no members */
  readonly type: ApexType | undefined;
  readonly definition?: FieldDefinition;
}

const missing = (path: readonly string[]): FormulaError =>
  new FormulaError(`Field ${path.join('.')} does not exist. Check spelling.`);

const ofRecord = (type: ApexType, name: string): Step | undefined => {
  const { schema, namespace } = transaction().org;
  const object = schema.object(type.name, namespace);
  const definition = object && schema.field(object, name, namespace);
  if (definition) {
    const key = definition.name.toLowerCase();
    return { read: (record: SObject) => records.field(record, key), type: undefined, definition };
  }
  const parent = object && schema.parentRelationship(object, name, namespace);
  if (!parent?.relationshipName) return undefined;
  const key = parent.relationshipName.toLowerCase();
  const [only = 'SObject', ...others] = parent.referenceTo;
  return {
    read: (record: SObject) => records.parent(record, key),
    type: sobjectType(others.length > 0 ? 'Name' : only),
  };
};

const fieldOf = (type: ApexType, name: string): FieldInfo | undefined => {
  const info = transaction().org.program.classInfo(type);
  const own = info?.fields.find((field) => field.name.toLowerCase() === name.toLowerCase() && !field.static);
  return own ?? (info?.superclass ? fieldOf(info.superclass, name) : undefined);
};

const stepOf = (type: ApexType, name: string): Step | undefined => {
  if (type.kind === 'sobject') return ofRecord(type, name);
  const field = fieldOf(type, name);
  return field && { read: (object: object) => field.get(object), type: field.type };
};

/**
 * What a formula over an object or a record of Apex may refer to: its members, dotted, and global variables.
 * @param referenced is told the names, as written, of the members that the formula reads
 */
export const apexScope = (
  context: ApexType,
  blanksAreZero: boolean,
  referenced: (name: string) => void,
): FormulaScope => {
  const field = (path: readonly string[]): FormulaField => {
    if (path[0]?.startsWith('$')) return transaction().org.database.formulaGlobal(path);
    const steps: Step[] = [];
    let type: ApexType | undefined = context;
    for (const name of path) {
      const step: Step | undefined = type && stepOf(type, name);
      if (!step) throw missing(path);
      steps.push(step);
      type = step.type;
    }
    referenced(path.join('.'));
    const definition = steps.at(-1)?.definition;
    const read: FormulaField['read'] = ({ row }) => {
      let value: unknown = row[0];
      for (const step of steps) {
        if (value === null || value === undefined) return null;
        value = step.read(value as never);
      }
      return toFormulaValue(value);
    };
    return { definition, read, prior: () => null };
  };
  return { field, blanksAreZero };
};

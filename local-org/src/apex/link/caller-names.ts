import { UnsupportedFeature } from '../../errors.ts';
import { transaction } from '../../runtime/transaction.ts';
import { ApexException, nullPointer } from '../../values/apex-exception.ts';
import { ApexObject } from '../../values/apex-object.ts';
import { SObject } from '../../values/sobject.ts';

/** The variables in sight of a call that runs a query from text. */
export interface CallerNames {
  readonly sharing: boolean;
  /** By lower-cased name. */
  readonly names: Readonly<Record<string, () => unknown>>;
  readonly self?: unknown;
}

const member = (value: unknown, name: string): unknown => {
  if (value === null) throw nullPointer();
  const { program, schema, namespace } = transaction().org;
  if (value instanceof SObject) {
    const object = schema.object(value.typeName, namespace);
    const field = object && schema.field(object, name, namespace);
    return value.get(field?.name ?? name);
  }
  if (value instanceof ApexObject) {
    let info = program.classInfo(value.apexType);
    while (info) {
      const field = info.fields.find((f) => f.name.toLowerCase() === name.toLowerCase() && !f.static);
      if (field) return field.get(value);
      info = info.superclass ? program.classInfo(info.superclass) : undefined;
    }
  }
  throw new UnsupportedFeature(`bind variable with a path :${name} in a dynamic query`);
};

/** Answers the value of `:name` or `:name.field` in a query made from text. */
export const bindResolver =
  ({ names, self }: CallerNames) =>
  (expression: string): unknown => {
    const [first = '', ...rest] = expression.split('.').map((part) => part.trim());
    const lower = first.toLowerCase();
    const read = names[lower];
    if (!read && !(lower === 'this' && self !== undefined)) {
      throw new ApexException('System.QueryException', `Variable does not exist: ${expression}`);
    }
    let value = read ? read() : self;
    for (const name of rest) value = member(value, name);
    return value;
  };

import type { Engine } from '../data/engine.ts';
import { resolvePath } from '../soql/path.ts';
import type { Scope } from '../soql/scope.ts';
import { ApexException } from '../values/apex-exception.ts';
import type { ObjectDefinition } from '../schema/model.ts';
import type { FormulaField, FormulaScope } from './compile.ts';
import { globalField } from './globals.ts';
import { FormulaError } from './parse.ts';
import { toFormulaValue } from './value.ts';

/** The namespace of a custom field's or object's full name, '' for none. */
export const namespaceOf = (name: string): string => /^(\w+?)__\w+__\w+$/.exec(name)?.[1] ?? '';

/**
 * What formulas of an object may refer to: its fields, those of its parents, the global variables.
 * @param namespace of the package that the formula came with
 */
export const formulaScope = (
  engine: Engine,
  object: ObjectDefinition,
  namespace: string,
  blanksAreZero: boolean,
): FormulaScope => {
  const context = { binds: [], access: 'system', namespace, sharing: false } as const;
  const scope: Scope = { engine, object, alias: object.name.toLowerCase(), context, mode: 'system', sharing: false };
  const field = (path: readonly string[]): FormulaField => {
    if (path[0]?.startsWith('$')) return globalField(engine, object, path, namespace);
    let resolved;
    try {
      resolved = resolvePath(scope, path);
    } catch (error) {
      if (error instanceof ApexException)
        throw new FormulaError(`Field ${path.join('.')} does not exist. Check spelling.`);
      throw error;
    }
    const { field: definition, read, parents } = resolved;
    return {
      definition,
      read: ({ row }) => toFormulaValue(read(row)),
      prior: ({ before }) => (before && parents.length === 0 ? toFormulaValue(read(before)) : null),
    };
  };
  return { field, blanksAreZero };
};

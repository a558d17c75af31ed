import { fieldSetNamed, fieldSetOf } from '../../library/schema/field-sets.ts';
import { platformType } from '../../types/apex-type.ts';
import { sobjectFieldToken, sobjectTypeToken } from '../../values/schema-token.ts';
import type { FieldExpr, Position } from '../ast.ts';
import { methodsNamed } from '../symbols/members.ts';
import { platformCall } from './calls.ts';
import { code, type Code } from './code.ts';
import { constant, fail, type FunctionContext } from './context.ts';
import { instanceFieldPlace } from './field-places.ts';

const describeOf = (context: FunctionContext, at: Position, token: object, type: string): Code => {
  const [method] = methodsNamed(context.world, platformType(type), 'getDescribe', false);
  if (!method) return fail(context, at, 'Method does not exist or incorrect signature: getDescribe()');
  return platformCall(context, method, [constant(context, token)]);
};

/** Reads one property after the other: the names that follow a describe result. */
const properties = (context: FunctionContext, at: Position, value: Code, names: readonly string[]): Code =>
  names.reduce((current, name) => {
    const node: FieldExpr = { kind: 'field', target: { kind: 'name', name, ...at }, name, safe: false, ...at };
    const place = instanceFieldPlace(context, current, node, false);
    return place?.read ?? fail(context, at, `Variable does not exist: ${name}`);
  }, value);

/**
 * The describe result of an object or a field: `Schema.SObjectType.Account`, `Schema.SObjectType.Account.fields.Name`.
 * @param path the names after `SObjectType`
 */
export const describe = (context: FunctionContext, at: Position, path: readonly string[]): Code => {
  const [name = '', group, member] = path;
  const { schema, namespace } = context.world;
  const object = schema.object(name, namespace) ?? fail(context, at, `Variable does not exist: ${name}`);
  if (group?.toLowerCase() === 'fieldsets' && member !== undefined && member.toLowerCase() !== 'getmap') {
    const set = fieldSetNamed(object, member, namespace) ?? fail(context, at, `Variable does not exist: ${member}`);
    const read = constant(context, () => fieldSetOf(object.name, set));
    return properties(context, at, code(`${read}()`, platformType('Schema.FieldSet')), path.slice(3));
  }
  if (group?.toLowerCase() !== 'fields' || member === undefined) {
    const result = describeOf(context, at, sobjectTypeToken(object.name), 'Schema.SObjectType');
    return properties(context, at, result, path.slice(1));
  }
  const field = schema.field(object, member, namespace);
  if (!field) return fail(context, at, `Variable does not exist: ${member}`);
  const result = describeOf(context, at, sobjectFieldToken(object.name, field.name), 'Schema.SObjectField');
  return properties(context, at, result, path.slice(3));
};

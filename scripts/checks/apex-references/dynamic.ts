/** Names in texts: dynamic SOQL, describe, dynamic field access, and constants that look like an API name. */
import { isTestClass } from '../apex/classes.ts';
import type { Scope } from '../apex/scope.ts';
import { childOf, findAll, literalValue, parseQuery, type Tree } from '../apex/tree.ts';
import { findColumn, nearest } from '../schema/resolve.ts';
import type { ObjectSchema } from '../schema/schema.ts';
import type { Known } from './binds.ts';
import { textValue, wholeText } from './constants.ts';
import { checkQuery, type Report } from './query.ts';

const QUERY_METHOD = /^(?:query|countquery|getquerylocator)(withbinds)?$/i;
const API_NAME = /^(?:(\w+)\.)?((?:[a-z]\w*?__)?\w+?__(?:c|r|e|mdt))$/i;
const FIELD_MAP =
  /^(?:schema\.)?(?:sobjecttype\.)?(\w+)(?:\.sobjecttype)?(?:\.getdescribe\(.*\))?\.fields\.getmap\(\)$/i;

/** Stands where a piece of a dynamic query is only known at run time; nothing is said of it. */
const HOLE = 'OnlyKnownAtRunTime';

/** A call on something: `target.method(arguments)`. */
interface Call {
  readonly target: Tree;
  readonly method: string;
  readonly arguments: readonly Tree[];
  readonly line: number;
}

const callOf = (node: Tree): Call | undefined => {
  const call = node.rule === 'DotExpression' ? childOf(node, 'DotMethodCall') : undefined;
  const [target] = node.children;
  if (call === undefined || target === undefined) return undefined;
  const list = childOf(call, 'ExpressionList')?.children.filter(({ rule }) => rule !== '') ?? [];
  return { target, method: childOf(call, 'AnyId')?.text.toLowerCase() ?? '', arguments: list, line: call.line };
};

const bindKeys = (map: Tree | undefined): ReadonlySet<string> | undefined => {
  const pairs = findAll(map, ['MapCreatorRestPair']);
  const keys = pairs.map((pair) => pair.children[0]?.text ?? '');
  if (map?.rule !== 'NewExpression' || !keys.every((key) => key.startsWith("'"))) return undefined;
  return new Set(keys.map((key) => literalValue(key).toLowerCase()));
};

const checkDynamicQuery = (known: Known, scope: Scope, call: Call, withBinds: boolean, report: Report): void => {
  const [text, binds] = call.arguments;
  if (text === undefined) return;
  const value = textValue(text, scope, known.classes);
  const whole = wholeText(value);
  // A hole that spoils the syntax leaves the query unjudged.
  const source = whole ?? value.pieces.map((piece) => piece ?? ` ${HOLE} `).join('');
  if (!/^\s*select\s/i.test(source)) return;
  const { tree, error } = parseQuery(source);
  if (error !== undefined) {
    if (whole !== undefined)
      report(call.line, 'malformed-query', `The text is not SOQL: ${error}`, 'Correct the query.');
    return;
  }
  const keys = withBinds ? bindKeys(binds) : undefined;
  checkQuery(
    {
      schema: known.schema,
      report: (_line, rule, message, remedy) => {
        if (!message.includes(HOLE)) report(call.line, rule, `In a dynamic query: ${message}`, remedy);
      },
      bound: () => undefined,
    },
    tree,
  );
  for (const bind of findAll(tree, ['BoundExpression'], { nested: true })) {
    const name = bind.text.slice(1);
    const exists = withBinds
      ? keys === undefined || keys.has(name.toLowerCase())
      : scope.typeOf(name.split('.')[0] ?? '') !== undefined;
    if (!exists)
      report(
        call.line,
        'unknown-bind',
        `The dynamic query binds "${name}", which nothing provides`,
        withBinds ? 'Add it to the map of binds.' : 'Declare the variable, or correct the name.',
      );
  }
};

const literalOf = (expression: Tree | undefined): string | undefined => {
  const literal = childOf(childOf(expression, 'LiteralPrimary'), 'Literal')?.text;
  return literal?.startsWith("'") ? literalValue(literal) : undefined;
};

const checkColumn = (object: ObjectSchema, name: string, line: number, report: Report): void => {
  if (findColumn(object, name) !== undefined || object.parents.has(name.toLowerCase())) return;
  const near = nearest(
    name,
    [...object.columns.values()].map((column) => column.name),
  );
  report(
    line,
    'unknown-column',
    `${object.name} has no column "${name}"`,
    near ? `Did you mean ${near}? Correct the name.` : 'Correct the name.',
  );
};

const ACCESS = new Set(['get', 'put', 'isset', 'getpopulatedfieldsasmap']);
const PARENT_ACCESS = new Set(['getsobject', 'putsobject']);

const checkAccess = (known: Known, scope: Scope, call: Call, report: Report): void => {
  const name = literalOf(call.arguments[0]);
  if (name === undefined) return;
  const map = FIELD_MAP.exec(call.target.text)?.[1];
  const described = map !== undefined && call.method === 'get' ? known.schema.object(map) : undefined;
  if (described) checkColumn(described, name, call.line, report);
  if (
    call.method === 'get' &&
    /getglobaldescribe\(\)$/i.test(call.target.text) &&
    known.schema.object(name) === undefined
  ) {
    report(call.line, 'unknown-object', `There is no object "${name}"`, 'Correct the name, or add the object.');
  }
  const variable = childOf(call.target, 'IdPrimary')?.text;
  const type = variable === undefined ? undefined : scope.typeOf(variable);
  const object =
    type === undefined || ['sobject', 'aggregateresult'].includes(type.toLowerCase())
      ? undefined
      : known.schema.object(type);
  if (object === undefined) return;
  if (ACCESS.has(call.method)) checkColumn(object, name, call.line, report);
  if (PARENT_ACCESS.has(call.method) && !object.parents.has(name.toLowerCase())) {
    report(
      call.line,
      'unknown-relationship',
      `${object.name} has no relationship "${name}"`,
      'Correct the name (with __r for a custom one).',
    );
  }
};

/** Checks the names in the texts of a call. */
export const checkDynamicNames = (known: Known, scope: Scope, node: Tree, report: Report): void => {
  const call = callOf(node);
  if (call === undefined) return;
  const query = /^(system\.)?database$/i.test(call.target.text) ? QUERY_METHOD.exec(call.method) : null;
  if (query) checkDynamicQuery(known, scope, call, query[1] !== undefined, report);
  else checkAccess(known, scope, call, report);
};

/** Own objects, fields and relationships, lower case. */
const ownNames = ({ schema }: Known): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const own of [...schema.ownObjects, 'Task', 'Event']) {
    const object = schema.object(own);
    names.add(own.toLowerCase());
    for (const each of [
      ...(object?.columns.keys() ?? []),
      ...(object?.parents.keys() ?? []),
      ...(object?.children.keys() ?? []),
    ])
      names.add(each);
    for (const field of object?.columns.values() ?? []) {
      const target = field.referenceTo[0];
      for (const child of (target && schema.object(target)?.children.keys()) ?? []) names.add(child);
    }
  }
  return names;
};

const cached = new WeakMap<Known, ReadonlySet<string>>();

/** A text such as `Meeting__c` or `Sync_Log__c.Status__c` must name something of the project. Tests may invent names. */
export const checkNameConstant = (known: Known, scope: Scope, literal: Tree, report: Report): void => {
  if (!literal.text.startsWith("'") || (scope.within && isTestClass(scope.within))) return;
  const [, owner, name] = API_NAME.exec(literalValue(literal.text)) ?? [];
  if (name === undefined) return;
  const names = cached.get(known) ?? ownNames(known);
  cached.set(known, names);
  const key = name.toLowerCase();
  const local = key.replace(/^[a-z0-9]+?__(?=.*__[a-z]+$)/, '');
  const object = owner === undefined ? undefined : known.schema.object(owner);
  if (owner !== undefined && object === undefined) {
    report(literal.line, 'unknown-name', `The text names "${owner}", which is no object`, 'Correct the name.');
  } else if (object ? findColumn(object, name) === undefined : !names.has(key) && !names.has(local)) {
    report(
      literal.line,
      'unknown-name',
      `The text names "${name}", which the project does not have`,
      'Correct the name, or add what it names.',
    );
  }
};

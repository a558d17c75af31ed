import { NULL, VOID } from '../../types/apex-type.ts';
import type {
  BlockStmt,
  DmlStmt,
  Expr,
  IfStmt,
  LocalStmt,
  Position,
  ReturnStmt,
  RunAsStmt,
  Stmt,
  TryStmt,
  WhileStmt,
  ForStmt,
} from '../ast.ts';
import { isException } from '../symbols/hierarchy.ts';
import { assignment, step } from './assignments.ts';
import { refused } from './arguments.ts';
import { quoted } from './code.ts';
import { assigned } from './conversions.ts';
import { constant, declareLocal, fail, inScope, StatementAbandoned, type FunctionContext } from './context.ts';
import { anyTypeOf, conditionOf, expression, typeOf } from './expressions.ts';
import { forEach } from './for-each.ts';
import { switchStatement } from './switch.ts';

/** Moves to the statement's line and notes there, for coverage, that it ran. */
export const begin = (context: FunctionContext, at: Position): void => {
  context.file.out.at(at.line);
  context.file.lines.add(at.line);
  context.file.out.write(`h[${at.line}]=1;`);
};

const EFFECTS = new Set(['assign', 'call', 'chain', 'new', 'step', 'soql']);

/** JavaScript of an expression whose value does not matter. */
export const effect = (context: FunctionContext, node: Expr): string => {
  if (!EFFECTS.has(node.kind)) fail(context, node, 'Expression cannot be a statement.');
  if (node.kind === 'assign') return assignment(context, node, false).js;
  if (node.kind === 'step') return step(context, node, false).js;
  return expression(context, node).js;
};

const local = (context: FunctionContext, node: LocalStmt): void => {
  const type = anyTypeOf(context, node.type);
  if (type === VOID) fail(context, node, 'Invalid type: void');
  for (const variable of node.variables) {
    let value = 'null';
    try {
      if (variable.value) value = assigned(context, variable, expression(context, variable.value), type).js;
    } finally {
      // Declared even when its value is wrong, so that later statements do not complain about the name.
      const js = declareLocal(context, variable, variable.name, type, node.final && variable.value !== null);
      context.file.out.write(`let ${js}=${value};`);
    }
  }
  if (type.kind === 'unknown') throw new StatementAbandoned(type.name);
};

const branch = (context: FunctionContext, node: IfStmt): void => {
  const { out } = context.file;
  out.write(`if(${conditionOf(context, node.condition)}){`);
  inScope(context, () => statement(context, node.then));
  out.write('}');
  if (!node.else) return;
  out.write('else{');
  inScope(context, () => statement(context, node.else ?? { kind: 'empty', line: node.line, column: node.column }));
  out.write('}');
};

const whileLoop = (context: FunctionContext, node: WhileStmt): void => {
  const { out } = context.file;
  out.write(node.kind === 'while' ? `while(${conditionOf(context, node.condition)}){` : 'do{');
  inScope(context, () => statement(context, node.body));
  out.write(node.kind === 'while' ? '}' : `}while(${conditionOf(context, node.condition)});`);
};

const forLoop = (context: FunctionContext, node: ForStmt): void => {
  const { out } = context.file;
  inScope(context, () => {
    out.write('{');
    for (const part of node.init) {
      if (part.kind === 'local') local(context, part);
      else if (part.kind === 'expression') out.write(`${effect(context, part.expression)};`);
    }
    const test = node.condition ? conditionOf(context, node.condition) : '';
    out.write(`for(;${test};${node.update.map((e) => effect(context, e)).join(',')}){`);
    inScope(context, () => statement(context, node.body));
    out.write('}}');
  });
};

const attempt = (context: FunctionContext, node: TryStmt): void => {
  const { out } = context.file;
  out.write('try{');
  block(context, node.body);
  out.write('}');
  if (node.catches.length > 0) {
    out.at(node.catches[0]?.line ?? node.line);
    out.write('catch(e0){const e=$.caught(e0);');
    node.catches.forEach((clause, i) => {
      inScope(context, () => {
        out.at(clause.line);
        const type = typeOf(context, clause.type);
        if (!isException(context.world, type)) fail(context, clause, `Catch type must be an exception: ${type.text}`);
        const js = declareLocal(context, clause, clause.name, type);
        out.write(`${i === 0 ? '' : 'else '}if($.instanceOf(e,${constant(context, type)})){let ${js}=e;`);
        block(context, clause.body);
        out.write('}');
      });
    });
    out.write('else throw e0;}');
  }
  if (node.finally) {
    out.write('finally{');
    block(context, node.finally);
    out.write('}');
  }
};

const result = (context: FunctionContext, node: ReturnStmt): void => {
  const { out } = context.file;
  if (!node.value) {
    if (context.returns !== VOID) fail(context, node, 'Non-void method must return a value');
    out.write(context.isConstructor ? 'return this;' : 'return;');
    return;
  }
  const value = expression(context, node.value);
  if (context.returns === VOID) fail(context, node, 'Void method must not return a value');
  out.write(`return ${assigned(context, node.value, value, context.returns).js};`);
};

const dml = (context: FunctionContext, node: DmlStmt): void => {
  const value = expression(context, node.value);
  const [element] = value.type.args;
  const rows = value.type.kind === 'sobject' || (value.type.name === 'List' && element?.kind === 'sobject');
  const isId = node.operation === 'merge' || node.operation === 'delete' || node.operation === 'undelete';
  if (!rows && !(isId && value.type.kind === 'null')) {
    fail(context, node, `DML requires SObject or SObject list type: ${value.type.text}`);
  }
  const second = node.second ? expression(context, node.second).js : 'null';
  const field = node.field === null ? 'null' : quoted(node.field.split('.').at(-1) ?? '');
  const access = quoted(node.access ?? 'system');
  context.file.out.write(`$.dml(${quoted(node.operation)},${value.js},${access},${field},${second});`);
};

const runAs = (context: FunctionContext, node: RunAsStmt): void => {
  const { out } = context.file;
  const [user] = node.args;
  if (!user) return void fail(context, node, 'System.runAs needs a user');
  out.write(`{const r=$.beginRunAs(${expression(context, user).js});try{`);
  block(context, node.body);
  out.write('}finally{$.endRunAs(r);}}');
};

const thrown = (context: FunctionContext, node: Stmt & { kind: 'throw' }): void => {
  const value = expression(context, node.value);
  if (value.type !== NULL && !isException(context.world, value.type)) {
    fail(context, node, `Throw expression must be of type exception: ${value.type.text}`);
  }
  context.file.out.write(`throw $.thrown(${value.js});`);
};

/** The statements of a block, in a scope of their own. */
export const block = (context: FunctionContext, node: BlockStmt): void => {
  inScope(context, () => node.statements.forEach((inner) => statement(context, inner)));
};

type Emit<K extends Stmt['kind']> = (context: FunctionContext, node: Extract<Stmt, { kind: K }>) => void;

const keyword = (context: FunctionContext, node: Stmt): void => context.file.out.write(`${node.kind};`);

const EMIT: { readonly [K in Stmt['kind']]: Emit<K> } = {
  block: (context, node) => {
    context.file.out.write('{');
    block(context, node);
    context.file.out.write('}');
  },
  local,
  if: branch,
  switch: switchStatement,
  for: forLoop,
  forEach,
  while: whileLoop,
  doWhile: whileLoop,
  try: attempt,
  return: result,
  throw: thrown,
  break: keyword,
  continue: keyword,
  empty: () => undefined,
  dml,
  runAs,
  expression: (context, node) => context.file.out.write(`${effect(context, node.expression)};`),
};

/** Writes code; where that turns out to be impossible, code that refuses to run in its place. */
export const orRefused = (context: FunctionContext, emit: () => void): void => {
  const { out } = context.file;
  const begun = out.here();
  try {
    emit();
  } catch (error) {
    if (!(error instanceof StatementAbandoned)) throw error;
    out.backTo(begun);
    out.write(`${refused(error.feature)};`);
  }
};

/** Compiles a statement; what is wrong with it is reported, and the compilation goes on with the next one. */
export const statement = (context: FunctionContext, node: Stmt): void => {
  if (node.kind !== 'block' && node.kind !== 'try' && node.kind !== 'empty') begin(context, node);
  // The table has an entry of the node's own kind, which its type cannot say for a union.
  orRefused(context, () => (EMIT[node.kind] as (context: FunctionContext, node: Stmt) => void)(context, node));
};

import type {
  AccessLevelContext,
  BlockContext,
  CatchClauseContext,
  ForStatementContext,
  LocalVariableDeclarationContext,
  StatementContext,
  SwitchStatementContext,
  WhenLiteralContext,
} from '@apexdevtools/apex-parser';
import type { BlockStmt, DmlStmt, Expr, LocalStmt, Position, Stmt, SwitchStmt, TryStmt, WhenValue } from '../ast.ts';
import { expression, expressionList } from './expressions.ts';
import { unquote } from './literals.ts';
import { has, maybe, positionOf } from './tree.ts';
import { modifiers, namedType, typeRef } from './types.ts';

export const block = (context: BlockContext): BlockStmt => ({
  kind: 'block',
  statements: context.statement_list().map(statement),
  ...positionOf(context),
});

const local = (context: LocalVariableDeclarationContext): LocalStmt => ({
  kind: 'local',
  type: typeRef(context.typeRef()),
  final: modifiers(context.modifier_list()).keywords.includes('final'),
  variables: context
    .variableDeclarators()
    .variableDeclarator_list()
    .map((variable) => {
      const value = maybe(variable.expression());
      return { name: variable.id().getText(), value: value ? expression(value) : null, ...positionOf(variable) };
    }),
  ...positionOf(context),
});

const whenLiteral = (context: WhenLiteralContext): Expr => {
  const inner = maybe(context.whenLiteral());
  if (inner) return whenLiteral(inner);
  const at = positionOf(context);
  const sign = context.SUB_list().length % 2 === 1 ? '-' : '';
  const integer = maybe(context.IntegerLiteral());
  if (integer) return { kind: 'literal', type: 'Integer', value: sign + integer.getText(), ...at };
  const long = maybe(context.LongLiteral());
  if (long) return { kind: 'literal', type: 'Long', value: sign + long.getText().slice(0, -1), ...at };
  if (has(context.NULL())) return { kind: 'literal', type: 'null', value: 'null', ...at };
  const name = maybe(context.qualifiedName());
  if (!name) return { kind: 'literal', type: 'String', value: unquote(context.getText()), ...at };
  const [first, ...rest] = name.id_list();
  let node: Expr = { kind: 'name', name: first?.getText() ?? '', ...at };
  for (const id of rest) node = { kind: 'field', target: node, name: id.getText(), safe: false, ...at };
  return node;
};

const switchStatement = (context: SwitchStatementContext): SwitchStmt => ({
  kind: 'switch',
  subject: expression(context.expression()),
  cases: context.whenControl_list().map((control) => {
    const value = control.whenValue();
    const type = maybe(value.typeRef());
    const when: WhenValue = has(value.ELSE())
      ? { kind: 'else' }
      : type
        ? { kind: 'type', type: typeRef(type), name: value.id().getText() }
        : { kind: 'values', values: value.whenLiteral_list().map(whenLiteral) };
    return { when, body: block(control.block()) };
  }),
  ...positionOf(context),
});

const empty = (at: Position): Stmt => ({ kind: 'empty', ...at });

const forStatement = (context: ForStatementContext): Stmt => {
  const at = positionOf(context);
  const inner = maybe(context.statement());
  const body = inner ? statement(inner) : empty(at);
  const control = context.forControl();
  const each = maybe(control.enhancedForControl());
  if (each) {
    const name = each.id().getText();
    return {
      kind: 'forEach',
      type: typeRef(each.typeRef()),
      name,
      iterable: expression(each.expression()),
      body,
      ...at,
    };
  }
  const init = maybe(control.forInit());
  const declaration = maybe(init?.localVariableDeclaration());
  const condition = maybe(control.expression());
  return {
    kind: 'for',
    init: declaration
      ? [local(declaration)]
      : expressionList(maybe(init?.expressionList())).map((e) => ({
          kind: 'expression',
          expression: e,
          line: e.line,
          column: e.column,
        })),
    condition: condition ? expression(condition) : null,
    update: expressionList(maybe(maybe(control.forUpdate())?.expressionList())),
    body,
    ...at,
  };
};

const catchClause = (context: CatchClauseContext): TryStmt['catches'][number] => ({
  type: namedType(context.qualifiedName()),
  name: context.id().getText(),
  body: block(context.block()),
  ...positionOf(context),
});

const access = (context: AccessLevelContext | undefined): DmlStmt['access'] =>
  context ? (has(context.USER()) ? 'user' : 'system') : null;

const dml = (context: StatementContext, at: Position): DmlStmt | undefined => {
  const plain = { kind: 'dml', second: null, field: null, ...at } as const;
  const simple = {
    insert: maybe(context.insertStatement()),
    update: maybe(context.updateStatement()),
    delete: maybe(context.deleteStatement()),
    undelete: maybe(context.undeleteStatement()),
  };
  for (const operation of ['insert', 'update', 'delete', 'undelete'] as const) {
    const found = simple[operation];
    if (found) {
      return { ...plain, operation, access: access(maybe(found.accessLevel())), value: expression(found.expression()) };
    }
  }
  const upsert = maybe(context.upsertStatement());
  if (upsert) {
    const field = maybe(upsert.qualifiedName())?.getText() ?? null;
    const value = expression(upsert.expression());
    return { ...plain, operation: 'upsert', access: access(maybe(upsert.accessLevel())), value, field };
  }
  const merge = maybe(context.mergeStatement());
  if (!merge) return undefined;
  const [value, second] = [expression(merge.expression(0)), expression(merge.expression(1))];
  return { ...plain, operation: 'merge', access: access(maybe(merge.accessLevel())), value, second };
};

const control = (context: StatementContext, at: Position): Stmt | undefined => {
  const branch = maybe(context.ifStatement());
  if (branch) {
    const [then, otherwise] = branch.statement_list();
    return {
      kind: 'if',
      condition: expression(branch.parExpression().expression()),
      then: then ? statement(then) : empty(at),
      else: otherwise ? statement(otherwise) : null,
      ...at,
    };
  }
  const choice = maybe(context.switchStatement());
  if (choice) return switchStatement(choice);
  const loop = maybe(context.forStatement());
  if (loop) return forStatement(loop);
  const whileLoop = maybe(context.whileStatement());
  if (whileLoop) {
    const inner = maybe(whileLoop.statement());
    const condition = expression(whileLoop.parExpression().expression());
    return { kind: 'while', condition, body: inner ? statement(inner) : empty(at), ...at };
  }
  const doLoop = maybe(context.doWhileStatement());
  if (!doLoop) return undefined;
  const condition = expression(doLoop.parExpression().expression());
  return { kind: 'doWhile', condition, body: block(doLoop.block()), ...at };
};

const flow = (context: StatementContext, at: Position): Stmt | undefined => {
  const attempt = maybe(context.tryStatement());
  if (attempt) {
    const last = maybe(attempt.finallyBlock());
    return {
      kind: 'try',
      body: block(attempt.block()),
      catches: attempt.catchClause_list().map(catchClause),
      finally: last ? block(last.block()) : null,
      ...at,
    };
  }
  const back = maybe(context.returnStatement());
  if (back) {
    const value = maybe(back.expression());
    return { kind: 'return', value: value ? expression(value) : null, ...at };
  }
  const thrown = maybe(context.throwStatement());
  if (thrown) return { kind: 'throw', value: expression(thrown.expression()), ...at };
  if (has(context.breakStatement())) return { kind: 'break', ...at };
  if (has(context.continueStatement())) return { kind: 'continue', ...at };
  const runAs = maybe(context.runAsStatement());
  return runAs
    ? { kind: 'runAs', args: expressionList(maybe(runAs.expressionList())), body: block(runAs.block()), ...at }
    : undefined;
};

/** Turns a statement of the parse tree into the project's own tree. */
export const statement = (context: StatementContext): Stmt => {
  const at = positionOf(context);
  const inner = maybe(context.block());
  if (inner) return block(inner);
  const declaration = maybe(context.localVariableDeclarationStatement());
  if (declaration) return local(declaration.localVariableDeclaration());
  const plain = maybe(context.expressionStatement());
  if (plain) return { kind: 'expression', expression: expression(plain.expression()), ...at };
  const found = control(context, at) ?? flow(context, at) ?? dml(context, at);
  if (!found) throw new Error(`Unknown statement: ${context.getText()}`);
  return found;
};

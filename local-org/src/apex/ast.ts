import type { Query } from '../soql/ast.ts';
import type { Search } from '../sosl/ast.ts';

/**
 * An Apex source file as plain JSON: independent of the parser, so that it can be kept on disk between runs.
 * Names are as written; nothing is resolved.
 */
export interface Position {
  /** One-based. */
  readonly line: number;
  /** One-based. */
  readonly column: number;
}

/** A type as written: `Map<Id, List<Account>>`, `Database.SaveResult`, `String[]`. */
export interface TypeRef extends Position {
  readonly parts: readonly { readonly name: string; readonly args: readonly TypeRef[] }[];
  /** Number of `[]` after the name. */
  readonly arrays: number;
}

/** Keywords and annotations before a declaration. */
export interface Modifiers {
  /** Lower-cased keywords; `with sharing` and its kin are `sharing:with`. */
  readonly keywords: readonly string[];
  readonly annotations: readonly { readonly name: string; readonly values: Readonly<Record<string, string>> }[];
}

// ---------------------------------------------------------------------------------------------- expressions

export type LiteralType = 'Integer' | 'Long' | 'Double' | 'Decimal' | 'String' | 'Boolean' | 'null';

export type AssignOperator = '=' | '+=' | '-=' | '*=' | '/=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '>>>=';

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '<<'
  | '>>'
  | '>>>'
  | '<'
  | '>'
  | '<='
  | '>='
  | '=='
  | '!='
  | '==='
  | '!=='
  | '&'
  | '|'
  | '^'
  | '&&'
  | '||'
  | '??';

export interface LiteralExpr extends Position {
  readonly kind: 'literal';
  readonly type: LiteralType;
  /** Digits as written; strings unescaped; `true` / `false`. */
  readonly value: string;
}
export interface NameExpr extends Position {
  readonly kind: 'name';
  readonly name: string;
}
export interface FieldExpr extends Position {
  readonly kind: 'field';
  readonly target: Expr;
  readonly name: string;
  /** `?.` */
  readonly safe: boolean;
}
export interface CallExpr extends Position {
  readonly kind: 'call';
  /** null for an unqualified call */
  readonly target: Expr | null;
  readonly name: string;
  readonly args: readonly Expr[];
  readonly safe: boolean;
}
/** `this(...)` and `super(...)` */
export interface ChainExpr extends Position {
  readonly kind: 'chain';
  readonly which: 'this' | 'super';
  readonly args: readonly Expr[];
}
export interface ThisExpr extends Position {
  readonly kind: 'this' | 'super';
}
export interface IndexExpr extends Position {
  readonly kind: 'index';
  readonly target: Expr;
  readonly index: Expr;
}
export interface NewExpr extends Position {
  readonly kind: 'new';
  readonly type: TypeRef;
  /** `X(...)`, `X{a, b}` or `X[]{a, b}`, `Map{k => v}`, `X[size]` */
  readonly form: 'arguments' | 'items' | 'pairs' | 'size';
  readonly args: readonly Expr[];
  readonly pairs: readonly { readonly key: Expr; readonly value: Expr }[];
}
export interface CastExpr extends Position {
  readonly kind: 'cast';
  readonly type: TypeRef;
  readonly operand: Expr;
}
export interface UnaryExpr extends Position {
  readonly kind: 'unary';
  readonly operator: '+' | '-' | '!' | '~';
  readonly operand: Expr;
}
export interface StepExpr extends Position {
  readonly kind: 'step';
  readonly operator: '++' | '--';
  readonly prefix: boolean;
  readonly operand: Expr;
}
export interface BinaryExpr extends Position {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
}
export interface InstanceOfExpr extends Position {
  readonly kind: 'instanceof';
  readonly operand: Expr;
  readonly type: TypeRef;
}
export interface ConditionalExpr extends Position {
  readonly kind: 'conditional';
  readonly condition: Expr;
  readonly whenTrue: Expr;
  readonly whenFalse: Expr;
}
export interface AssignExpr extends Position {
  readonly kind: 'assign';
  readonly operator: AssignOperator;
  readonly target: Expr;
  readonly value: Expr;
}
/** `Account.class`; type is null for `void.class` */
export interface ClassLiteralExpr extends Position {
  readonly kind: 'classLiteral';
  readonly type: TypeRef | null;
}
export interface SoqlExpr extends Position {
  readonly kind: 'soql';
  readonly query: Query;
  readonly binds: readonly Expr[];
}
export interface SoslExpr extends Position {
  readonly kind: 'sosl';
  readonly search: Search;
  readonly binds: readonly Expr[];
}

export type Expr =
  | LiteralExpr
  | NameExpr
  | FieldExpr
  | CallExpr
  | ChainExpr
  | ThisExpr
  | IndexExpr
  | NewExpr
  | CastExpr
  | UnaryExpr
  | StepExpr
  | BinaryExpr
  | InstanceOfExpr
  | ConditionalExpr
  | AssignExpr
  | ClassLiteralExpr
  | SoqlExpr
  | SoslExpr;

// ----------------------------------------------------------------------------------------------- statements

export interface BlockStmt extends Position {
  readonly kind: 'block';
  readonly statements: readonly Stmt[];
}
export interface LocalStmt extends Position {
  readonly kind: 'local';
  readonly type: TypeRef;
  readonly final: boolean;
  readonly variables: readonly ({ readonly name: string; readonly value: Expr | null } & Position)[];
}
export interface IfStmt extends Position {
  readonly kind: 'if';
  readonly condition: Expr;
  readonly then: Stmt;
  readonly else: Stmt | null;
}
export type WhenValue =
  | { readonly kind: 'else' }
  | { readonly kind: 'type'; readonly type: TypeRef; readonly name: string }
  | { readonly kind: 'values'; readonly values: readonly Expr[] };
export interface SwitchStmt extends Position {
  readonly kind: 'switch';
  readonly subject: Expr;
  readonly cases: readonly { readonly when: WhenValue; readonly body: BlockStmt }[];
}
export interface ForStmt extends Position {
  readonly kind: 'for';
  readonly init: readonly Stmt[];
  readonly condition: Expr | null;
  readonly update: readonly Expr[];
  readonly body: Stmt;
}
export interface ForEachStmt extends Position {
  readonly kind: 'forEach';
  readonly type: TypeRef;
  readonly name: string;
  readonly iterable: Expr;
  readonly body: Stmt;
}
export interface WhileStmt extends Position {
  readonly kind: 'while' | 'doWhile';
  readonly condition: Expr;
  readonly body: Stmt;
}
export interface TryStmt extends Position {
  readonly kind: 'try';
  readonly body: BlockStmt;
  readonly catches: readonly ({ readonly type: TypeRef; readonly name: string; readonly body: BlockStmt } & Position)[];
  readonly finally: BlockStmt | null;
}
export interface ReturnStmt extends Position {
  readonly kind: 'return';
  readonly value: Expr | null;
}
export interface ThrowStmt extends Position {
  readonly kind: 'throw';
  readonly value: Expr;
}
export interface JumpStmt extends Position {
  readonly kind: 'break' | 'continue' | 'empty';
}
export interface DmlStmt extends Position {
  readonly kind: 'dml';
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';
  /** `as user`, `as system` */
  readonly access: 'user' | 'system' | null;
  readonly value: Expr;
  /** merge: the records that are merged away */
  readonly second: Expr | null;
  /** upsert: the external id field as written */
  readonly field: string | null;
}
export interface RunAsStmt extends Position {
  readonly kind: 'runAs';
  readonly args: readonly Expr[];
  readonly body: BlockStmt;
}
export interface ExpressionStmt extends Position {
  readonly kind: 'expression';
  readonly expression: Expr;
}

export type Stmt =
  | BlockStmt
  | LocalStmt
  | IfStmt
  | SwitchStmt
  | ForStmt
  | ForEachStmt
  | WhileStmt
  | TryStmt
  | ReturnStmt
  | ThrowStmt
  | JumpStmt
  | DmlStmt
  | RunAsStmt
  | ExpressionStmt;

// --------------------------------------------------------------------------------------------- declarations

export interface Parameter extends Position {
  readonly name: string;
  readonly type: TypeRef;
}
export interface MethodDecl extends Position {
  readonly kind: 'method';
  readonly modifiers: Modifiers;
  readonly name: string;
  /** null for void */
  readonly returns: TypeRef | null;
  readonly parameters: readonly Parameter[];
  /** null for abstract and interface methods */
  readonly body: BlockStmt | null;
  readonly endLine: number;
}
export interface ConstructorDecl extends Position {
  readonly kind: 'constructor';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: BlockStmt;
  readonly endLine: number;
}
export interface FieldDecl extends Position {
  readonly kind: 'field';
  readonly modifiers: Modifiers;
  readonly type: TypeRef;
  readonly name: string;
  readonly value: Expr | null;
  readonly endLine: number;
}
/** A getter or setter; body null for `get;` / `set;` */
export interface Accessor extends Position {
  readonly modifiers: Modifiers;
  readonly body: BlockStmt | null;
  readonly endLine: number;
}
export interface PropertyDecl extends Position {
  readonly kind: 'property';
  readonly modifiers: Modifiers;
  readonly type: TypeRef;
  readonly name: string;
  readonly getter: Accessor | null;
  readonly setter: Accessor | null;
}
export interface InitializerDecl extends Position {
  readonly kind: 'initializer';
  readonly static: boolean;
  readonly body: BlockStmt;
  readonly endLine: number;
}
export interface ClassDecl extends Position {
  readonly kind: 'class';
  readonly what: 'class' | 'interface' | 'enum';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly extends: TypeRef | null;
  /** For an interface: the interfaces it extends. */
  readonly implements: readonly TypeRef[];
  readonly constants: readonly string[];
  /** In source order. */
  readonly members: readonly Member[];
  readonly endLine: number;
}

export type Member = MethodDecl | ConstructorDecl | FieldDecl | PropertyDecl | InitializerDecl | ClassDecl;

export interface TriggerDecl extends Position {
  readonly kind: 'trigger';
  readonly name: string;
  readonly object: string;
  /** e.g. `BEFORE_INSERT` */
  readonly operations: readonly string[];
  readonly members: readonly Member[];
  readonly statements: readonly Stmt[];
  readonly endLine: number;
}

/** A script: anonymous Apex. */
export interface AnonymousDecl extends Position {
  readonly kind: 'anonymous';
  readonly members: readonly Member[];
  readonly statements: readonly Stmt[];
  readonly endLine: number;
}

export type CompilationUnit = ClassDecl | TriggerDecl | AnonymousDecl;

export interface SyntaxProblem extends Position {
  readonly message: string;
}

/** What parsing a file gives: a tree, or what is wrong with it. */
export interface ParsedFile {
  readonly unit: CompilationUnit | null;
  readonly problems: readonly SyntaxProblem[];
}

import type {
  AnonymousUnitContext,
  ClassBodyDeclarationContext,
  ClassDeclarationContext,
  ConstructorDeclarationContext,
  EnumDeclarationContext,
  FieldDeclarationContext,
  FormalParametersContext,
  InterfaceDeclarationContext,
  MethodDeclarationContext,
  ModifierContext,
  PropertyDeclarationContext,
  TriggerUnitContext,
  TypeDeclarationContext,
} from '@apexdevtools/apex-parser';
import type {
  Accessor,
  AnonymousDecl,
  ClassDecl,
  Member,
  MethodDecl,
  Parameter,
  PropertyDecl,
  Stmt,
  TriggerDecl,
} from '../ast.ts';
import { expression } from './expressions.ts';
import { block, statement } from './statements.ts';
import { endLineOf, has, maybe, positionOf } from './tree.ts';
import { modifiers, typeList, typeRef } from './types.ts';

type ModifierList = readonly ModifierContext[];

const parameters = (context: FormalParametersContext): Parameter[] =>
  (maybe(context.formalParameterList())?.formalParameter_list() ?? []).map((parameter) => ({
    name: parameter.id().getText(),
    type: typeRef(parameter.typeRef()),
    ...positionOf(parameter),
  }));

const method = (context: MethodDeclarationContext, list: ModifierList): MethodDecl => {
  const returns = maybe(context.typeRef());
  const body = maybe(context.block());
  return {
    kind: 'method',
    modifiers: modifiers(list),
    name: context.id().getText(),
    returns: returns ? typeRef(returns) : null,
    parameters: parameters(context.formalParameters()),
    body: body ? block(body) : null,
    endLine: endLineOf(context),
    ...positionOf(context),
  };
};

const constructor = (context: ConstructorDeclarationContext, list: ModifierList): Member => ({
  kind: 'constructor',
  modifiers: modifiers(list),
  name: context.qualifiedName().getText(),
  parameters: parameters(context.formalParameters()),
  body: block(context.block()),
  endLine: endLineOf(context),
  ...positionOf(context),
});

const fields = (context: FieldDeclarationContext, list: ModifierList): Member[] =>
  context
    .variableDeclarators()
    .variableDeclarator_list()
    .map((variable) => {
      const value = maybe(variable.expression());
      return {
        kind: 'field',
        modifiers: modifiers(list),
        type: typeRef(context.typeRef()),
        name: variable.id().getText(),
        value: value ? expression(value) : null,
        endLine: endLineOf(variable),
        ...positionOf(variable),
      };
    });

const property = (context: PropertyDeclarationContext, list: ModifierList): PropertyDecl => {
  let getter: Accessor | null = null;
  let setter: Accessor | null = null;
  for (const part of context.propertyBlock_list()) {
    const get = maybe(part.getter());
    const accessor = get ?? part.setter();
    const body = maybe(accessor.block());
    const found: Accessor = {
      modifiers: modifiers(part.modifier_list()),
      body: body ? block(body) : null,
      endLine: endLineOf(part),
      ...positionOf(part),
    };
    if (get) getter = found;
    else setter = found;
  }
  return {
    kind: 'property',
    modifiers: modifiers(list),
    type: typeRef(context.typeRef()),
    name: context.id().getText(),
    getter,
    setter,
    ...positionOf(context),
  };
};

const classBodyMember = (context: ClassBodyDeclarationContext): Member[] => {
  const initializer = maybe(context.block());
  if (initializer) {
    return [
      {
        kind: 'initializer',
        static: has(context.STATIC()),
        body: block(initializer),
        endLine: endLineOf(context),
        ...positionOf(context),
      },
    ];
  }
  const declaration = maybe(context.memberDeclaration());
  return declaration ? member(declaration, context.modifier_list()) : [];
};

interface MemberContext {
  methodDeclaration(): MethodDeclarationContext;
  constructorDeclaration?(): ConstructorDeclarationContext;
  interfaceDeclaration(): InterfaceDeclarationContext;
  classDeclaration(): ClassDeclarationContext;
  enumDeclaration(): EnumDeclarationContext;
  propertyDeclaration(): PropertyDeclarationContext;
  fieldDeclaration(): FieldDeclarationContext;
}

const member = (context: MemberContext, list: ModifierList): Member[] => {
  const methodPart = maybe(context.methodDeclaration());
  if (methodPart) return [method(methodPart, list)];
  const constructorPart = maybe(context.constructorDeclaration?.());
  if (constructorPart) return [constructor(constructorPart, list)];
  const fieldPart = maybe(context.fieldDeclaration());
  if (fieldPart) return fields(fieldPart, list);
  const propertyPart = maybe(context.propertyDeclaration());
  if (propertyPart) return [property(propertyPart, list)];
  const type = typeDeclarationOf(context, list);
  return type ? [type] : [];
};

const classDeclaration = (context: ClassDeclarationContext, list: ModifierList): ClassDecl => {
  const parent = maybe(context.typeRef());
  const interfaces = maybe(context.typeList());
  return {
    kind: 'class',
    what: 'class',
    modifiers: modifiers(list),
    name: context.id().getText(),
    extends: parent ? typeRef(parent) : null,
    implements: interfaces ? typeList(interfaces) : [],
    constants: [],
    members: context.classBody().classBodyDeclaration_list().flatMap(classBodyMember),
    endLine: endLineOf(context),
    ...positionOf(context),
  };
};

const interfaceDeclaration = (context: InterfaceDeclarationContext, list: ModifierList): ClassDecl => {
  const parents = maybe(context.typeList());
  return {
    kind: 'class',
    what: 'interface',
    modifiers: modifiers(list),
    name: context.id().getText(),
    extends: null,
    implements: parents ? typeList(parents) : [],
    constants: [],
    members: context
      .interfaceBody()
      .interfaceMethodDeclaration_list()
      .map((declaration): MethodDecl => {
        const returns = maybe(declaration.typeRef());
        return {
          kind: 'method',
          modifiers: modifiers(declaration.modifier_list()),
          name: declaration.id().getText(),
          returns: returns ? typeRef(returns) : null,
          parameters: parameters(declaration.formalParameters()),
          body: null,
          endLine: endLineOf(declaration),
          ...positionOf(declaration),
        };
      }),
    endLine: endLineOf(context),
    ...positionOf(context),
  };
};

const enumDeclaration = (context: EnumDeclarationContext, list: ModifierList): ClassDecl => ({
  kind: 'class',
  what: 'enum',
  modifiers: modifiers(list),
  name: context.id().getText(),
  extends: null,
  implements: [],
  constants: (maybe(context.enumConstants())?.id_list() ?? []).map((id) => id.getText()),
  members: [],
  endLine: endLineOf(context),
  ...positionOf(context),
});

const typeDeclarationOf = (
  context: Pick<MemberContext, 'classDeclaration' | 'enumDeclaration' | 'interfaceDeclaration'>,
  list: ModifierList,
): ClassDecl | undefined => {
  const classPart = maybe(context.classDeclaration());
  if (classPart) return classDeclaration(classPart, list);
  const interfacePart = maybe(context.interfaceDeclaration());
  if (interfacePart) return interfaceDeclaration(interfacePart, list);
  const enumPart = maybe(context.enumDeclaration());
  return enumPart ? enumDeclaration(enumPart, list) : undefined;
};

export const typeDeclaration = (context: TypeDeclarationContext): ClassDecl => {
  const found = typeDeclarationOf(context, context.modifier_list());
  if (!found) throw new Error(`Unknown type declaration: ${context.getText()}`);
  return found;
};

/** A variable declared at the top of a trigger or a script is a local variable of its body. */
const addMember = (context: MemberContext, list: ModifierList, members: Member[], statements: Stmt[]): void => {
  const field = maybe(context.fieldDeclaration());
  if (!field) {
    members.push(...member(context, list));
    return;
  }
  const at = positionOf(field);
  const variables = fields(field, list).flatMap((f) =>
    f.kind === 'field' ? [{ name: f.name, value: f.value, line: f.line, column: f.column }] : [],
  );
  const final = modifiers(list).keywords.includes('final');
  statements.push({ kind: 'local', type: typeRef(field.typeRef()), final, variables, ...at });
};

export const triggerUnit = (context: TriggerUnitContext): TriggerDecl => {
  const members: Member[] = [];
  const statements: Stmt[] = [];
  for (const part of context.triggerBlock().triggerBlockMember_list()) {
    const inner = maybe(part.statement());
    if (inner) statements.push(statement(inner));
    else addMember(part.triggerMemberDeclaration(), part.modifier_list(), members, statements);
  }
  return {
    kind: 'trigger',
    name: context.id(0).getText(),
    object: context.id(1).getText(),
    operations: context.triggerCase_list().map((part) => {
      const when = has(part.BEFORE()) ? 'BEFORE' : 'AFTER';
      const what = has(part.INSERT())
        ? 'INSERT'
        : has(part.UPDATE())
          ? 'UPDATE'
          : has(part.DELETE())
            ? 'DELETE'
            : 'UNDELETE';
      return `${when}_${what}`;
    }),
    members,
    statements,
    endLine: endLineOf(context),
    ...positionOf(context),
  };
};

export const anonymousUnit = (context: AnonymousUnitContext): AnonymousDecl => {
  const members: Member[] = [];
  const statements: Stmt[] = [];
  for (const part of context.anonymousBlock().anonymousBlockMember_list()) {
    const inner = maybe(part.statement());
    if (inner) statements.push(statement(inner));
    else addMember(part.anonymousMemberDeclaration(), part.modifier_list(), members, statements);
  }
  return { kind: 'anonymous', members, statements, endLine: endLineOf(context), line: 1, column: 1 };
};

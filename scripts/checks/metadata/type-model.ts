import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { toolPath } from '../engine/tools.ts';

/** What may stand in an element. */
export interface ElementModel {
  /** Name of a type or enumeration of the model, or `string`, `boolean`, `number`, `unknown`. */
  readonly type: string;
  readonly list: boolean;
  readonly required: boolean;
}

/** The metadata types of the Metadata API: their elements, and the values of their enumerations. */
export interface TypeModel {
  /** Elements by name, the inherited ones included; undefined for what is no type. */
  readonly elements: (type: string) => ReadonlyMap<string, ElementModel> | undefined;
  /** Legal values; undefined for what is no enumeration. */
  readonly values: (type: string) => ReadonlySet<string> | undefined;
}

interface Declared {
  readonly parents: readonly string[];
  readonly elements: ReadonlyMap<string, ElementModel>;
}

const scalar = (node: ts.TypeNode): string => {
  if (ts.isTypeReferenceNode(node)) return node.typeName.getText();
  if (ts.isParenthesizedTypeNode(node)) return scalar(node.type);
  // `null | X`, where the API accepts nil
  if (ts.isUnionTypeNode(node))
    return scalar(node.types.find((each) => !ts.isLiteralTypeNode(each)) ?? node.types[0] ?? node);
  return (
    {
      [ts.SyntaxKind.StringKeyword]: 'string',
      [ts.SyntaxKind.BooleanKeyword]: 'boolean',
      [ts.SyntaxKind.NumberKeyword]: 'number',
    }[node.kind as number] ?? 'unknown'
  );
};

const elementOf = (member: ts.PropertySignature): ElementModel => {
  const node = member.type;
  if (node === undefined) return { type: 'unknown', list: false, required: false };
  if (ts.isArrayTypeNode(node)) return { type: scalar(node.elementType), list: true, required: false };
  return { type: scalar(node), list: false, required: member.questionToken === undefined };
};

const declaredBy = (node: ts.TypeNode): Declared => {
  const parts = ts.isIntersectionTypeNode(node) ? node.types : [node];
  const parents: string[] = [];
  const elements = new Map<string, ElementModel>();
  for (const part of parts) {
    if (ts.isTypeReferenceNode(part)) parents.push(part.typeName.getText());
    if (!ts.isTypeLiteralNode(part)) continue;
    for (const member of part.members) {
      if (ts.isPropertySignature(member))
        elements.set(member.name.getText().replace(/^['"]|['"]$/g, ''), elementOf(member));
    }
  }
  return { parents, elements };
};

const valuesOf = (node: ts.TypeNode): ReadonlySet<string> | undefined => {
  const members = ts.isUnionTypeNode(node) ? node.types : [node];
  const values = members.map((member) =>
    ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal) ? member.literal.text : undefined,
  );
  return values.every((value) => value !== undefined) ? new Set(values) : undefined;
};

/** Reads the model from the type declarations that Salesforce generates from the Metadata API's WSDL. */
export const readTypeModel = (): TypeModel => {
  const file = toolPath('@salesforce/types/lib/metadata.d.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const declared = new Map<string, Declared>();
  const enumerations = new Map<string, ReadonlySet<string>>();
  const aliases = new Set<string>();
  for (const statement of source.statements) {
    if (!ts.isTypeAliasDeclaration(statement)) continue;
    const values = valuesOf(statement.type);
    if (values) enumerations.set(statement.name.text, values);
    else if (statement.type.kind === ts.SyntaxKind.StringKeyword) aliases.add(statement.name.text);
    else declared.set(statement.name.text, declaredBy(statement.type));
  }
  const elements = (type: string): ReadonlyMap<string, ElementModel> | undefined => {
    const own = declared.get(type);
    if (own === undefined) return undefined;
    return new Map([...own.parents.flatMap((parent) => [...(elements(parent) ?? [])]), ...own.elements]);
  };
  const known = new Map<string, ReadonlyMap<string, ElementModel> | undefined>();
  return {
    elements: (type) => {
      if (!known.has(type)) known.set(type, aliases.has(type) ? undefined : elements(type));
      return known.get(type);
    },
    values: (type) => enumerations.get(type),
  };
};

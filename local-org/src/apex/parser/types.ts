import type {
  AnnotationContext,
  ModifierContext,
  QualifiedNameContext,
  TypeListContext,
  TypeRefContext,
} from '@apexdevtools/apex-parser';
import type { Modifiers, TypeRef } from '../ast.ts';
import { unquote } from './literals.ts';
import { has, maybe, positionOf } from './tree.ts';

export const typeRef = (context: TypeRefContext): TypeRef => ({
  ...positionOf(context),
  parts: context.typeName_list().map((part) => {
    const args = maybe(part.typeArguments());
    const id = maybe(part.id());
    return {
      name: id ? id.getText() : has(part.LIST()) ? 'List' : has(part.SET()) ? 'Set' : 'Map',
      args: args ? typeList(args.typeList()) : [],
    };
  }),
  arrays: maybe(context.arraySubscripts())?.LBRACK_list().length ?? 0,
});

export const typeList = (context: TypeListContext): TypeRef[] => context.typeRef_list().map(typeRef);

/** A type in a place where the grammar has only a dotted name, e.g. in a catch clause. */
export const namedType = (context: QualifiedNameContext): TypeRef => ({
  ...positionOf(context),
  parts: context.id_list().map((id) => ({ name: id.getText(), args: [] })),
  arrays: 0,
});

const annotation = (context: AnnotationContext): Modifiers['annotations'][number] => {
  const values: Record<string, string> = {};
  for (const pair of maybe(context.elementValuePairs())?.elementValuePair_list() ?? []) {
    values[pair.id().getText().toLowerCase()] = unquote(pair.elementValue().getText());
  }
  const single = maybe(context.elementValue());
  if (single) values.value = unquote(single.getText());
  return { name: context.id().getText().toLowerCase(), values };
};

export const modifiers = (contexts: readonly ModifierContext[]): Modifiers => {
  const keywords: string[] = [];
  const annotations: Modifiers['annotations'][number][] = [];
  for (const context of contexts) {
    const found = maybe(context.annotation());
    if (found) annotations.push(annotation(found));
    else if (has(context.SHARING())) {
      keywords.push(`sharing:${has(context.WITH()) ? 'with' : has(context.WITHOUT()) ? 'without' : 'inherited'}`);
    } else keywords.push(context.getText().toLowerCase());
  }
  return { keywords, annotations };
};

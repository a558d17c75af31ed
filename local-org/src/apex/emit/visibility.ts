import type { Modifiers } from '../ast.ts';
import { hasAnnotation, topLevel, type Access, type ClassSymbol } from '../symbols/class-symbol.ts';
import { stepsTo } from '../symbols/hierarchy.ts';
import type { FunctionContext } from './context.ts';

/** `@TestVisible` opens private members to test classes. */
export const visibleToTest = (context: FunctionContext, modifiers: Modifiers): boolean =>
  context.symbol.isTest && hasAnnotation(modifiers, 'testvisible');

const extendsOwner = (context: FunctionContext, owner: ClassSymbol): boolean => {
  for (let at: ClassSymbol | null = context.symbol; at; at = at.outer) {
    if (stepsTo(context.world, at.type, (type) => type === owner.type) !== undefined) return true;
  }
  return false;
};

/** Whether the class being compiled may use a member: private ones belong to their file, protected ones to subclasses too. */
export const isVisible = (
  context: FunctionContext,
  member: { readonly access: Access; readonly owner: ClassSymbol },
  modifiers: Modifiers,
): boolean => {
  if (member.access === 'public' || member.access === 'global') return true;
  if (topLevel(member.owner) === topLevel(context.symbol) || visibleToTest(context, modifiers)) return true;
  return member.access === 'protected' && extendsOwner(context, member.owner);
};

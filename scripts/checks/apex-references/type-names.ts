import { resolveClass } from '../apex/classes.ts';
import type { Scope } from '../apex/scope.ts';
import { childOf, childrenOf, type Tree } from '../apex/tree.ts';
import type { Known } from './binds.ts';
import type { Report } from './query.ts';

const CUSTOM_SUFFIX = /__(share|history|feed|changeevent)$/i;

/** The type that a declaration names exists: a class, a type of the platform, or an object. */
export const checkType = (known: Known, scope: Scope, reference: Tree, report: Report): void => {
  const [first] = childrenOf(reference, 'TypeName');
  const name = childOf(first, 'Id')?.text;
  // List, Set and Map are tokens of the grammar, not names.
  if (first === undefined || name === undefined) return;
  const exists =
    resolveClass(known.classes, name, scope.within) !== undefined ||
    inherits(known, scope, name) ||
    known.standardTypes.has(name.toLowerCase()) ||
    known.schema.object(name.replace(CUSTOM_SUFFIX, '__c')) !== undefined;
  if (!exists) report(first.line, 'unknown-type', `There is no type "${name}"`, 'Correct the name, or add the class.');
};

/** An inner class of a parent class may be named without the parent. */
const inherits = ({ classes }: Known, { within }: Scope, name: string): boolean => {
  for (let around = within; around; around = around.outer) {
    for (let at = around.parent; at !== undefined;) {
      const parent = resolveClass(classes, at, around);
      if (parent === undefined || parent === around) break;
      if (classes.has(`${parent.fullName}.${name}`.toLowerCase())) return true;
      at = parent.parent;
    }
  }
  return false;
};

import { type ApexClass, type ClassIndex, classIndex, resolveClass } from './classes.ts';
import { type ApexFile, childOf, childrenOf, type Tree } from './tree.ts';
import type { Project } from '../project/project.ts';

/** The variables that can be named at a place in the code. */
export interface Scope {
  /** Declared type of a variable, field or property, white space removed; undefined when there is none of that name. */
  readonly typeOf: (name: string) => string | undefined;
  /** The innermost class around; undefined in a trigger. */
  readonly within: ApexClass | undefined;
  /** Initializer of a local variable that is never assigned again. */
  readonly initializerOf: (name: string) => Tree | undefined;
}

interface Locals {
  readonly types: Map<string, string>;
  readonly initializers: Map<string, Tree>;
}

const OPENS_SCOPE = new Set([
  'Block',
  'ForStatement',
  'MethodDeclaration',
  'ConstructorDeclaration',
  'CatchClause',
  'PropertyBlock',
  'WhenControl',
  'TriggerBlock',
  'TriggerUnit',
]);
const DECLARES_CLASS = new Set(['ClassDeclaration', 'InterfaceDeclaration', 'EnumDeclaration']);

const memberType = (index: ClassIndex, from: ApexClass | undefined, key: string): string | undefined => {
  for (let around = from; around; around = around.outer) {
    const seen = new Set<ApexClass>();
    for (
      let at: ApexClass | undefined = around;
      at && !seen.has(at);
      at = at.parent ? resolveClass(index, at.parent, at) : undefined
    ) {
      seen.add(at);
      const type = at.members.get(key);
      if (type !== undefined) return type;
    }
  }
  return undefined;
};

const declare = (locals: Locals, node: Tree): void => {
  if (node.rule === 'LocalVariableDeclaration') {
    for (const variable of childrenOf(childOf(node, 'VariableDeclarators'), 'VariableDeclarator')) {
      const key = (childOf(variable, 'Id')?.text ?? '').toLowerCase();
      locals.types.set(key, childOf(node, 'TypeRef')?.text ?? '');
      const value = variable.children[2];
      if (value) locals.initializers.set(key, value);
      else locals.initializers.delete(key);
    }
  }
  if (node.rule === 'FormalParameter' || node.rule === 'EnhancedForControl') {
    locals.types.set((childOf(node, 'Id')?.text ?? '').toLowerCase(), childOf(node, 'TypeRef')?.text ?? '');
  }
  if (node.rule === 'CatchClause')
    locals.types.set((childOf(node, 'Id')?.text ?? '').toLowerCase(), childOf(node, 'QualifiedName')?.text ?? '');
  if (node.rule === 'PropertyBlock') locals.types.set('value', '');
  if (node.rule === 'WhenValue') {
    const [type, name] = childrenOf(node, 'Id');
    if (type && name) locals.types.set(name.text.toLowerCase(), type.text);
  }
};

/** A variable that is assigned after its declaration has no value known beforehand. */
const forget = (stack: readonly Locals[], node: Tree): void => {
  if (node.rule !== 'AssignExpression') return;
  const key = (node.children[0]?.text ?? '').toLowerCase();
  for (const locals of stack) locals.initializers.delete(key);
};

const findLast = <T>(
  stack: readonly Locals[],
  of: (locals: Locals) => ReadonlyMap<string, T>,
  name: string,
): T | undefined => {
  for (let at = stack.length - 1; at >= 0; at -= 1) {
    const locals = stack[at];
    const found = locals && of(locals).get(name.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * Visits every node of a file with the variables in scope there, in the order of the source.
 * @param visit is called before the node's children
 */
export const visitWithScope = (project: Project, file: ApexFile, visit: (node: Tree, scope: Scope) => void): void => {
  const index = classIndex(project);
  const classes: ApexClass[] = [];
  const stack: Locals[] = [];
  const scope = (): Scope => {
    const within = classes[classes.length - 1];
    const locals = [...stack];
    return {
      within,
      typeOf: (name) => findLast(locals, ({ types }) => types, name) ?? memberType(index, within, name.toLowerCase()),
      initializerOf: (name) => findLast(locals, ({ initializers }) => initializers, name),
    };
  };
  const walk = (node: Tree): void => {
    const opensClass = DECLARES_CLASS.has(node.rule);
    if (opensClass) {
      const found = resolveClass(index, childOf(node, 'Id')?.text ?? '', classes[classes.length - 1]);
      if (found) classes.push(found);
    }
    const opens = OPENS_SCOPE.has(node.rule);
    if (opens) stack.push({ types: new Map(), initializers: new Map() });
    const top = stack[stack.length - 1];
    if (top && node.rule !== 'LocalVariableDeclaration') declare(top, node);
    if (stack.length > 0) forget(stack, node);
    visit(node, scope());
    node.children.forEach(walk);
    // A variable is known after its own initializer, not inside it.
    if (top && node.rule === 'LocalVariableDeclaration') declare(top, node);
    if (opens) stack.pop();
    if (opensClass) classes.pop();
  };
  walk(file.tree);
};

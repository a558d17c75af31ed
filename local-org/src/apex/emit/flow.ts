import type { Stmt } from '../ast.ts';

/** Whether control never runs past a statement: every way through it returns, throws or loops for ever. */
export const alwaysLeaves = (node: Stmt): boolean => {
  switch (node.kind) {
    case 'return':
    case 'throw':
      return true;
    case 'block':
      return node.statements.some(alwaysLeaves);
    case 'runAs':
      return alwaysLeaves(node.body);
    case 'if':
      return node.else !== null && alwaysLeaves(node.then) && alwaysLeaves(node.else);
    case 'try':
      if (node.finally && alwaysLeaves(node.finally)) return true;
      return alwaysLeaves(node.body) && node.catches.every((clause) => alwaysLeaves(clause.body));
    case 'switch':
      return node.cases.some((c) => c.when.kind === 'else') && node.cases.every((c) => alwaysLeaves(c.body));
    case 'while':
    case 'doWhile':
      return node.condition.kind === 'literal' && node.condition.value === 'true' && !containsBreak(node.body);
    case 'for':
      return node.condition === null && !containsBreak(node.body);
    default:
      return false;
  }
};

const containsBreak = (node: Stmt): boolean => JSON.stringify(node).includes('"kind":"break"');

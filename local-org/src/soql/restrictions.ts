import type { Condition } from './ast.ts';
import { queryException } from './errors.ts';
import type { Scope } from './scope.ts';

const conjuncts = (condition: Condition): readonly Condition[] =>
  condition.kind === 'and' ? condition.conditions.flatMap(conjuncts) : [condition];

const LINK_KEYS = new Set(['contentdocumentid', 'linkedentityid', 'id']);

/** Links of documents can only be asked for by document or by record. */
export const checkRestrictions = (scope: Scope, where: Condition | undefined): void => {
  if (scope.object.name !== 'ContentDocumentLink') return;
  const narrowed = (where ? conjuncts(where) : []).some(
    (condition) =>
      condition.kind === 'comparison' &&
      (condition.operator === '=' || condition.operator === 'IN') &&
      condition.left.kind === 'field' &&
      LINK_KEYS.has(condition.left.path.at(-1)?.toLowerCase() ?? ''),
  );
  if (narrowed) return;
  throw queryException(
    'Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or ' +
      "LinkedEntityId using the equals operator or multiple Id's using the IN operator.",
  );
};

import type { DmlRowError, DmlRowResult } from '../../data/database.ts';
import type { ApexType } from '../../types/apex-type.ts';
import { LeadConvertResult } from '../database/lead-convert.ts';
import { DatabaseError, DmlResult, type ResultKind } from '../database/results.ts';
import { ActionError, ActionResult } from '../invocable/action.ts';
import { uuidFrom } from '../system/uuid.ts';
import { normaliseId } from '../../values/id.ts';
import type { JsonNode } from './tree.ts';

const KINDS: Readonly<Record<string, ResultKind>> = {
  'Database.SaveResult': 'SaveResult',
  'Database.UpsertResult': 'UpsertResult',
  'Database.DeleteResult': 'DeleteResult',
  'Database.UndeleteResult': 'UndeleteResult',
  'Database.EmptyRecycleBinResult': 'EmptyRecycleBinResult',
  'Database.MergeResult': 'MergeResult',
};

/** Names in JSON go by without regard to case. */
const entry = (node: JsonNode, name: string): JsonNode | undefined =>
  node.entries.find(([key]) => key.toLowerCase() === name)?.[1];

const isTrue = (node: JsonNode, name: string): boolean => entry(node, name)?.kind === 'VALUE_TRUE';

const textOf = (node: JsonNode, name: string): string | null => {
  const found = entry(node, name);
  return found === undefined || found.kind === 'VALUE_NULL' ? null : found.text;
};

const textsOf = (node: JsonNode, name: string): string[] => entry(node, name)?.items.map(({ text }) => text) ?? [];

const errorOf = (node: JsonNode): DmlRowError => ({
  statusCode: textOf(node, 'statuscode') ?? 'UNKNOWN_EXCEPTION',
  message: textOf(node, 'message') ?? '',
  fields: textsOf(node, 'fields'),
});

const rowOf = (node: JsonNode): DmlRowResult => {
  const id = textOf(node, 'id');
  return {
    success: isTrue(node, 'success'),
    // Tests make results with ids that are none: they are kept as they are.
    id: id === null ? null : (normaliseId(id) ?? id),
    created: isTrue(node, 'created'),
    errors: (entry(node, 'errors')?.items ?? []).map(errorOf),
  };
};

const convertedOf = (node: JsonNode): LeadConvertResult['converted'] => ({
  leadId: textOf(node, 'leadid'),
  accountId: textOf(node, 'accountid'),
  contactId: textOf(node, 'contactid'),
  opportunityId: textOf(node, 'opportunityid'),
  error: rowOf(node).errors[0] ?? null,
});

/**
 * Reads the library's own objects from JSON, where Salesforce does: tests make results of DML that way.
 *
 * @returns the object; undefined for types that JSON has no form for
 */
export const deserialized = (node: JsonNode, type: ApexType): unknown => {
  const kind = KINDS[type.name];
  if (kind !== undefined) return new DmlResult(kind, rowOf(node), textsOf(node, 'mergedrecordids'));
  if (type.name === 'Database.LeadConvertResult') return new LeadConvertResult(convertedOf(node));
  if (type.name === 'Invocable.Action.Error') return new ActionError(textOf(node, 'code'), textOf(node, 'message'));
  if (type.name === 'Invocable.Action.Result') {
    const errors = (entry(node, 'errors')?.items ?? []).map(
      (error) => new ActionError(textOf(error, 'code'), textOf(error, 'message')),
    );
    return new ActionResult(null, isTrue(node, 'success'), errors);
  }
  if (type.name === 'Database.Error') return new DatabaseError(errorOf(node));
  return type.name === 'UUID' ? uuidFrom(node.text) : undefined;
};

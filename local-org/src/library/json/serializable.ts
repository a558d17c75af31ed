import type { ApexObject } from '../../values/apex-object.ts';
import { platformType } from '../../types/apex-type.ts';
import { Address, ADDRESS_PARTS } from '../../values/address.ts';
import { ApexList } from '../../values/collections.ts';
import { LeadConvertResult } from '../database/lead-convert.ts';
import { ActionError, ActionResult } from '../invocable/action.ts';
import { DatabaseError, DmlResult } from '../database/results.ts';

/**
 * The JSON form of the library's own objects, where Salesforce has one.
 * @returns names with values in order; undefined for objects of other classes
 */
export const serializable = (object: ApexObject): readonly (readonly [string, unknown])[] | undefined => {
  if (object instanceof DmlResult) {
    return [
      ['success', object.row.success],
      ['id', object.row.id],
      ['errors', object.errors],
    ];
  }
  if (object instanceof DatabaseError) {
    return [
      ['statusCode', object.error.statusCode],
      ['message', object.error.message],
      ['fields', object.fields],
    ];
  }
  if (object instanceof LeadConvertResult) {
    const { leadId, accountId, contactId, opportunityId, error } = object.converted;
    return [
      ['success', error === null],
      ['leadid', leadId],
      ['accountid', accountId],
      ['contactid', contactId],
      ['opportunityid', opportunityId],
      ['errors', new ApexList(platformType('Database.Error'), error ? [new DatabaseError(error)] : [])],
    ];
  }
  if (object instanceof Address) return ADDRESS_PARTS.map(([part]) => [part, object.get(part)] as const);
  if (object instanceof ActionError) {
    return [
      ['code', object.code],
      ['message', object.message],
    ];
  }
  if (object instanceof ActionResult) {
    return [
      ['success', object.success],
      ['errors', object.errors],
      ['outputParameters', object.outputs],
    ];
  }
  return undefined;
};

import type { ApexObject } from '../../values/apex-object.ts';
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
  return undefined;
};

import type { ObjectDefinition } from '../../schema/model.ts';
import type { ApiContext } from '../api.ts';
import { findRows, queryBy } from '../find.ts';

/** The record type every object has, for records without another. */
const MASTER = '012000000000000AAA';

/** What describe says of an object's record types. */
export const recordTypeInfos = (context: ApiContext, object: ObjectDefinition): readonly object[] => {
  const master = {
    name: 'Master',
    developerName: 'Master',
    recordTypeId: MASTER,
    master: true,
    active: true,
    available: true,
    defaultRecordTypeMapping: !object.recordTypes.some((type) => type.default),
  };
  const stored = context.org.schema.object('RecordType', '');
  const by = stored?.fields.get('sobjecttype');
  if (!stored || !by || object.recordTypes.length === 0) return [master];
  const query = queryBy(stored, ['Id', 'DeveloperName'], by, 1);
  const rows = context.transact(() => findRows(context, query, [object.name]));
  const idOf = new Map(rows.map((row) => [row.get('DeveloperName'), row.id]));
  return [
    ...object.recordTypes.map((type) => ({
      name: type.label,
      developerName: type.developerName,
      recordTypeId: idOf.get(type.developerName) ?? null,
      master: false,
      active: type.active,
      available: type.active,
      defaultRecordTypeMapping: type.default,
    })),
    master,
  ];
};

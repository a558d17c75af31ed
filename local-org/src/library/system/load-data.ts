import { transaction } from '../../runtime/transaction.ts';
import type { FieldDefinition } from '../../schema/model.ts';
import { DATE, DATETIME, sobjectType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import type { SObjectTypeToken } from '../../values/schema-token.ts';
import { SObject } from '../../values/sobject.ts';
import { parseDate, parseDatetime, readPrimitive } from '../json/primitives.ts';
import { dereferenced, exception, required } from '../raise.ts';
import { fieldOf } from '../sobject/fields.ts';
import { fieldApexType } from '../sobject/field-type.ts';

/**
 * The rows of a text of comma-separated values (RFC 4180), empty lines left out.
 * @param text with quotes doubled inside quoted values
 */
export const csvRows = (text: string): string[][] => {
  const rows: string[][] = [[]];
  for (const match of text.replace(/^\ufeff/, '').matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g)) {
    const [, raw = '', end = ''] = match;
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.some((value) => value !== ''));
};

const valueOf = (field: FieldDefinition, text: string): unknown => {
  const type = fieldApexType(field);
  if (type === DATE) return parseDate(text);
  if (type === DATETIME) return parseDatetime(text.replace(' ', 'T'));
  return readPrimitive({ kind: 'VALUE_STRING', text, position: () => '', entries: [], items: [] }, type);
};

/** Test.loadData: inserts the records of a CSV static resource; its first line names the fields. */
export const loadData = (token: SObjectTypeToken | null, resource: string | null): ApexList => {
  const { org } = transaction();
  const objectName = dereferenced(token).objectName;
  const bytes = org.staticResource(required(resource), '');
  if (!bytes) throw exception('TypeException', `Static Resource not found: ${resource ?? ''}`);
  const [header = [], ...rows] = csvRows(new TextDecoder().decode(bytes));
  const records = rows.map((row) => {
    const record = new SObject(objectName);
    header.forEach((name, i) => {
      const text = row[i] ?? '';
      const field = fieldOf(record, name.trim());
      // Ids in the file only tie its rows together; records get ids of their own.
      if (text !== '' && field.type !== 'id') record.set(field.name, valueOf(field, text));
    });
    return record;
  });
  org.database.dml('insert', records, { allOrNone: true, access: 'system', namespace: org.namespace });
  return new ApexList(sobjectType(objectName), records);
};

import { z } from 'zod';
import { UnsupportedFeature } from '../../errors.ts';
import { fieldValue } from '../../rest/json/from-json.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import type { SObject } from '../../values/sobject.ts';
import { asUser, queryRows } from '../org-query.ts';
import { addField, recordNotFound, resolveField, type AskedField, type FieldsJson, type RecordApi } from './records.ts';

const path = z.object({ fieldPath: z.string() });

/** What a record picker asks: records whose name holds a text, or the one with an id. */
export const lookupSchema = z.object({
  id: z.string().optional(),
  text: z.string().optional(),
  /** Fields to show: the first one instead of the name, the others below it. */
  fields: z.array(z.union([z.string(), path])).optional(),
  /** Fields to search in, besides the name. */
  matching: z.array(z.string()).optional(),
  filter: z
    .object({
      criteria: z.array(
        z.object({
          fieldPath: z.string(),
          operator: z.string(),
          value: z.unknown(),
          isRequired: z.boolean().optional(),
        }),
      ),
      filterLogic: z.string().optional(),
    })
    .nullish(),
});

type Lookup = z.infer<typeof lookupSchema>;

const OPERATORS: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  like: 'LIKE',
  in: 'IN',
  nin: 'NOT IN',
};

/** Only lists of criteria that all have to hold: `1 AND 2 AND 3`. */
const isPlainAnd = (logic: string | undefined): boolean =>
  logic === undefined || /^\(?\s*\d+(?:\s+AND\s+\d+)*\s*\)?$/i.test(logic);

interface Clause {
  readonly text: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const field = (api: RecordApi, object: ObjectDefinition, name: string): AskedField => {
  const found = resolveField(api, object, name.split('.'));
  if (!found) throw recordNotFound();
  return found;
};

const filterClauses = (api: RecordApi, object: ObjectDefinition, filter: Lookup['filter']): Clause[] => {
  if (!filter) return [];
  if (!isPlainAnd(filter.filterLogic)) {
    throw new UnsupportedFeature(`the filter logic ${filter.filterLogic ?? ''} of a record picker`);
  }
  return filter.criteria.map(({ fieldPath, operator, value }, index) => {
    const symbol = OPERATORS[operator];
    if (symbol === undefined) throw new UnsupportedFeature(`the operator ${operator} of a record picker's filter`);
    const asked = field(api, object, fieldPath);
    const name = `filter${index}`;
    const given = Array.isArray(value)
      ? value.map((each) => fieldValue(asked.field, each))
      : fieldValue(asked.field, value);
    return { text: `${asked.path.join('.')} ${symbol} :${name}`, values: { [name]: given } };
  });
};

const searchClause = (names: readonly string[], text: string): Clause => {
  const pattern = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return { text: `(${names.map((name) => `${name} LIKE :pattern`).join(' OR ')})`, values: { pattern } };
};

const shown = (api: RecordApi, row: SObject, name: string, fields: readonly AskedField[]): object => {
  const [primary, ...others] = fields.map((each) => {
    const json: FieldsJson = {};
    addField(api, json, row, each);
    const leaf = each.path.reduce<unknown>((value, part) => {
      const below = (value as { value?: { fields?: FieldsJson } } | undefined)?.value?.fields ?? (value as FieldsJson);
      return below[part];
    }, json) as FieldsJson[string] | undefined;
    const text = leaf?.displayValue ?? leaf?.value;
    return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
  });
  const given = row.get(name);
  return {
    id: row.id,
    name: primary ?? (typeof given === 'string' ? given : row.id),
    meta: others.filter((text) => text !== '').join(' • '),
  };
};

/** Records that a record picker offers, at most twenty, by name. */
export const lookup = (api: RecordApi, objectName: string, asked: Lookup): object => {
  const { org, viewer } = api;
  const object = org.schema.object(objectName, org.namespace);
  const name = object && [...object.fields.values()].find((each) => each.nameField)?.name;
  if (!object || name === undefined || !org.access.canAccessObject(viewer.userId, object, 'read'))
    throw recordNotFound();
  return asUser(org, viewer.userId, () => {
    const fields = (asked.fields ?? []).map((each) =>
      field(api, object, typeof each === 'string' ? each : each.fieldPath),
    );
    const clauses =
      asked.id === undefined
        ? [
            ...(asked.text
              ? [
                  searchClause(
                    [name, ...(asked.matching ?? []).map((each) => field(api, object, each).path.join('.'))],
                    asked.text,
                  ),
                ]
              : []),
            ...filterClauses(api, object, asked.filter),
          ]
        : [{ text: 'Id = :id', values: { id: asked.id } }];
    const columns = new Set(['Id', name, ...fields.map(({ path: names }) => names.join('.'))]);
    const where = clauses.length === 0 ? '' : `WHERE ${clauses.map(({ text }) => text).join(' AND ')}`;
    const rows = queryRows(
      org,
      `SELECT ${[...columns].join(', ')} FROM ${object.name} ${where} ORDER BY ${name} LIMIT 20`,
      Object.assign({}, ...clauses.map(({ values }) => values)) as Record<string, unknown>,
    );
    return { labelPlural: object.labelPlural, records: rows.map((row) => shown(api, row, name, fields)) };
  });
};

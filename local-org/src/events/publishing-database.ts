import type { Database, DmlOperation, DmlOptions, DmlRowError, DmlRowResult } from '../data/database.ts';
import { dmlException, rowError } from '../data/dml/error.ts';
import { convertValue } from '../data/validate/convert.ts';
import { checkText, missingFieldsError } from '../data/validate/field-rules.ts';
import { UnsupportedFeature } from '../errors.ts';
import { count } from '../runtime/transaction.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/model.ts';
import { SObject } from '../values/sobject.ts';
import { Datetime } from '../values/temporal.ts';
import type { OrgEventBus } from './create-event-bus.ts';
import { uuidOf } from './publisher.ts';

/** Events an hour, Enterprise Edition; past it nothing is queued. Source: Platform Events Developer Guide, "Allocations". */
export const HOURLY_EVENTS = 250_000;

const LIMIT_EXCEEDED = rowError(
  'LIMIT_EXCEEDED',
  `The hourly limit of ${HOURLY_EVENTS} published platform events is exceeded`,
);

/** The bus sets these itself; what a publisher puts there is ignored. */
const SYSTEM_FIELDS = new Set(['id', 'replayid', 'createddate', 'createdbyid']);
/** The id that Apex gives an event made by `newSObject(null, true)`. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const defaultOf = (field: FieldDefinition): unknown => {
  if (field.type === 'boolean') return field.defaultValue?.toLowerCase() === 'true';
  const picklist = field.picklistValues.find((value) => value.defaultValue)?.value;
  if (picklist === undefined && field.defaultValue !== undefined) {
    throw new UnsupportedFeature(`the default value formula of the event field ${field.name}`);
  }
  return picklist ?? null;
};

const convert = (field: FieldDefinition, value: unknown): { value: unknown } | { error: DmlRowError } => {
  // Unlike a stored record, an event keeps the milliseconds.
  if (value === null || value instanceof Datetime) return { value };
  return convertValue(field, value);
};

/** An event as it goes onto the bus, or what is wrong with it. */
const checked = (object: ObjectDefinition, row: SObject): SObject | DmlRowError => {
  const event = new SObject(object.name);
  const missing: string[] = [];
  for (const [key, field] of object.fields) {
    if (SYSTEM_FIELDS.has(key)) continue;
    if (key === 'eventuuid') {
      const given = row.fields.get(key);
      if (typeof given === 'string' && UUID.test(given)) event.fields.set(key, given);
      continue;
    }
    const converted = convert(field, row.fields.has(key) ? (row.fields.get(key) ?? null) : defaultOf(field));
    if ('error' in converted) return converted.error;
    const { value } = converted;
    if (value === null && !field.nillable) missing.push(field.name);
    const problem = typeof value === 'string' ? checkText(field, value) : undefined;
    if (problem) return problem;
    event.fields.set(key, value);
  }
  return missing.length > 0 ? missingFieldsError(missing) : event;
};

const publish = (
  object: ObjectDefinition,
  bus: OrgEventBus,
  rows: readonly SObject[],
  options: DmlOptions,
): DmlRowResult[] => {
  if (rows.some((row) => row.typeName !== object.name)) {
    throw new UnsupportedFeature('publishing events together with records of other objects');
  }
  count(object.publishBehavior === 'PublishAfterCommit' ? 'dmlStatements' : 'publishImmediateDml');
  const isTooMany = bus.publishedLastHour() + rows.length > HOURLY_EVENTS;
  const checkedRows = rows.map((row) => (isTooMany ? LIMIT_EXCEEDED : checked(object, row)));
  const failures = checkedRows.flatMap((row, index) =>
    row instanceof SObject
      ? []
      : [{ index, id: null, statusCode: row.statusCode, message: row.message, fields: row.fields }],
  );
  if (options.allOrNone && failures.length > 0) throw dmlException('insert', failures);
  const good = checkedRows.filter((row) => row instanceof SObject);
  const replayIds = bus.publish(good);
  const published = new Map(
    good.map((row, i) => {
      const replayId = replayIds[i] ?? '';
      return [row, { replayId, operationId: (row.get('EventUuid') as string | null | undefined) ?? uuidOf(replayId) }];
    }),
  );
  return checkedRows.map((row) =>
    row instanceof SObject
      ? { success: true, id: null, created: true, errors: [], ...published.get(row) }
      : { success: false, id: null, created: false, errors: [row] },
  );
};

/**
 * The same database, in which inserting platform events publishes them: checked like any record, then given to the
 * bus. Every other operation on events is refused by the database itself.
 */
export const publishingDatabase = (database: Database, bus: OrgEventBus): Database => ({
  ...database,
  dml: (operation: DmlOperation, records: readonly SObject[], options: DmlOptions) => {
    const [first] = records;
    const object = first && database.schema.object(first.typeName, '');
    if (operation !== 'insert' || object?.kind !== 'event') return database.dml(operation, records, options);
    return publish(object, bus, records, options);
  },
});

import { z } from 'zod';

/** One field of a record that somebody changed in Salesforce. */
export const fieldChange = z.object({
  /** The property as Demodesk knows it, e.g. `contact.title`. */
  property: z.string(),
  /** API name of the field; null for what is no field, e.g. a merge. */
  field: z.string().nullable().default(null),
  /** The value before; null for blank. Dates are ISO 8601. */
  old: z.json().default(null),
  /** The value now. */
  new: z.json().default(null),
  /** Which of the two values was too long to be sent; read the record instead. */
  omitted: z.array(z.enum(['old', 'new'])).optional(),
});
export type FieldChange = z.infer<typeof fieldChange>;

/** What happened to one record in Salesforce. */
export interface RecordChange {
  /** The same change always has the same one, however often it arrives. */
  changeKey: string;
  /** `change`, `create`, `delete`, `undelete`, `merge` or `convert`. */
  kind: string;
  /** `Contact`, `Account`, `Opportunity`, `Meeting`, or another object's API name. */
  entity: string;
  recordId: string;
  demodeskId: string | null;
  changes: FieldChange[];
  /** Name of the user. */
  changedBy: string | null;
  /** ISO 8601, UTC. */
  occurredAt: string;
}

/** Somebody asks in Salesforce for meetings to be sent again, or takes that back. */
export interface ResyncCall {
  kind: 'resync-request' | 'resync-cancel';
  /** Id of the `Sync_Run__c`. */
  recordId: string;
  runKey: string;
}

/** What one `Sync_Change__e` turned out to be. */
export type ReadEvent = { is: 'change'; change: RecordChange } | { is: 'call'; call: ResyncCall };

/** A `Sync_Change__e` of another shape than the package gives it. */
export class MalformedChange extends Error {
  constructor(detail: string) {
    super(`The event is no change as the package describes it: ${detail}`);
    this.name = 'MalformedChange';
  }
}

const text = z
  .string()
  .nullish()
  .transform((value) => (value === undefined || value === '' ? null : value));

const event = z.object({
  Kind__c: z.string().min(1),
  Entity__c: text,
  Record_Id__c: text,
  Demodesk_Id__c: text,
  Changes__c: text,
  Changed_By__c: text,
  Occurred_At__c: z.number().nullish(),
  Change_Key__c: text,
  CreatedDate: z.number(),
});
type SyncChangeEvent = z.infer<typeof event>;

const fieldChanges = (json: string | null): FieldChange[] => {
  if (json === null) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new MalformedChange('Changes__c is not JSON');
  }
  const result = z.array(fieldChange).safeParse(parsed);
  if (result.success) return result.data;
  throw new MalformedChange(`Changes__c: ${result.error.issues[0]?.message ?? 'wrong shape'}`);
};

const isCall = (kind: string): kind is ResyncCall['kind'] => kind === 'resync-request' || kind === 'resync-cancel';

const callFrom = (kind: ResyncCall['kind'], fields: SyncChangeEvent): ReadEvent => {
  const run = fieldChanges(fields.Changes__c).find(({ property }) => property === 'run')?.new;
  if (typeof run !== 'string' || fields.Record_Id__c === null) throw new MalformedChange(`${kind} names no run`);
  return { is: 'call', call: { kind, recordId: fields.Record_Id__c, runKey: run } };
};

/**
 * Reads one `Sync_Change__e`.
 *
 * @param fields the event's fields by API name
 * @param prefix namespace of the package with `__`, or empty
 * @param fallbackKey names the change when the event has no key of its own
 * @throws MalformedChange
 */
export const readEvent = (fields: Record<string, unknown>, prefix: string, fallbackKey: string): ReadEvent => {
  const plain = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name,
      value,
    ]),
  );
  const result = event.safeParse(plain);
  if (!result.success) throw new MalformedChange(`${result.error.issues[0]?.path.join('.') ?? ''} is missing or wrong`);
  const { Kind__c: kind, Entity__c: entity, Record_Id__c: recordId, ...rest } = result.data;
  if (isCall(kind)) return callFrom(kind, result.data);
  if (entity === null || recordId === null) throw new MalformedChange('it names no record');
  const change: RecordChange = {
    ...{ kind, entity, recordId },
    changeKey: rest.Change_Key__c ?? fallbackKey,
    demodeskId: rest.Demodesk_Id__c,
    changes: fieldChanges(rest.Changes__c),
    changedBy: rest.Changed_By__c,
    occurredAt: new Date(rest.Occurred_At__c ?? rest.CreatedDate).toISOString(),
  };
  return { is: 'change', change };
};

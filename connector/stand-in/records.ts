import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** One change of a record in Salesforce, as the connector pushes it. */
export const pushedChange = z.object({
  cursor: z.string(),
  kind: z.string(),
  entity: z.string(),
  recordId: z.string(),
  demodeskId: z.string().nullable(),
  changes: z.array(
    z.object({ property: z.string(), old: z.unknown(), new: z.unknown(), omitted: z.array(z.string()).optional() }),
  ),
  occurredAt: z.string(),
});
export type PushedChange = z.infer<typeof pushedChange>;

/** Changes that somebody makes in Demodesk. */
export const recordEdit = z.strictObject({
  /** `contacts`, `accounts` or `opportunities`. */
  type: z.enum(['contacts', 'accounts', 'opportunities']),
  /** Demodesk's id; one is made up when left out. */
  id: z.string().min(1).max(60).optional(),
  /** What leads to the record in Salesforce. */
  salesforceId: z.string().optional(),
  email: z.string().optional(),
  domain: z.string().optional(),
  /** The new values by property, e.g. `{"title": "CEO"}`. */
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type RecordEdit = z.infer<typeof recordEdit>;

const ACTIONS = { contacts: 'contact.updated', accounts: 'account.updated', opportunities: 'opportunity.updated' };
const TYPES: Readonly<Record<string, RecordEdit['type']>> = {
  Contact: 'contacts',
  Account: 'accounts',
  Opportunity: 'opportunities',
};

interface Property {
  value: unknown;
  /** Of the change that was taken last, ISO 8601. */
  takenAt: string | undefined;
  /** When it was edited here since then. */
  editedAt: string | undefined;
}

/** A record as Demodesk has it. */
export interface HeldRecord {
  type: string;
  id: string;
  salesforceId: string | undefined;
  deleted: boolean;
  properties: Map<string, Property>;
}

/** The records of the stand-in: edited here, and kept in step with what Salesforce tells. */
export interface Records {
  /** Takes a pushed change over, by the rule that the connector's API description gives its readers. */
  take(change: PushedChange): void;
  /** Edits a record. @returns the webhook that Demodesk would send */
  edit(edit: RecordEdit): Record<string, unknown>;
  list(): Record<string, unknown>[];
}

const inSeconds = (time: string): number => Math.floor(Date.parse(time) / 1000);
const isSame = (one: unknown, other: unknown): boolean => (one ?? null) === (other ?? null);

/** Whether a change may replace what is held; see the description of `GET /v1/changes`. */
const mayTake = (held: Property | undefined, entry: PushedChange['changes'][number], occurredAt: string): boolean => {
  if (held === undefined) return true;
  if (held.editedAt === undefined) return held.takenAt === undefined || occurredAt >= held.takenAt;
  const comparable = entry.omitted?.includes('old') !== true;
  return comparable && isSame(held.value, entry.old) && inSeconds(occurredAt) >= inSeconds(held.editedAt);
};

/** @param now the current time in milliseconds since 1970 */
export const createRecords = (now: () => number = Date.now): Records => {
  const records = new Map<string, HeldRecord>();
  const seen = new Set<string>();

  const bySalesforceId = (id: string): HeldRecord | undefined =>
    [...records.values()].find((record) => record.salesforceId === id);

  const held = (type: string, id: string, salesforceId: string | undefined): HeldRecord => {
    const known =
      records.get(`${type}:${id}`) ?? (salesforceId === undefined ? undefined : bySalesforceId(salesforceId));
    const record = known ?? { type, id, salesforceId, deleted: false, properties: new Map<string, Property>() };
    record.salesforceId ??= salesforceId;
    records.set(`${record.type}:${record.id}`, record);
    return record;
  };

  return {
    take: ({ cursor, kind, entity, recordId, demodeskId, changes, occurredAt }) => {
      if (seen.has(cursor)) return;
      seen.add(cursor);
      const record = held(TYPES[entity] ?? entity, demodeskId ?? recordId, recordId);
      record.deleted = kind === 'delete' || kind === 'merge';
      for (const entry of changes) {
        const name = entry.property.split('.').at(-1) ?? entry.property;
        const current = record.properties.get(name);
        if (!mayTake(current, entry, occurredAt)) continue;
        record.properties.set(name, { value: entry.new, takenAt: occurredAt, editedAt: undefined });
      }
    },

    edit: ({ type, id = randomUUID(), salesforceId, email, domain, properties }) => {
      const record = held(type, id, salesforceId);
      const at = new Date(now()).toISOString();
      const changed = Object.entries(properties).map(([name, value]) => {
        const current = record.properties.get(name);
        record.properties.set(name, { value, takenAt: current?.takenAt, editedAt: at });
        const previous = current === undefined ? {} : { previous: current.value };
        return [name, { value, modifiedAt: at, ...previous }] as const;
      });
      const hints = { salesforceId: record.salesforceId, email, domain };
      const attributes: Record<string, unknown> = { ...hints, ...Object.fromEntries(changed), modifiedAt: at };
      const event = { action: ACTIONS[type], apiVersion: 'v1', createdAt: at };
      return { meta: { event }, data: { id: record.id, type, attributes } };
    },

    list: () =>
      [...records.values()].map(({ properties, ...record }) => ({
        ...record,
        properties: Object.fromEntries([...properties].map(([name, { value }]) => [name, value])),
      })),
  };
};

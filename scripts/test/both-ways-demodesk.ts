import { z } from 'zod';
import type { Told } from './meeting-histories.ts';

/** A value of a property; null is blank. */
export type Value = string | null;

/** A change made in Salesforce as the feed hands it out. */
export interface FeedEntry {
  /** Names the change: a repetition has the same one. */
  readonly cursor: string;
  readonly property: string;
  readonly old: Value;
  readonly new: Value;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  /** How often Salesforce had changed the property when it said so; known to the test alone. */
  readonly edits: number;
}

/** A change made in Demodesk, with what the test knows of it. */
export interface Edit {
  readonly told: Told;
  readonly recordId: string;
  readonly property: string;
  readonly value: Value;
  readonly previous: Value;
  readonly modifiedAt: number;
  /** How many of Salesforce's edits of the property this one had seen. */
  readonly seen: number;
  /** Whether it replaced a value that Demodesk had taken from Salesforce. */
  readonly isOnTaken: boolean;
}

interface Property {
  value: Value;
  /** When a person in Demodesk changed it after it last took a value of Salesforce; null when nobody did. */
  editedAt: number | null;
  /** The newest change taken. */
  taken: FeedEntry | null;
  /** The newest change not taken. */
  kept: FeedEntry | null;
  /** Salesforce's edits that it has seen. */
  seen: number;
}

/** Demodesk's copy of one contact, by property (`contact.title`). */
export interface DemodeskRecord {
  readonly valueOf: (property: string) => Value;
  /** A person changes a property. @returns the webhook that follows */
  readonly edit: (property: string, value: Value, now: number, tellsPrevious: boolean) => Edit;
  /** The consumer rule of the change feed. */
  readonly receive: (entry: FeedEntry) => void;
}

const SECOND = 1000;

const changesShape = z.array(
  z.object({ property: z.string(), old: z.string().nullable(), new: z.string().nullable() }),
);

/** @returns the changes in the text of `Changes__c` */
export const readChanges = (text: string): z.infer<typeof changesShape> => changesShape.parse(JSON.parse(text));

/**
 * Starts Demodesk's copy of a contact.
 * @param recordId the Salesforce id, also the name by which Demodesk knows the record here
 * @param start what both sides hold, by property
 */
export const demodeskRecord = (recordId: string, start: ReadonlyMap<string, Value>): DemodeskRecord => {
  const properties = new Map<string, Property>(
    [...start].map(([name, value]) => [name, { value, editedAt: null, taken: null, kept: null, seen: 0 }]),
  );
  const had = new Set<string>();
  let edits = 0;

  const propertyOf = (name: string): Property => {
    const found = properties.get(name);
    if (!found) throw new Error(`Demodesk has no ${name}`);
    return found;
  };

  const take = (property: Property, entry: FeedEntry): void => {
    property.value = entry.new;
    property.editedAt = null;
    property.taken = entry;
    property.seen = Math.max(property.seen, entry.edits);
  };

  const isTaken = (property: Property, { old, occurredAt }: FeedEntry): boolean =>
    property.editedAt === null
      ? occurredAt >= (property.taken?.occurredAt ?? 0)
      : property.value === old && occurredAt >= Math.floor(property.editedAt / SECOND) * SECOND;

  return {
    valueOf: (name) => propertyOf(name).value,
    edit: (name, value, now, tellsPrevious) => {
      const property = propertyOf(name);
      const previous = property.value;
      const isOnTaken = property.editedAt === null && property.taken !== null;
      property.value = value;
      property.editedAt = now;
      property.kept = null;
      edits += 1;
      const time = new Date(now).toISOString();
      const key = `contact.updated:contacts:${recordId}:${edits}`;
      const told = { value, modifiedAt: time, ...(tellsPrevious ? { previous } : {}) };
      const change = {
        ...{ entity: 'Contact', demodeskId: recordId, salesforceId: recordId, email: null, domain: null },
        modifiedAt: time,
        properties: { [name.replace('contact.', '')]: told },
      };
      return {
        ...{ recordId, property: name, value, previous, modifiedAt: now, seen: property.seen, isOnTaken },
        told: {
          key,
          action: 'contact.updated',
          meetingId: `contacts:${recordId}`,
          occurredAt: now,
          payload: JSON.stringify({ version: 1, deliveryKey: key, action: 'contact.updated', change }),
        },
      };
    },
    receive: (entry) => {
      if (had.has(`${entry.cursor} ${entry.property} ${entry.old}`)) return;
      had.add(`${entry.cursor} ${entry.property} ${entry.old}`);
      const property = propertyOf(entry.property);
      if (!isTaken(property, entry)) {
        if (entry.occurredAt >= (property.kept?.occurredAt ?? 0)) property.kept = entry;
        return;
      }
      take(property, entry);
      // Changes may overtake each other: the one that fits proves that later ones knew of ours, too.
      if (property.kept && property.kept.occurredAt > entry.occurredAt) take(property, property.kept);
    },
  };
};

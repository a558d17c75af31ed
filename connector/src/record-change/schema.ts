import { z } from 'zod';

/**
 * The JSON of a record change, version 1: what `Meeting_Event__e.Payload__c` carries for `contact.updated`,
 * `account.updated` and `opportunity.updated`.
 */

const instant = z.iso.datetime({ precision: 3 }).nullable();
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A property that changed in Demodesk. */
export const recordProperty = z.strictObject({
  value,
  /** When it changed, where Demodesk knows it. */
  modifiedAt: instant,
  /** The value before; absent when Demodesk does not know it. */
  previous: value.optional(),
});
export type RecordProperty = z.infer<typeof recordProperty>;

export const recordChange = z.strictObject({
  entity: z.enum(['Contact', 'Account', 'Opportunity']),
  demodeskId: z.string().min(1).max(66),
  /** A hint: of the right object and visible, or ignored. */
  salesforceId: z.string().nullable(),
  /** Lower case, as the record was known by before the change. */
  email: z.string().nullable(),
  /** Lower case, without `www.` */
  domain: z.string().nullable(),
  modifiedAt: instant,
  properties: z.record(z.string(), recordProperty),
});
export type RecordChange = z.infer<typeof recordChange>;

export const recordChangePayload = z.strictObject({
  version: z.literal(1),
  deliveryKey: z.string().min(1).max(255),
  action: z.enum(['contact.updated', 'account.updated', 'opportunity.updated']),
  change: recordChange,
});
export type RecordChangePayload = z.infer<typeof recordChangePayload>;

import { z } from 'zod';
import { meetingPayload } from '../meeting/schema.ts';
import { recordChangePayload } from '../record-change/schema.ts';

/** Asks Salesforce to publish again what may have been lost of its stream of changes; nobody but the connector sends it. */
export const RECONCILE_ACTION = 'salesforce.reconcile';

export const reconcilePayload = z.strictObject({
  version: z.literal(1),
  deliveryKey: z.string().min(1).max(255),
  action: z.literal(RECONCILE_ACTION),
  /** What changed since is published again. */
  since: z.iso.datetime({ precision: 3 }),
});
export type ReconcilePayload = z.infer<typeof reconcilePayload>;

/** Everything that `Meeting_Event__e.Payload__c` may carry. */
export const eventPayload = z.union([meetingPayload, recordChangePayload, reconcilePayload]);
export type EventPayload = z.infer<typeof eventPayload>;

/**
 * The delivery that asks for a reconciliation, in the form of a webhook so that it takes the way of all deliveries.
 *
 * @param since the same time is the same delivery
 */
export const reconcileDelivery = (since: Date, now: Date): { key: string; action: string; body: string } => {
  const from = since.toISOString();
  const event = { action: RECONCILE_ACTION, createdAt: now.toISOString() };
  const body = JSON.stringify({ meta: { event }, data: { id: from, type: 'streams', attributes: { since: from } } });
  return { key: `${RECONCILE_ACTION}:${from}`, action: RECONCILE_ACTION, body };
};

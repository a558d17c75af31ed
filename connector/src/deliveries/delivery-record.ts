import { createHash } from 'node:crypto';

/**
 * Where a delivery stands.
 * - `received`: stored and acknowledged, not yet in Salesforce
 * - `retrying`: something was in the way; waits for its next attempt
 * - `published`: Salesforce took the event; its Sync Log row has not been seen yet
 * - `closed`: the Sync Log row exists
 * - `skipped`: there is nothing to do, and `reason` says why
 * - `dead`: given up until a person retries it; `reason` and `remedy` say why and what to do
 * - `discarded`: a person decided that it is not wanted; `reason` says why
 */
export const DELIVERY_STATES = ['received', 'retrying', 'published', 'closed', 'skipped', 'dead', 'discarded'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What kind of thing went wrong; decides whether time alone can heal it. */
export const FAILURE_CLASSES = [
  'unavailable',
  'limit',
  'authentication',
  'setup',
  'not-ready',
  'rejected',
  'unconfirmed',
  'internal',
] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** Why a delivery did not go through, in words for the person who reads it. */
export interface FailureReason {
  failureClass: FailureClass;
  /** What happened, in the other side's own words where it said something. */
  reason: string;
  /** What to do about it. */
  remedy: string;
}

/** A delivery as an operator sees it; without what Demodesk sent. */
export interface DeliveryRecord {
  /** UUID, derived from workspace and delivery key. */
  id: string;
  workspace: string;
  deliveryKey: string;
  action: string;
  state: DeliveryState;
  /** How often it was tried, successful or not. */
  attempts: number;
  /** How often Salesforce took it. */
  publications: number;
  failureClass: string | null;
  reason: string | null;
  remedy: string | null;
  /** `Sync_Log__c.Status__c` once closed. */
  syncStatus: string | null;
  /** `Sync_Log__c.Record_Id__c` once closed. */
  recordId: string | null;
  receivedAt: Date;
  publishedAt: Date | null;
  finishedAt: Date | null;
  nextAttemptAt: Date | null;
}

/**
 * The id of a delivery: the same delivery always gets the same one, so a repeated delivery meets itself on insert.
 *
 * @returns a UUID of version 8 (RFC 9562: made by the application's own rule)
 */
export const deliveryId = (workspace: string, deliveryKey: string): string => {
  const hash = createHash('sha256').update(workspace).update('\0').update(deliveryKey).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};

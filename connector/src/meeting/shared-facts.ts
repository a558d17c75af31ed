import type { Meeting } from './schema.ts';

/** Salesforce ids as a webhook carries them; strings or null once read. */
interface CrmIds {
  salesforceEventId: string | null;
  salesforceAccountId: string | null;
  salesforceOpportunityId: string | null;
}

/**
 * @param attributes the webhook's Salesforce ids
 * @returns them as hints, or null when there is none at all
 */
export const hintsFrom = (attributes: CrmIds): Meeting['hints'] => {
  const {
    salesforceEventId: eventId,
    salesforceAccountId: accountId,
    salesforceOpportunityId: opportunityId,
  } = attributes;
  return eventId === null && accountId === null && opportunityId === null
    ? null
    : { eventId, accountId, opportunityId };
};

/**
 * @param value Demodesk's `attendeeClassification`, e.g. `external_meeting`
 * @returns whether only colleagues meet (`internal`) or somebody else too; null when Demodesk does not say
 */
export const classificationFrom = (value: string | null): Meeting['classification'] => {
  const word = value?.toLowerCase().replace(/[_ -]?meeting$/, '');
  return word === 'internal' || word === 'external' ? word : null;
};

/**
 * @param email the host's address
 * @param name the host's name
 * @returns the host, or null when neither is known
 */
export const hostFrom = (email: string | null, name: string | null): Meeting['host'] =>
  email === null && name === null ? null : { email: email?.toLowerCase() ?? null, name };

/** The later of two instants in ISO 8601 UTC, which sort as text; null counts as unknown. */
export const laterOf = (one: string | null, other: string | null): string | null => {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
};

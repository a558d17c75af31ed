import type { RecordChangeAction } from '../demodesk/actions.ts';

/** What an action is about and which properties it may change; `contact.title` in a field mapping is `title` here. */
export interface ChangedEntity {
  entity: 'Contact' | 'Account' | 'Opportunity';
  /** Demodesk's `data.type`. */
  type: string;
  properties: readonly string[];
}

/** By action. The package's property catalogue has the same names. */
export const CHANGED_ENTITIES: Readonly<Record<RecordChangeAction, ChangedEntity>> = Object.freeze({
  'contact.updated': {
    entity: 'Contact',
    type: 'contacts',
    properties: [
      ...['firstName', 'lastName', 'email', 'phone', 'mobilePhone'],
      ...['title', 'department', 'description', 'mailingCity', 'mailingCountry'],
    ],
  },
  'account.updated': {
    entity: 'Account',
    type: 'accounts',
    properties: [
      ...['name', 'website', 'phone', 'industry', 'description'],
      ...['numberOfEmployees', 'annualRevenue', 'billingCity', 'billingCountry'],
    ],
  },
  'opportunity.updated': {
    entity: 'Opportunity',
    type: 'opportunities',
    properties: ['name', 'stage', 'amount', 'closeDate', 'probability', 'nextStep', 'description', 'type'],
  },
});

/** @returns the `data.type` of an entity */
export const typeOf = (entity: ChangedEntity['entity']): string =>
  Object.values(CHANGED_ENTITIES).find((one) => one.entity === entity)?.type ?? entity;

import type { Org } from '../org.ts';
import { SObject } from '../values/sobject.ts';
import type { SubscriberStatus } from './subscriber.ts';

/**
 * Keeps the EventBusSubscriber records, which Apex and REST query to see how event triggers stand.
 * @returns what writes the state of one trigger
 */
export const subscriberRecords = (org: () => Org): ((status: SubscriberStatus) => void) => {
  const ids = new Map<string, string>();
  return (status) => {
    const { schema, database } = org();
    if (!schema.object('EventBusSubscriber', '')) return;
    const row = new SObject('EventBusSubscriber')
      .set('Name', status.trigger)
      .set('Type', 'ApexTrigger')
      .set('Topic', status.object)
      .set('Position', status.position === null ? null : Number(status.position))
      .set('Tip', -1)
      .set('Retries', status.retries)
      .set('LastError', status.lastError)
      .set('Status', status.status);
    const id = ids.get(status.trigger);
    if (id !== undefined) row.set('Id', id).set('ExternalId', id);
    database.load([row]);
    if (row.id !== null) ids.set(status.trigger, row.id);
  };
};

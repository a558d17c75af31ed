import type { Org } from '../org.ts';
import { makeId } from '../values/id.ts';
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
    const object = schema.object('EventBusSubscriber', '');
    if (!object) return;
    const id = ids.get(status.trigger) ?? makeId(object.keyPrefix, ids.size + 1);
    ids.set(status.trigger, id);
    const row = new SObject('EventBusSubscriber')
      .set('Id', id)
      .set('ExternalId', id)
      .set('Name', status.trigger)
      .set('Type', 'ApexTrigger')
      .set('Topic', status.object)
      .set('Position', status.position === null ? null : Number(status.position))
      .set('Tip', -1)
      .set('Retries', status.retries)
      .set('LastError', status.lastError)
      .set('Status', status.status);
    database.load([row]);
  };
};

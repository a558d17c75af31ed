import { isRecordChangeAction } from '../demodesk/actions.ts';
import type { Delivery } from '../demodesk/delivery.ts';
import { CHANGED_ENTITIES } from './catalogue.ts';
import { recordChangeAttributes } from './attributes.ts';
import type { ChangedProperty } from './attributes.ts';
import type { RecordChangePayload, RecordProperty } from './schema.ts';

/** A delivery that changes no record was given to the normaliser: a mistake of the caller, never of the sender. */
export class NotARecordChange extends Error {
  constructor(action: string) {
    super(`"${action}" changes no record.`);
    this.name = 'NotARecordChange';
  }
}

type Times = string | null | Record<string, string | null>;

const SALESFORCE_ID = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;

const normalise = (given: ChangedProperty, time: string | null): RecordProperty => {
  if (typeof given !== 'object' || given === null) return { value: given, modifiedAt: time };
  const { value, modifiedAt, previous } = given;
  return { value, modifiedAt: modifiedAt ?? time, ...(previous === undefined ? {} : { previous }) };
};

/** The latest of the times given; ISO 8601 in UTC sorts as text. */
const latest = (times: readonly (string | null)[]): string | null =>
  times
    .filter((time) => time !== null)
    .sort()
    .at(-1) ?? null;

/** The text that the record was known by: before the change, where Demodesk tells. */
const knownBy = (property: RecordProperty | undefined): string | null => {
  const known = property?.previous ?? property?.value;
  const text = typeof known === 'string' ? known.trim().toLowerCase() : '';
  return text === '' ? null : text;
};

const domainOf = (address: string | null): string | null => {
  if (address === null) return null;
  const url = URL.parse(address.includes('://') ? address : `https://${address}`);
  const host = url?.hostname.replace(/^www\./, '') ?? '';
  return host.includes('.') ? host : null;
};

/**
 * Makes the payload of one changed record.
 *
 * @param delivery a webhook of `contact.updated`, `account.updated` or `opportunity.updated`
 * @returns the payload of `Meeting_Event__e`; its `properties` are empty when nothing that is synced changed
 * @throws NotARecordChange when the delivery is of another kind
 */
export const recordChangeFromDelivery = (delivery: Delivery): RecordChangePayload => {
  const { action, id, key } = delivery;
  if (!isRecordChangeAction(action) || id === null) throw new NotARecordChange(action);
  const { entity, properties: names } = CHANGED_ENTITIES[action];
  const attributes: Record<string, unknown> = recordChangeAttributes(names).parse(delivery.attributes);
  const times = attributes.modifiedAt as Times;
  const timeOf = (name: string): string | null =>
    typeof times === 'object' && times !== null ? (times[name] ?? null) : times;
  const properties = Object.fromEntries(
    names
      .filter((name) => attributes[name] !== undefined)
      .map((name) => [name, normalise(attributes[name] as ChangedProperty, timeOf(name))]),
  );
  const salesforceId = attributes.salesforceId as string | null;
  return {
    version: 1,
    deliveryKey: key,
    action,
    change: {
      entity,
      demodeskId: id,
      salesforceId: salesforceId !== null && SALESFORCE_ID.test(salesforceId) ? salesforceId : null,
      email: entity === 'Contact' ? knownBy(properties.email) : null,
      domain: domainOf((attributes.domain as string | null)?.toLowerCase() ?? knownBy(properties.website)),
      modifiedAt:
        typeof times === 'string' ? times : latest(Object.values(properties).map(({ modifiedAt }) => modifiedAt)),
      properties,
    },
  };
};

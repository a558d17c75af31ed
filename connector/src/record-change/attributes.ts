import { z } from 'zod';
import { optionalId, optionalInstant, optionalName, storableText } from '../demodesk/wire-types.ts';

/** The value of one property: text, a number, a yes or no, or blank. Dates are ISO 8601 text. */
export const propertyValue = z
  .union([z.string(), z.number(), z.boolean(), z.null()], { error: 'must be a text, a number, a boolean or null' })
  .transform((value) => (typeof value === 'string' ? storableText(value) : value));

/** A changed property, plain or with what Demodesk knows about the change. */
const changedProperty = z.union(
  [
    propertyValue,
    z.object({
      value: propertyValue,
      modifiedAt: optionalInstant,
      /** The value before the change in Demodesk; absent when unknown. */
      previous: propertyValue.optional(),
    }),
  ],
  { error: 'must be a value, or {value, modifiedAt?, previous?}' },
);
export type ChangedProperty = z.infer<typeof changedProperty>;

const times = z.record(z.string(), optionalInstant);

/** The attributes of `contact.updated`, `account.updated` and `opportunity.updated`. */
export const recordChangeAttributes = (properties: readonly string[]) =>
  z.object({
    ...{ salesforceId: optionalId, domain: optionalName },
    /** One time for all properties, or a time for each. */
    modifiedAt: z.union([times, optionalInstant], { error: 'must be an ISO 8601 time, or one for each property' }),
    ...Object.fromEntries(properties.map((name) => [name, changedProperty.optional()])),
  });

import { UnsupportedFeature } from '../../errors.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import type { JsonRecord } from './record-to-json.ts';

/** Parts of a compound address, by the ending of the field that holds each. */
const PARTS = {
  city: 'City',
  country: 'Country',
  countryCode: 'CountryCode',
  geocodeAccuracy: 'GeocodeAccuracy',
  latitude: 'Latitude',
  longitude: 'Longitude',
  postalCode: 'PostalCode',
  state: 'State',
  stateCode: 'StateCode',
  street: 'Street',
} as const;

/** The fields that a query for a whole record names: compound ones are put together from their parts. */
export const plainFields = (object: ObjectDefinition): readonly string[] => {
  const fields = [...object.fields.values()];
  const location = fields.find((field) => field.type === 'location');
  if (location) throw new UnsupportedFeature(`reading the location ${object.name}.${location.name}; name the fields`);
  return fields.filter((field) => field.type !== 'address').map((field) => field.name);
};

/**
 * Adds the compound addresses of a whole record, e.g. `BillingAddress` from `BillingStreet`, `BillingCity`, …
 * @param json with every plain field of the object
 */
export const withAddresses = (object: ObjectDefinition, json: JsonRecord): JsonRecord => {
  const complete: JsonRecord = { ...json };
  for (const field of object.fields.values()) {
    if (field.type !== 'address') continue;
    const prefix = field.name.replace(/Address$/, '');
    const parts = Object.entries(PARTS)
      .map(([part, ending]) => [part, prefix + ending] as const)
      .filter(([, name]) => object.fields.has(name.toLowerCase()))
      .map(([part, name]) => [part, json[name] ?? null] as const);
    complete[field.name] = parts.every(([, value]) => value === null) ? null : Object.fromEntries(parts);
  }
  return complete;
};

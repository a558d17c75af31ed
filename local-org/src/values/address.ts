import { platformType } from '../types/apex-type.ts';
import { PlatformObject } from './platform-object.ts';

/** Parts of a compound address, as System.Address and JSON name them, by the ending of the field that holds each. */
export const ADDRESS_PARTS: readonly (readonly [part: string, ending: string])[] = [
  ['city', 'City'],
  ['country', 'Country'],
  ['countryCode', 'CountryCode'],
  ['geocodeAccuracy', 'GeocodeAccuracy'],
  ['latitude', 'Latitude'],
  ['longitude', 'Longitude'],
  ['postalCode', 'PostalCode'],
  ['state', 'State'],
  ['stateCode', 'StateCode'],
  ['street', 'Street'],
];

/** A System.Address: the value of a compound address field. */
export class Address extends PlatformObject {
  /** By part. */
  readonly parts: ReadonlyMap<string, unknown>;

  constructor(parts: ReadonlyMap<string, unknown>) {
    super(platformType('Address'));
    this.parts = parts;
  }

  /** @param part as System.Address names it, e.g. `postalCode` */
  get(part: string): unknown {
    return this.parts.get(part) ?? null;
  }
}

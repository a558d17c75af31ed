import { Address } from '../../values/address.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import type { PlatformClass } from '../platform-class.ts';

const TEXTS = ['city', 'country', 'countryCode', 'geocodeAccuracy', 'postalCode', 'state', 'stateCode', 'street'];

const text =
  (part: string) =>
  (self: Address): unknown =>
    self.get(part);

const number =
  (part: string) =>
  (self: Address): unknown => {
    const value = self.get(part);
    return value instanceof Decimal ? new Double(value.toNumber()) : value;
  };

const getter = (type: string, part: string): string => `${type} get${part.charAt(0).toUpperCase()}${part.slice(1)}()`;

/** System.Address: what a compound address field holds. Source: Apex Reference Guide, "Address Class". */
export const addressClass: PlatformClass = {
  name: 'Address',
  kind: 'class',
  representation: Address,
  methods: {
    ...Object.fromEntries(TEXTS.map((part) => [getter('String', part), text(part)])),
    ...Object.fromEntries(['latitude', 'longitude'].map((part) => [getter('Double', part), number(part)])),
  },
  properties: {
    ...Object.fromEntries(TEXTS.map((part) => [`String ${part}`, { get: text(part) }])),
  },
  unsupported: ['Double getDistance(Location toLocation, String unit)'],
};

import { DISPATCH, type Dispatch } from '../../runtime/invoke.ts';
import { platformType } from '../../types/apex-type.ts';
import { Double } from '../../values/double.ts';
import { textHash } from '../../values/hash.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';

const RADIUS: Readonly<Record<string, number>> = { mi: 3958.8, km: 6371 };

/** A System.Location: a place on Earth in decimal degrees. */
class Location extends PlatformObject {
  readonly latitude: number;
  readonly longitude: number;

  readonly [DISPATCH]: Dispatch = {
    'equals/1': (other) =>
      other instanceof Location && other.latitude === this.latitude && other.longitude === this.longitude,
    'hashcode/0': () => textHash(`${this.latitude} ${this.longitude}`),
  };

  constructor(latitude: number, longitude: number) {
    super(platformType('Location'));
    this.latitude = latitude;
    this.longitude = longitude;
  }
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** By the haversine formula. */
const distance = (from: Location, to: Location, unit: string): Double => {
  const radius = RADIUS[unit.toLowerCase()];
  if (radius === undefined) throw exception('InvalidParameterValueException', `Invalid unit: ${unit}`);
  const [a, b] = [radians(from.latitude), radians(to.latitude)];
  const half = (value: number): number => Math.sin(value / 2) ** 2;
  const chord = half(b - a) + Math.cos(a) * Math.cos(b) * half(radians(to.longitude - from.longitude));
  return new Double(2 * radius * Math.asin(Math.sqrt(chord)));
};

const newInstance = (latitude: { toNumber(): number } | null, longitude: { toNumber(): number } | null): Location =>
  new Location(required(latitude).toNumber(), required(longitude).toNumber());

/** System.Location. */
export const locationClass: PlatformClass = {
  name: 'Location',
  kind: 'class',
  representation: Location,
  statics: {
    'Location newInstance(Decimal latitude, Decimal longitude)': newInstance,
    'Double getDistance(Location firstLocation, Location secondLocation, String unit)': (
      from: Location | null,
      to: Location | null,
      unit: string | null,
    ) => distance(required(from), required(to), required(unit)),
  },
  methods: {
    'Double getDistance(Location toLocation, String unit)': (
      self: Location,
      to: Location | null,
      unit: string | null,
    ) => distance(self, required(to), required(unit)),
    'Double getLatitude()': (self: Location) => new Double(self.latitude),
    'Double getLongitude()': (self: Location) => new Double(self.longitude),
  },
  properties: {
    'Double latitude': { get: (self: Location) => new Double(self.latitude) },
    'Double longitude': { get: (self: Location) => new Double(self.longitude) },
  },
};

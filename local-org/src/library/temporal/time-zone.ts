import { platformType } from '../../types/apex-type.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { Datetime } from '../../values/temporal.ts';
import { isTimeZone, offsetAt } from '../../values/time-zone.ts';
import { dateTimeFormat } from '../intl.ts';
import type { PlatformClass } from '../platform-class.ts';
import { required } from '../raise.ts';

/** A System.TimeZone. */
export class ApexTimeZone extends PlatformObject {
  /** IANA name, or `GMT` for names that are not known, as in Java. */
  readonly id: string;

  constructor(id: string) {
    super(platformType('TimeZone'));
    this.id = isTimeZone(id) ? id : 'GMT';
  }
}

const partOf = (id: string, timeZoneName: Intl.DateTimeFormatOptions['timeZoneName']): string =>
  dateTimeFormat({ timeZone: id, timeZoneName })
    .formatToParts(Date.UTC(2024, 0, 1))
    .find((part) => part.type === 'timeZoneName')?.value ?? id;

/** As Salesforce shows zones: `(GMT-08:00) Pacific Standard Time (America/Los_Angeles)`. */
const displayName = (self: ApexTimeZone): string => {
  const offset = partOf(self.id, 'longOffset');
  return `(${offset === 'GMT' ? 'GMT+00:00' : offset}) ${partOf(self.id, 'long')} (${self.id})`;
};

/** System.TimeZone. */
export const timeZoneClass: PlatformClass = {
  name: 'TimeZone',
  kind: 'class',
  representation: ApexTimeZone,
  statics: {
    'TimeZone getTimeZone(String timeZoneIdString)': (id: string | null) => new ApexTimeZone(required(id)),
  },
  methods: {
    'String getDisplayName()': displayName,
    'String getID()': (self: ApexTimeZone) => self.id,
    'Integer getOffset(Datetime date)': (self: ApexTimeZone, at: Datetime | null) =>
      offsetAt(self.id, required(at).epochMs),
    'String toString()': (self: ApexTimeZone) => self.id,
  },
};

import { hashOf } from '../../values/hash.ts';
import { DAY_MS, Time } from '../../values/temporal.ts';
import { ADD_ERROR } from '../numbers/whole-numbers.ts';
import type { PlatformClass } from '../platform-class.ts';
import { required } from '../raise.ts';

const wrapped = (ms: number): Time => new Time(((ms % DAY_MS) + DAY_MS) % DAY_MS);

const plus =
  (unit: number) =>
  (self: Time, amount: number | null): Time =>
    wrapped(self.ms + required(amount) * unit);

/** System.Time. */
export const timeClass: PlatformClass = {
  name: 'Time',
  kind: 'class',
  statics: {
    'Time newInstance(Integer hour, Integer minutes, Integer seconds, Integer milliseconds)': (
      hour: number | null,
      minutes: number | null,
      seconds: number | null,
      milliseconds: number | null,
    ) =>
      wrapped(
        required(hour) * 3_600_000 + required(minutes) * 60_000 + required(seconds) * 1000 + required(milliseconds),
      ),
  },
  methods: {
    'Time addHours(Integer additionalHours)': plus(3_600_000),
    'Time addMilliseconds(Integer additionalMilliseconds)': plus(1),
    'Time addMinutes(Integer additionalMinutes)': plus(60_000),
    'Time addSeconds(Integer additionalSeconds)': plus(1000),
    'Integer hashCode()': hashOf,
    'Integer hour()': (self: Time) => Math.floor(self.ms / 3_600_000),
    'Integer millisecond()': (self: Time) => self.ms % 1000,
    'Integer minute()': (self: Time) => Math.floor(self.ms / 60_000) % 60,
    'Integer second()': (self: Time) => Math.floor(self.ms / 1000) % 60,
    'String toString()': (self: Time) => self.toString(),
  },
  unsupported: ADD_ERROR,
};

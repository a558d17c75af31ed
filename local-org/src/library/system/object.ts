import { sameValue } from '../../values/equality.ts';
import { hashOf } from '../../values/hash.ts';
import { textOf } from '../../values/text.ts';
import type { PlatformClass } from '../platform-class.ts';

/** Object, the root of all types: what every value answers. */
export const objectClass: PlatformClass = {
  name: 'Object',
  kind: 'class',
  virtual: true,
  methods: {
    'Boolean equals(Object other)': sameValue,
    'Integer hashCode()': hashOf,
    'String toString()': textOf,
  },
};

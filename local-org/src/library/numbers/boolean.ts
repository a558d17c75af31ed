import { hashOf } from '../../values/hash.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { ADD_ERROR } from './whole-numbers.ts';

const booleanOf = (value: unknown): boolean => {
  const given = required(value);
  if (typeof given === 'boolean') return given;
  if (typeof given === 'string') return given.toLowerCase() === 'true';
  throw exception('TypeException', 'Invalid conversion to Boolean');
};

/** System.Boolean. */
export const booleanClass: PlatformClass = {
  name: 'Boolean',
  kind: 'class',
  statics: {
    'Boolean valueOf(String stringToBoolean)': booleanOf,
    'Boolean valueOf(Object fieldValue)': booleanOf,
  },
  methods: { 'Integer hashCode()': hashOf, 'String toString()': String },
  unsupported: ADD_ERROR,
};

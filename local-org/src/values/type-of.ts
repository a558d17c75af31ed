import {
  BLOB,
  BOOLEAN,
  DATE,
  DATETIME,
  DECIMAL,
  DOUBLE,
  INTEGER,
  LONG,
  OBJECT,
  STRING,
  TIME,
  type ApexType,
} from '../types/apex-type.ts';
import { ApexException } from './apex-exception.ts';
import { ApexObject } from './apex-object.ts';
import { Blob } from './blob.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { Decimal } from './decimal.ts';
import { Double } from './double.ts';
import { SObject } from './sobject.ts';
import { ApexDate, Datetime, Time } from './temporal.ts';

/**
 * The Apex type that a value has at run time. An Id has no representation of its own and answers String.
 * @param value any Apex value but null
 */
export const typeOf = (value: unknown): ApexType => {
  switch (typeof value) {
    case 'string':
      return STRING;
    case 'number':
      return INTEGER;
    case 'boolean':
      return BOOLEAN;
    case 'bigint':
      return LONG;
    default:
      return typeof value === 'object' && value !== null ? typeOfObject(value) : OBJECT;
  }
};

const typeOfObject = (value: object): ApexType => {
  if (
    value instanceof SObject ||
    value instanceof ApexObject ||
    value instanceof ApexList ||
    value instanceof ApexMap ||
    value instanceof ApexSet ||
    value instanceof ApexException
  ) {
    return value.apexType;
  }
  if (value instanceof Decimal) return DECIMAL;
  if (value instanceof Datetime) return DATETIME;
  if (value instanceof ApexDate) return DATE;
  if (value instanceof Double) return DOUBLE;
  if (value instanceof Time) return TIME;
  return value instanceof Blob ? BLOB : OBJECT;
};

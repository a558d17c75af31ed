import type { FieldDefinition, FieldType } from '../../schema/model.ts';
import {
  BLOB,
  BOOLEAN,
  DATE,
  DATETIME,
  DECIMAL,
  ID,
  INTEGER,
  listOf,
  LONG,
  OBJECT,
  platformType,
  STRING,
  TIME,
  type ApexType,
} from '../../types/apex-type.ts';

const TYPES: Readonly<Partial<Record<FieldType, ApexType>>> = {
  id: ID,
  reference: ID,
  boolean: BOOLEAN,
  int: INTEGER,
  long: LONG,
  double: DECIMAL,
  currency: DECIMAL,
  percent: DECIMAL,
  date: DATE,
  datetime: DATETIME,
  time: TIME,
  base64: BLOB,
  junctionIdList: listOf(STRING),
  anyType: OBJECT,
  address: platformType('Address'),
  location: platformType('Location'),
};

/** The Apex type of a field's values, e.g. Decimal for a currency field. */
export const fieldApexType = (field: FieldDefinition): ApexType => TYPES[field.type] ?? STRING;

import type { FieldDefinition } from '../../schema/model.ts';
import type { DmlRowError } from '../database.ts';
import { rowError } from '../dml/error.ts';

const EMAIL = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/;

const isEmail = (text: string): boolean =>
  EMAIL.test(text) && !text.includes('..') && !text.startsWith('.') && !text.includes('.@');

const tooLong = (field: FieldDefinition, text: string, limit: number): DmlRowError =>
  rowError('STRING_TOO_LONG', `${field.label}: data value too large: ${text} (max length=${limit})`, [field.name]);

const badPicklistValue = (field: FieldDefinition, value: string): DmlRowError =>
  rowError(
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `${field.label}: bad value for restricted picklist field: ${value}`,
    [field.name],
  );

const isAllowed = (field: FieldDefinition, value: string): boolean =>
  field.picklistValues.some((allowed) => allowed.active && allowed.value.toLowerCase() === value.toLowerCase());

/**
 * Checks one text value against the definition of its field: length, form of an e-mail address, picklist.
 * @param value as stored, not null
 * @returns undefined when it is fine
 */
export const checkText = (field: FieldDefinition, value: string): DmlRowError | undefined => {
  if (field.restrictedPicklist) {
    const values = field.type === 'multipicklist' ? value.split(';') : [value];
    const bad = values.find((single) => !isAllowed(field, single));
    if (bad !== undefined) return badPicklistValue(field, bad);
  }
  if (field.length > 0 && value.length > field.length) return tooLong(field, value, field.length);
  if (field.type === 'email' && !isEmail(value)) {
    return rowError('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [field.name]);
  }
  return undefined;
};

export const missingFieldsError = (names: readonly string[]): DmlRowError =>
  rowError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);

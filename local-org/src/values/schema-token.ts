import { platformType } from '../types/apex-type.ts';
import { PlatformObject } from './platform-object.ts';

/** A Schema.SObjectType: the token of an object, e.g. `Account.SObjectType`. One per object name. */
export class SObjectTypeToken extends PlatformObject {
  /** Full API name, e.g. `demodesk__Sync_Log__c`. */
  readonly objectName: string;

  constructor(objectName: string) {
    super(platformType('Schema.SObjectType'));
    this.objectName = objectName;
  }
}

/** A Schema.SObjectField: the token of a field, e.g. `Account.Name`. One per object and field name. */
export class SObjectFieldToken extends PlatformObject {
  readonly objectName: string;
  /** Full API name of the field. */
  readonly fieldName: string;

  constructor(objectName: string, fieldName: string) {
    super(platformType('Schema.SObjectField'));
    this.objectName = objectName;
    this.fieldName = fieldName;
  }
}

const types = new Map<string, SObjectTypeToken>();
const fields = new Map<string, SObjectFieldToken>();
/** Fields by the very spellings they have been asked for: most are asked for very often. */
const asked = new Map<string, Map<string, SObjectFieldToken>>();

/** @param objectName full API name in Salesforce's capitals @returns the object's one token */
export const sobjectTypeToken = (objectName: string): SObjectTypeToken => {
  const key = objectName.toLowerCase();
  let token = types.get(key);
  if (!token) {
    token = new SObjectTypeToken(objectName);
    types.set(key, token);
  }
  return token;
};

/**
 * @param objectName full API name of the object
 * @param fieldName full API name of the field, both in Salesforce's capitals
 * @returns the field's one token
 */
export const sobjectFieldToken = (objectName: string, fieldName: string): SObjectFieldToken => {
  let ofObject = asked.get(objectName);
  if (!ofObject) asked.set(objectName, (ofObject = new Map<string, SObjectFieldToken>()));
  let token = ofObject.get(fieldName);
  if (!token) ofObject.set(fieldName, (token = oneToken(objectName, fieldName)));
  return token;
};

const oneToken = (objectName: string, fieldName: string): SObjectFieldToken => {
  const key = `${objectName}.${fieldName}`.toLowerCase();
  let token = fields.get(key);
  if (!token) {
    token = new SObjectFieldToken(objectName, fieldName);
    fields.set(key, token);
  }
  return token;
};

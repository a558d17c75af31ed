import { ApexException } from '../values/apex-exception.ts';

/** A query that Salesforce refuses, with its words. */
export const queryException = (message: string): ApexException => new ApexException('System.QueryException', message);

export const noSuchColumn = (column: string, entity: string): ApexException =>
  queryException(
    `No such column '${column}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append ` +
      "the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
  );

export const noSuchObject = (name: string): ApexException =>
  queryException(
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' ` +
      'after the entity name. Please reference your WSDL or the describe call for the appropriate names.',
  );

export const noSuchRelationship = (name: string, where: 'field path' | 'FROM part of query call'): ApexException =>
  queryException(
    `Didn't understand relationship '${name}' in ${where}. If you are attempting to use a custom relationship, be sure ` +
      "to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the " +
      'appropriate names.',
  );

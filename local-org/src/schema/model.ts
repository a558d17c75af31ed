/**
 * The org's data model: what describe calls answer, what DML validates against, what SOQL resolves names with.
 * Built from the standard objects that ship with the local org and from the project's metadata.
 */

import type { DuplicateRule } from './duplicates/model.ts';

/** Values are the `type` of a REST describe, which Schema.DisplayType repeats in capitals. */
export type FieldType =
  | 'id'
  | 'string'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'email'
  | 'phone'
  | 'url'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'reference'
  | 'address'
  | 'location'
  | 'base64'
  | 'encryptedstring'
  | 'anyType'
  /** A list of ids over a junction object: TaskWhoIds, EventWhoIds. Not among the fields that describe calls list. */
  | 'junctionIdList'
  | 'long';

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly defaultValue: boolean;
}

export interface FieldDefinition {
  /** Full API name, e.g. `demodesk__Status__c`. */
  readonly name: string;
  readonly label: string;
  readonly helpText?: string;
  readonly type: FieldType;
  readonly custom: boolean;
  /** Characters, for text types; 0 otherwise. */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  /** False: a value must be present when the record is saved. */
  readonly nillable: boolean;
  readonly defaultedOnCreate: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly externalId: boolean;
  /** Lookup by this field in upsert and in REST `/{field}/{value}` paths: Id, external ids, and idLookup fields like Email. */
  readonly idLookup: boolean;
  readonly nameField: boolean;
  readonly autoNumber: boolean;
  /** Display format of an auto-number, e.g. `SL-{000000}`. */
  readonly displayFormat?: string;
  readonly calculated: boolean;
  readonly formula?: string;
  /** A literal or a formula, as in the metadata's `defaultValue`. */
  readonly defaultValue?: string;
  readonly picklistValues: readonly PicklistValue[];
  readonly restrictedPicklist: boolean;
  readonly htmlFormatted: boolean;
  /** Long text areas cannot be filtered, sorted or grouped. */
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  /** Objects a reference may point to; several = polymorphic (WhoId, WhatId, OwnerId). */
  readonly referenceTo: readonly string[];
  /** Name by which SOQL reaches the parent, e.g. `Account`, `demodesk__Meeting__r`. */
  readonly relationshipName?: string;
  /** Name by which SOQL reaches the children from the parent, e.g. `Contacts`, `demodesk__Attendees__r`. */
  readonly childRelationshipName?: string;
  readonly masterDetail: boolean;
  readonly deleteConstraint: 'SetNull' | 'Restrict' | 'Cascade';
  /** Formula fields: blanks in number arithmetic count as zero unless the metadata says `BlankAsBlank`. */
  readonly blanksAreZero?: boolean;
  /** Roll-up summary fields. */
  readonly summary?: SummaryDefinition;
  /** First number of an auto-number, 1 when absent. */
  readonly startingNumber?: number;
  /** What the local org cannot do about this field; saving or reading it raises UnsupportedFeature with this text. */
  readonly unsupported?: string;
}

/** What a roll-up summary field adds up. */
export interface SummaryDefinition {
  readonly operation: 'count' | 'sum' | 'min' | 'max';
  /** Full API name of the detail object. */
  readonly childObject: string;
  /** Full API name of its master-detail field. */
  readonly foreignKey: string;
  /** Full API name of the summarized field; absent for count. */
  readonly field?: string;
  readonly filters: readonly { field: string; operation: string; value: string }[];
}

export interface RecordTypeDefinition {
  readonly developerName: string;
  /** Namespace of the package it came with, '' for none. */
  readonly namespace: string;
  readonly label: string;
  readonly active: boolean;
  readonly default: boolean;
  /** Accounts of this type are people; absent = no. */
  readonly person?: boolean;
}

/** A field set: fields that an administrator arranges for pages and code. */
export interface FieldSetDefinition {
  /** Without namespace. */
  readonly name: string;
  /** Namespace of the package it came with, '' for none. */
  readonly namespace: string;
  readonly label: string;
  readonly description: string;
  /** In their order; `path` may lead over parents: `Account.Name`. */
  readonly fields: readonly { readonly path: string; readonly required: boolean }[];
}

export interface ValidationRuleDefinition {
  readonly name: string;
  readonly active: boolean;
  /** True means the record is refused. */
  readonly formula: string;
  readonly message: string;
  /** Full API name of the field the error is shown at; absent = the top of the page. */
  readonly errorField?: string;
  /** Namespace of the package it came with, '' for none: how names in the formula are read. */
  readonly namespace: string;
}

export type ObjectKind = 'standard' | 'custom' | 'event' | 'listSetting' | 'hierarchySetting' | 'metadataType';

export interface ObjectDefinition {
  /** Full API name, e.g. `demodesk__Meeting_Intelligence__c`. */
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly kind: ObjectKind;
  /** First three characters of its record ids. */
  readonly keyPrefix: string;
  /** By lower-cased full API name, in declaration order, system fields (Id, OwnerId, CreatedDate, ...) included. */
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly recordTypes: readonly RecordTypeDefinition[];
  readonly validationRules: readonly ValidationRuleDefinition[];
  /** Absent = none. */
  readonly fieldSets?: readonly FieldSetDefinition[];
  readonly sharingModel: 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent';
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly queryable: boolean;
  /** Share objects: full API name of the object whose records they share. */
  readonly shares?: string;
  /** Platform events: whether they wait for the commit of the publishing transaction. */
  readonly publishBehavior?: 'PublishImmediately' | 'PublishAfterCommit';
}

export interface ChildRelationship {
  /** e.g. `Contacts` */
  readonly name: string;
  readonly childObject: ObjectDefinition;
  readonly field: FieldDefinition;
}

/**
 * The whole model of an org, with Salesforce's way of resolving names: without regard to case; in code of a
 * namespace `ns`, `X__c` means `ns__X__c` when that exists, else `X__c`.
 */
export interface Schema {
  /** In alphabetical order. */
  readonly objects: readonly ObjectDefinition[];
  /** @param namespace of the code that names the object, or '' */
  object(name: string, namespace: string): ObjectDefinition | undefined;
  field(object: ObjectDefinition, name: string, namespace: string): FieldDefinition | undefined;
  /** The reference field behind a parent relationship, e.g. `Account` of Contact. */
  parentRelationship(object: ObjectDefinition, name: string, namespace: string): FieldDefinition | undefined;
  childRelationship(object: ObjectDefinition, name: string, namespace: string): ChildRelationship | undefined;
  childRelationships(object: ObjectDefinition): readonly ChildRelationship[];
  objectByKeyPrefix(prefix: string): ObjectDefinition | undefined;
  /** Of the project and of the org's features, active or not. */
  readonly duplicateRules: readonly DuplicateRule[];
  /** Metadata of the project that the local org left out, one line each, to be shown when it starts. */
  readonly unsupported: readonly string[];
}

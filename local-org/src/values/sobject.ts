import { sobjectType, type ApexType } from '../types/apex-type.ts';

/**
 * An sObject in memory: a bag of field values by lower-cased full API name (`demodesk__status__c`), plus parent
 * records (SObject) and child lists (ApexList) by lower-cased relationship name.
 *
 * A missing entry and a null entry differ: a row from a query has an entry for each selected field, and reading
 * another one raises System.SObjectException; `queried` tells such rows from rows made with `new`.
 */
export class SObject {
  readonly fields = new Map<string, unknown>();
  /** True for rows that came from SOQL: unselected fields may not be read. */
  queried = false;
  /** Errors from addError() while a trigger runs; field is null for record-level ones. */
  errors: { field: string | null; message: string }[] = [];
  /** Set by the DML pipeline on Trigger.old and after-trigger rows: "Record is read-only". */
  readOnly = false;

  readonly typeName: string;

  /** @param typeName full API name in Salesforce's capitals, e.g. `Account` */
  constructor(typeName: string) {
    this.typeName = typeName;
  }

  get apexType(): ApexType {
    return sobjectType(this.typeName);
  }

  get(field: string): unknown {
    return this.fields.get(field.toLowerCase()) ?? null;
  }

  set(field: string, value: unknown): this {
    this.fields.set(field.toLowerCase(), value);
    return this;
  }

  has(field: string): boolean {
    return this.fields.has(field.toLowerCase());
  }

  get id(): string | null {
    return (this.fields.get('id') as string | null | undefined) ?? null;
  }
}

import type { FieldDefinition, ObjectDefinition, Schema } from '../schema/model.ts';
import type { SObject } from '../values/sobject.ts';
import type { FormulaField } from '../formula/compile.ts';
import type { Query } from '../soql/ast.ts';
import type { DmlFailure } from '../values/apex-exception.ts';

/** System mode ignores object and field permissions; user mode enforces those of the running user. */
export type AccessMode = 'system' | 'user';

export type DmlOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';

export interface DmlOptions {
  readonly allOrNone: boolean;
  readonly access: AccessMode;
  /** Full API name of the external id field of an upsert; absent = Id. */
  readonly externalIdField?: string;
  /** Namespace of the calling code, '' for none; decides how names without a prefix are read. */
  readonly namespace: string;
  /** The statement comes from the REST API, whose words for missing rights are others than Apex's. */
  readonly api?: boolean;
  /** Database.DMLOptions.DuplicateRuleHeader.allowSave: duplicate rules that only alert let the record pass. */
  readonly allowDuplicates?: boolean;
  /** Database.DMLOptions.DuplicateRuleHeader.runAsCurrentUser: only duplicates that the user may see are found. */
  readonly duplicatesAsUser?: boolean;
  /** Database.DMLOptions.allowFieldTruncation: text that is too long is cut. */
  readonly allowTruncation?: boolean;
  /** The records are deleted because they are merged into this one. */
  readonly mergedInto?: string;
}

/** Outcome of one record. */
export interface DmlRowResult {
  readonly success: boolean;
  readonly id: string | null;
  /** Upsert: the row was inserted. */
  readonly created: boolean;
  /** Published events: the event's UUID. */
  readonly operationId?: string;
  /** Published events: where the event stands in its stream. */
  readonly replayId?: string;
  readonly errors: readonly DmlRowError[];
}

export interface DmlRowError {
  /** A value of System.StatusCode. */
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
  /** What a duplicate rule found, with DUPLICATES_DETECTED. */
  readonly duplicate?: DuplicateFinding;
}

/** The answer of a duplicate rule about one record. */
export interface DuplicateFinding {
  /** Developer name of the duplicate rule. */
  readonly rule: string;
  /** Full API name of the object that the rule is about. */
  readonly object: string;
  /** The rule lets the record be saved when the caller insists. */
  readonly allowSave: boolean;
  /** The rule's alert text. */
  readonly errorMessage: string | null;
  /** By matching rule. */
  readonly matches: readonly {
    readonly rule: string;
    /** e.g. `ExactMatchEngine` */
    readonly engine: string;
    /** Full API name of the object whose records match. */
    readonly objectName: string;
    /** `confidence` from 0 to 100. */
    readonly records: readonly { readonly id: string; readonly confidence: number }[];
  }[];
}

/** Values of `:bind` expressions by their position in the query, already evaluated. */
export interface QueryContext {
  readonly binds: readonly unknown[];
  readonly access: AccessMode;
  readonly namespace: string;
  /** Row-level sharing of the running user applies (a `with sharing` class); it always does in user mode. */
  readonly sharing: boolean;
}

export type QueryResult =
  | { readonly kind: 'rows'; readonly rows: SObject[] }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'aggregate'; readonly rows: ReadonlyMap<string, unknown>[] };

/**
 * The org's data: the one door through which Apex, REST and the event bus read and write records. Counts governor
 * limits, runs triggers, checks permissions.
 */
export interface Database {
  readonly schema: Schema;
  /**
   * Runs one DML statement over records of one or more object types (at most ten chunks of types), with
   * Salesforce's order of execution. Sets the Id on inserted records in place.
   * @returns one result per record, in order
   * @throws ApexException System.DmlException when allOrNone and a record fails (nothing is kept)
   */
  dml(operation: DmlOperation, records: readonly SObject[], options: DmlOptions): DmlRowResult[];
  /** @throws ApexException System.QueryException */
  query(query: Query, context: QueryContext): QueryResult;
  /** Marks a point to return to; savepoints nest. */
  savepoint(): number;
  /** Undoes every write since the savepoint. */
  rollback(savepoint: number): void;
  /** Has something undone together with the writes of now: what a transaction does beside writing records. */
  onRollback(undo: () => void): void;
  /** Forgets how to undo the writes since the savepoint when it is the outermost one: call it after a commit. */
  release(savepoint: number): void;
  /**
   * Puts records in as they are, without triggers, validation, limits or rights: for the org's own parts and seeds.
   * Fields left out are empty; the Id and the audit fields are given when missing.
   */
  load(records: readonly SObject[]): void;
  /** Takes records out for good, without triggers, recycle bin or limits: for the org's own parts. Unknown ids are ignored. */
  remove(object: ObjectDefinition, ids: readonly string[]): void;
  /**
   * What a new record holds in a field that nobody fills: the default picklist value, or the result of the default
   * formula for the running user; null when it has none.
   */
  defaultValue(object: ObjectDefinition, field: FieldDefinition): unknown;
  /**
   * What a global variable of formulas stands for, such as `$User.Id` or `$Label.Hello`.
   * @throws UnsupportedFeature on one the local org does not know
   */
  formulaGlobal(path: readonly string[]): FormulaField;
  /** The stored record with all its fields, without triggers, sharing or limits: for the org's own parts. */
  read(object: ObjectDefinition, id: string): SObject | undefined;
}

/** What a failed allOrNone statement puts into System.DmlException. */
export type { DmlFailure };

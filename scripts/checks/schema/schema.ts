/**
 * What the checks know of an org's objects: the platform's own and those of the project, under the names the
 * project's source uses (without its namespace).
 */

/** Types as Apex sees a column, with the text areas apart because they cannot be filtered. */
export type ColumnType =
  | 'Id'
  | 'String'
  | 'LongText'
  | 'Boolean'
  | 'Integer'
  | 'Long'
  | 'Decimal'
  | 'Date'
  | 'Datetime'
  | 'Time'
  | 'Blob'
  | 'Location'
  | 'Other';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** For a reference: the objects it may point to. */
  readonly referenceTo: readonly string[];
}

export interface ObjectSchema {
  readonly name: string;
  readonly custom: boolean;
  /** By lower-case name. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Parent objects by lower-case relationship name (`account`, `meeting__r`). */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  /** Child object by lower-case relationship name (`contacts`, `attendees__r`). */
  readonly children: ReadonlyMap<string, string>;
}

export interface Schema {
  /** @param name in any case, with or without the project's namespace */
  readonly object: (name: string) => ObjectSchema | undefined;
  /** Names of the project's own objects. */
  readonly ownObjects: readonly string[];
}

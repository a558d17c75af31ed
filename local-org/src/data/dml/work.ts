import type { ObjectDefinition } from '../../schema/model.ts';
import type { SObject } from '../../values/sobject.ts';
import type { DmlOptions, DmlRowError } from '../database.ts';
import type { Row } from '../store/layout.ts';

/** One record on its way through a DML statement. */
export interface Work {
  /** Position in the statement's list. */
  readonly index: number;
  /** What the caller passed. */
  readonly record: SObject;
  readonly object: ObjectDefinition;
  readonly kind: 'insert' | 'update' | 'delete' | 'undelete';
  /** Of the statement. */
  readonly options: DmlOptions;
  /** Stored row before the statement; undefined for inserts. */
  readonly before: Row | undefined;
  /** Null until an inserted record is stored. */
  id: string | null;
  /** The row in the making. */
  values: unknown[];
  /** Lower-cased names of the stored fields that were given a value by the caller or a trigger. */
  assigned: Set<string>;
  /** Lists of ids over a junction object that the caller passed, by lower-cased field; null empties the list. */
  readonly junctions: Map<string, readonly string[] | null>;
  /** Shared Activities: who the activity is with. */
  people?: readonly string[];
  errors: DmlRowError[];
}

export const hasFailed = (work: Work): boolean => work.errors.length > 0;

export const isGood = (work: Work): boolean => work.errors.length === 0;

import type { Program } from '../runtime/program.ts';
import type { FieldDefinition, ObjectDefinition, Schema } from '../schema/model.ts';
import type { SelectItem } from '../soql/ast.ts';
import type { SObject } from '../values/sobject.ts';
import type { Row } from './store/layout.ts';
import type { Store } from './store/store.ts';

export type ObjectRight = 'read' | 'create' | 'edit' | 'delete';
export type RecordRight = 'read' | 'edit' | 'delete';

/** Rights of users, asked in user mode only. The security part of the org answers; absent = everything is allowed. */
export interface AccessRules {
  canAccessObject(userId: string, object: ObjectDefinition, right: ObjectRight): boolean;
  canAccessField(userId: string, object: ObjectDefinition, field: FieldDefinition, right: 'read' | 'edit'): boolean;
  /**
   * Row-level sharing.
   * @param read reads a stored field of the record by its lower-cased API name
   * @param right default: read
   */
  canSeeRecord(
    userId: string,
    object: ObjectDefinition,
    read: (field: string) => unknown,
    right?: RecordRight,
  ): boolean;
  /** `$Permission.X` in formulas, FeatureManagement.checkPermission in Apex. */
  hasCustomPermission(userId: string, name: string): boolean;
  /**
   * Whether the user may call a class of Apex from outside: over REST, or from a page.
   * @param name of the outer class, with its namespace: `demodesk.SyncController`
   */
  canUseClass(userId: string, name: string): boolean;
}

export type Reader = (row: Row) => unknown;

/** A compiled list of plain fields. */
export interface Selection {
  readonly object: ObjectDefinition;
  /** Namespace in which the names were resolved. */
  readonly namespace: string;
  readonly make: (row: Row) => SObject;
}

/** What the parts of the database share. */
export interface Engine {
  readonly schema: Schema;
  readonly store: Store;
  readonly program: () => Program;
  readonly access: AccessRules;
  /** Readers of fields that have been read before. */
  readonly readers: Map<FieldDefinition, Reader>;
  /** Select lists that have been compiled before, by what the parser answered. */
  readonly selections: WeakMap<readonly SelectItem[], Selection>;
}

/** Everything is allowed: an org without profiles. */
export const unrestrictedAccess: AccessRules = {
  canAccessObject: () => true,
  canAccessField: () => true,
  canSeeRecord: () => true,
  hasCustomPermission: () => false,
  canUseClass: () => true,
};

/** The object an id belongs to, by its first three characters. */
export const objectOfId = (engine: Engine, id: string): ObjectDefinition | undefined =>
  engine.schema.objectByKeyPrefix(id.slice(0, 3));

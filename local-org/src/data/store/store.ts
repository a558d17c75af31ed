import type { ObjectDefinition } from '../../schema/model.ts';
import { makeId } from '../../values/id.ts';
import { createLayout, type Row } from './layout.ts';
import { Table } from './table.ts';

interface Change {
  readonly table: Table;
  readonly id: string;
  readonly before: Row | undefined;
}

/**
 * All records of the org in memory. Every change is noted with the row it replaced, so that going back to a
 * savepoint costs as much as the changes since then. Ids and auto-numbers are never given twice, even after a
 * rollback.
 */
export class Store {
  private readonly tables = new Map<string, Table>();
  private readonly serials = new Map<string, number>();
  private readonly numbers = new Map<string, number>();
  private changes: (Change | (() => void))[] = [];

  table(object: ObjectDefinition): Table {
    let table = this.tables.get(object.name);
    if (!table) {
      table = new Table(createLayout(object));
      this.tables.set(object.name, table);
    }
    return table;
  }

  nextId(keyPrefix: string): string {
    const serial = (this.serials.get(keyPrefix) ?? 0) + 1;
    this.serials.set(keyPrefix, serial);
    return makeId(keyPrefix, serial);
  }

  /** @param counter full name of the field @param start first number */
  nextNumber(counter: string, start: number): number {
    const next = this.numbers.get(counter) ?? start;
    this.numbers.set(counter, next + 1);
    return next;
  }

  /** Stores a row, or removes the record when there is none. */
  put(table: Table, id: string, row: Row | undefined): void {
    this.changes.push({ table, id, before: table.get(id) });
    table.set(id, row);
  }

  /** Notes something beside the records that is to be undone in its turn. */
  onRollback(undo: () => void): void {
    this.changes.push(undo);
  }

  savepoint(): number {
    return this.changes.length;
  }

  rollback(savepoint: number): void {
    while (this.changes.length > savepoint) {
      const change = this.changes.pop();
      if (typeof change === 'function') change();
      else if (change) change.table.set(change.id, change.before);
    }
  }

  /** The changes since the savepoint can no longer be undone, once no outer savepoint may want to. */
  release(savepoint: number): void {
    if (savepoint === 0) this.changes = [];
  }
}

import { fieldKey, type ValueKey } from './value-key.ts';
import type { Layout, Row } from './layout.ts';

/** Ids by key: one id is kept bare, several in a set, because most keys of most indexes are unique. */
type Index = Map<ValueKey, string | Set<string>>;

const addTo = (index: Index, key: ValueKey, id: string): void => {
  const entry = index.get(key);
  if (entry === undefined) index.set(key, id);
  else if (typeof entry === 'string') index.set(key, new Set([entry, id]));
  else entry.add(id);
};

const removeFrom = (index: Index, key: ValueKey, id: string): void => {
  const entry = index.get(key);
  if (entry === id) index.delete(key);
  else if (entry instanceof Set) {
    entry.delete(id);
    if (entry.size === 0) index.delete(key);
  }
};

/**
 * The records of one object, by id, in the order in which they were inserted, deleted ones in the recycle bin
 * included. An index on a field comes into being when it is first asked for; deleted records are in none.
 */
export class Table {
  readonly layout: Layout;
  /** Goes up with every change, also when one is undone. */
  version = 0;
  private readonly rows = new Map<string, Row>();
  private readonly indexes = new Map<number, Index>();

  constructor(layout: Layout) {
    this.layout = layout;
  }

  get(id: string): Row | undefined {
    return this.rows.get(id);
  }

  /** The row when it exists and is not in the recycle bin. */
  live(id: string): Row | undefined {
    const row = this.rows.get(id);
    return row && !this.isDeleted(row) ? row : undefined;
  }

  isDeleted(row: Row): boolean {
    return this.layout.deletedSlot >= 0 && row[this.layout.deletedSlot] === true;
  }

  all(): IterableIterator<Row> {
    return this.rows.values();
  }

  get size(): number {
    return this.rows.size;
  }

  /** Puts a row in place of the one with its id; undefined removes it. */
  set(id: string, row: Row | undefined): void {
    const before = this.rows.get(id);
    this.version += 1;
    if (row) this.rows.set(id, row);
    else this.rows.delete(id);
    for (const [slot, index] of this.indexes) this.reindex(slot, index, id, before, row);
  }

  private reindex(slot: number, index: Index, id: string, before: Row | undefined, after: Row | undefined): void {
    const field = this.layout.fields[slot];
    if (!field) return;
    const had = before && !this.isDeleted(before);
    const has = after && !this.isDeleted(after);
    const oldKey = had ? fieldKey(field, before[slot]) : undefined;
    const newKey = has ? fieldKey(field, after[slot]) : undefined;
    if (oldKey === newKey) return;
    if (oldKey !== undefined && oldKey !== null) removeFrom(index, oldKey, id);
    if (newKey !== undefined && newKey !== null) addTo(index, newKey, id);
  }

  private indexOn(slot: number): Index {
    let index = this.indexes.get(slot);
    if (!index) {
      index = new Map();
      for (const [id, row] of this.rows) this.reindex(slot, index, id, undefined, row);
      this.indexes.set(slot, index);
    }
    return index;
  }

  /** Ids of the live records with a value in a field, by its key. */
  idsWith(slot: number, key: ValueKey): readonly string[] {
    const entry = this.indexOn(slot).get(key);
    if (entry === undefined) return [];
    return typeof entry === 'string' ? [entry] : [...entry];
  }
}

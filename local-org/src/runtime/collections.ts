import type { ApexType } from '../types/apex-type.ts';
import { ApexException, nullPointer } from '../values/apex-exception.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import type { SObject } from '../values/sobject.ts';
import { invoke } from './invoke.ts';

/** Rows a query loop hands out at a time. */
const CHUNK = 200;

const at = (list: ApexList, index: number): unknown => {
  if (index < 0 || index >= list.items.length) {
    throw new ApexException('System.ListException', `List index out of bounds: ${index}`);
  }
  return list.items[index];
};

/** Iterates an object written in Apex through its Iterator. */
function* iterated(iterable: object): Generator {
  const iterator = invoke(iterable, 'iterator', []);
  if (iterator === null || typeof iterator !== 'object') throw nullPointer();
  while (invoke(iterator, 'hasNext', []) === true) yield invoke(iterator, 'next', []);
}

const modified = (): ApexException =>
  new ApexException('System.FinalException', 'Cannot modify a collection while it is being iterated.');

/** A loop notices that the list it walks over has changed its length. A class: most loops of Apex are this one. */
class GuardedItems implements IterableIterator<unknown> {
  private at = 0;
  private readonly list: ApexList;
  private readonly items: readonly unknown[];
  private readonly length: number;

  constructor(list: ApexList) {
    this.list = list;
    this.items = list.items;
    this.length = list.items.length;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<unknown> {
    if (this.list.items.length !== this.length) throw modified();
    if (this.at >= this.length) return { done: true, value: undefined };
    return { done: false, value: this.items[this.at++] };
  }
}

function* guardedSet(set: ApexSet): Generator {
  const { size } = set;
  for (const item of set) {
    yield item;
    if (set.size !== size) throw modified();
  }
}

/** Collections as compiled Apex makes and reads them. */
export const collections = {
  at,
  setAt: (list: ApexList, index: number, value: unknown): void => {
    at(list, index);
    list.items[index] = value;
  },
  list: (element: ApexType, items: unknown[]): ApexList => new ApexList(element, items),
  sizedList: (element: ApexType, size: number): ApexList => new ApexList(element, Array<unknown>(size).fill(null)),
  set: (element: ApexType, items: unknown[]): ApexSet => new ApexSet(element, items),
  map: (key: ApexType, value: ApexType, pairs: readonly (readonly [unknown, unknown])[]): ApexMap => {
    const map = new ApexMap(key, value);
    for (const [k, v] of pairs) map.put(k, v);
    return map;
  },
  /** `new Map<Id, Account>(listOfAccounts)` */
  mapOfRows: (key: ApexType, value: ApexType, rows: ApexList): ApexMap => {
    const map = new ApexMap(key, value);
    for (const row of rows.items as SObject[]) map.put(row.id, row);
    return map;
  },
  each: (value: object): Iterable<unknown> => {
    if (value instanceof ApexList) return new GuardedItems(value);
    if (value instanceof ApexSet) return guardedSet(value);
    return Symbol.iterator in value ? (value as Iterable<unknown>) : iterated(value);
  },
  chunks: (rows: ApexList, element: ApexType): ApexList[] => {
    const result: ApexList[] = [];
    for (let i = 0; i < rows.items.length; i += CHUNK)
      result.push(new ApexList(element, rows.items.slice(i, i + CHUNK)));
    return result;
  },
};

import { listOf, mapOf, setOf, type ApexType } from '../types/apex-type.ts';
import { keyOf, sameValue } from './equality.ts';

/** An Apex List (and array). Mutable; `items` is the live content. */
export class ApexList {
  items: unknown[];

  readonly elementType: ApexType;

  constructor(elementType: ApexType, items: unknown[] = []) {
    this.elementType = elementType;
    this.items = items;
  }

  get apexType(): ApexType {
    return listOf(this.elementType);
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this.items[Symbol.iterator]();
  }
}

interface Entry {
  key: unknown;
  value: unknown;
}

/**
 * An Apex Map. Insertion-ordered; keys are compared as Apex does (strings by case, sObjects by their field
 * values, Apex objects by equals/hashCode when they define both, else by identity).
 */
export class ApexMap {
  private readonly entries = new Map<unknown, Entry>();

  readonly keyType: ApexType;
  readonly valueType: ApexType;

  constructor(keyType: ApexType, valueType: ApexType) {
    this.keyType = keyType;
    this.valueType = valueType;
  }

  get apexType(): ApexType {
    return mapOf(this.keyType, this.valueType);
  }

  /** Takes over what another map of the same keys holds, without looking at each key again. */
  protected copyFrom(other: ApexMap): this {
    for (const [hash, { key, value }] of other.entries) this.entries.set(hash, { key, value });
    return this;
  }

  get size(): number {
    return this.entries.size;
  }

  has(key: unknown): boolean {
    return this.entries.has(keyOf(key));
  }

  get(key: unknown): unknown {
    return this.entries.get(keyOf(key))?.value ?? null;
  }

  /** @returns the previous value or null, as Map.put does */
  put(key: unknown, value: unknown): unknown {
    const hash = keyOf(key);
    const entry = this.entries.get(hash);
    if (!entry) {
      this.entries.set(hash, { key, value });
      return null;
    }
    const previous = entry.value;
    entry.value = value;
    return previous;
  }

  remove(key: unknown): unknown {
    const hash = keyOf(key);
    const entry = this.entries.get(hash);
    this.entries.delete(hash);
    return entry?.value ?? null;
  }

  clear(): void {
    this.entries.clear();
  }

  /** A set of its own, not a view of the map. */
  keySet(): ApexSet {
    const set = new ApexSet(this.keyType);
    for (const [hash, { key }] of this.entries) set.elements.set(hash, key);
    return set;
  }

  *keys(): Generator {
    for (const entry of this.entries.values()) yield entry.key;
  }

  values(): unknown[] {
    const values: unknown[] = [];
    for (const entry of this.entries.values()) values.push(entry.value);
    return values;
  }

  *[Symbol.iterator](): Generator<[unknown, unknown]> {
    for (const entry of this.entries.values()) yield [entry.key, entry.value];
  }

  /** Two maps are equal when they hold equal values under equal keys. */
  equals(other: ApexMap): boolean {
    if (this.size !== other.size) return false;
    for (const [key, value] of this) {
      if (!other.has(key) || !sameValue(value, other.get(key))) return false;
    }
    return true;
  }
}

/** An Apex Set. Insertion-ordered; elements are compared like the keys of a map. */
export class ApexSet {
  /** Elements by what they are compared by: see `keyOf`. */
  readonly elements = new Map<unknown, unknown>();

  readonly elementType: ApexType;

  constructor(elementType: ApexType, items: Iterable<unknown> = []) {
    this.elementType = elementType;
    for (const item of items) this.add(item);
  }

  get apexType(): ApexType {
    return setOf(this.elementType);
  }

  get size(): number {
    return this.elements.size;
  }

  has(item: unknown): boolean {
    return this.elements.has(keyOf(item));
  }

  /** @returns true when the set did not hold the element */
  add(item: unknown): boolean {
    const hash = keyOf(item);
    if (this.elements.has(hash)) return false;
    this.elements.set(hash, item);
    return true;
  }

  remove(item: unknown): boolean {
    return this.elements.delete(keyOf(item));
  }

  clear(): void {
    this.elements.clear();
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this.elements.values();
  }
}

import { invoke } from '../../runtime/invoke.ts';
import { transaction } from '../../runtime/transaction.ts';
import { STRING, type ApexType } from '../../types/apex-type.ts';
import { ApexSet } from '../../values/collections.ts';
import { Double } from '../../values/double.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { textOf } from '../../values/text.ts';
import type { TypeToken } from '../../values/type-token.ts';
import { serialized } from '../async/state.ts';
import { dereferenced, exception, required } from '../raise.ts';

interface Entry {
  readonly value: unknown;
  /** Milliseconds since the epoch at which it is forgotten. */
  readonly until: number;
}

/** Seconds. Source: Apex Reference, "Cache.Org Class" and "Cache.Session Class". */
export const MOST_SECONDS = { Org: 172_800, Session: 28_800 } as const;
const DEFAULT_SECONDS = { Org: 86_400, Session: 28_800 } as const;
const LEAST_SECONDS = 300;
/** Bytes of a partition, for the percentage that is in use: what an Enterprise Edition org has. */
const CAPACITY = 10 * 1024 * 1024;

export type CacheKind = keyof typeof MOST_SECONDS;

const entriesOf = new WeakMap<object, Map<string, Entry>>();

/** The cache belongs to the org; a test has its own, empty at its beginning. */
const entries = (): Map<string, Entry> => {
  const { org, test } = transaction();
  const owner = test ?? org;
  const known = entriesOf.get(owner) ?? new Map<string, Entry>();
  entriesOf.set(owner, known);
  return known;
};

/** A Cache.OrgPartition or Cache.SessionPartition. */
export class Partition extends PlatformObject {
  readonly kind: CacheKind;
  readonly name: string;

  constructor(type: ApexType, kind: CacheKind, name: string) {
    super(type);
    this.kind = kind;
    this.name = name;
  }

  /** Sessions are the user's own. */
  private get prefix(): string {
    return `${this.kind} ${this.kind === 'Session' ? transaction().userId : ''} ${this.name} `;
  }

  find(key: string): Entry | undefined {
    const found = entries().get(this.prefix + key);
    if (!found || found.until > transaction().now()) return found;
    entries().delete(this.prefix + key);
    return undefined;
  }

  put(key: string, value: unknown, seconds: number = DEFAULT_SECONDS[this.kind]): void {
    if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS[this.kind]) {
      throw exception('Cache.InvalidParamException', `Invalid time to live: ${seconds}`);
    }
    const kept = typeof value === 'object' && value !== null ? serialized(value) : value;
    entries().set(this.prefix + key, { value: kept, until: transaction().now() + seconds * 1000 });
  }

  remove(key: string): boolean {
    const had = this.find(key) !== undefined;
    entries().delete(this.prefix + key);
    return had;
  }

  /** Characters that the values take, written as text. */
  size(): number {
    return this.keys().reduce((sum, key) => sum + textOf(this.find(key)?.value ?? null).length, 0);
  }

  keys(): string[] {
    return [...entries().keys()]
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => key.slice(this.prefix.length))
      .filter((key) => this.find(key) !== undefined);
  }
}

/** @throws Cache.InvalidParamException for a key that is not alphanumeric or too long */
const checkedKey = (key: string | null): string => {
  const given = required(key);
  if (/^[A-Za-z0-9]{1,50}$/.test(given)) return given;
  throw exception('Cache.InvalidParamException', `Invalid key: ${given}. Keys are alphanumeric, up to 50 characters.`);
};

const read = (partition: Partition, key: string | null): unknown => {
  const value = partition.find(checkedKey(key))?.value ?? null;
  return typeof value === 'object' && value !== null ? serialized(value) : value;
};

/** The value that a Cache.CacheBuilder makes when the cache has none. */
const load = (partition: Partition, builder: TypeToken | null, key: string | null): unknown => {
  const name = `${dereferenced(builder).of.name.replaceAll(/[^A-Za-z0-9]/g, '')}${required(key)}`;
  const known = partition.find(name);
  if (known) return known.value;
  const made = transaction().org.program.classInfo(dereferenced(builder).of)?.newInstance?.();
  if (!made)
    throw exception('Cache.InvalidCacheBuilderException', `Invalid cache builder: ${dereferenced(builder).of.text}`);
  const value = invoke(made, 'doLoad', [required(key)]);
  partition.put(name, value);
  return value;
};

const removeLoaded = (partition: Partition, builder: TypeToken | null, key: string | null): boolean =>
  partition.remove(`${dereferenced(builder).of.name.replaceAll(/[^A-Za-z0-9]/g, '')}${required(key)}`);

type Method = (partition: Partition, ...args: never[]) => unknown;

/** What partitions, and Cache.Org and Cache.Session for the default one, can do. */
export const partitionMethods: Readonly<Record<string, Method>> = {
  'Boolean contains(String key)': (self, key: string | null) => self.find(checkedKey(key)) !== undefined,
  'Object get(String key)': read,
  'Object get(Type cacheBuilder, String key)': load,
  'Double getCapacity()': (self) => new Double((self.size() / CAPACITY) * 100),
  'Set<String> getKeys()': (self) => new ApexSet(STRING, self.keys()),
  'String getName()': (self) => self.name,
  'Long getNumKeys()': (self) => BigInt(self.keys().length),
  'void put(String key, Object value)': (self, key: string | null, value: unknown) =>
    self.put(checkedKey(key), required(value)),
  'void put(String key, Object value, Integer ttlSecs)': (
    self,
    key: string | null,
    value: unknown,
    seconds: number | null,
  ) => self.put(checkedKey(key), required(value), required(seconds)),
  'void put(String key, Object value, Integer ttlSecs, Cache.Visibility visibility, Boolean immutable)': (
    self,
    key: string | null,
    value: unknown,
    seconds: number | null,
  ) => self.put(checkedKey(key), required(value), required(seconds)),
  'void put(String key, Object value, Cache.Visibility visibility)': (self, key: string | null, value: unknown) =>
    self.put(checkedKey(key), required(value)),
  'Boolean remove(String key)': (self, key: string | null) => self.remove(checkedKey(key)),
  'Boolean remove(Type cacheBuilder, String key)': removeLoaded,
};

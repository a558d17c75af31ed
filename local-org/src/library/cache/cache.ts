import { BOOLEAN, OBJECT, platformType, type ApexType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { interfaceOf } from '../interface-of.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, required } from '../raise.ts';
import { MOST_SECONDS, Partition, partitionMethods, type CacheKind } from './partition.ts';

const STATISTICS = [
  'Long getAvgGetTime()',
  'Long getAvgValueSize()',
  'Long getMaxGetTime()',
  'Long getMaxValueSize()',
  'Double getMissRate()',
];
const KEY_CHECKS = [
  'static String createFullyQualifiedKey(String namespace, String partition, String key)',
  'static String createFullyQualifiedPartition(String namespace, String partition)',
  'static void validateCacheBuilder(Type cacheBuilder)',
  'static void validateKey(Boolean isDefault, String key)',
  'static void validateKeyValue(Boolean isDefault, String key, Object value)',
  'static void validateKeys(Boolean isDefault, List<String> keys)',
  'static void validatePartitionName(String name)',
];

const partition = (kind: CacheKind, name: string): Partition =>
  new Partition(platformType(`Cache.${kind}Partition`), kind, name);

type Static = (...args: never[]) => unknown;

/** Cache.Org and Cache.Session: the methods of the default partition, and the way to the others. */
const cacheClass = (kind: CacheKind): PlatformClass => {
  const standard = partition(kind, 'default');
  const statics: Record<string, Static> = Object.fromEntries(
    Object.entries(partitionMethods).map(([signature, method]): [string, Static] => [
      signature,
      (...args: never[]) => method(standard, ...args),
    ]),
  );
  const each =
    (signature: string) =>
    (keys: ApexList | null): unknown[] =>
      dereferenced(keys).items.map((key) => partitionMethods[signature]?.(standard, key as never));
  const org: Record<string, Static> = {
    'List<Boolean> contains(List<String> keys)': (keys: ApexList | null) =>
      new ApexList(BOOLEAN, each('Boolean contains(String key)')(keys)),
    'List<Object> get(List<String> keys)': (keys: ApexList | null) =>
      new ApexList(OBJECT, each('Object get(String key)')(keys)),
    'List<Boolean> remove(List<String> keys)': (keys: ApexList | null) =>
      new ApexList(BOOLEAN, each('Boolean remove(String key)')(keys)),
  };
  return {
    name: `Cache.${kind}`,
    kind: 'class',
    statics: {
      ...statics,
      ...(kind === 'Org' ? org : { 'Boolean isAvailable()': () => true }),
      [`Cache.${kind}Partition getPartition(String partitionName)`]: (name: string | null) =>
        partition(kind, required(name)),
    },
    staticProperties: { 'Integer MAX_TTL_SECS': () => MOST_SECONDS[kind] },
    unsupported: STATISTICS.map((signature) => `static ${signature}`),
  };
};

const partitionClass = (kind: CacheKind): PlatformClass => ({
  name: `Cache.${kind}Partition`,
  kind: 'class',
  extends: 'Cache.Partition',
  representation: Partition,
  constructors: {
    '(String partitionName)': (type: ApexType, name: string | null) => new Partition(type, kind, required(name)),
  },
});

/** Platform Cache. */
export const cacheClasses: readonly PlatformClass[] = [
  cacheClass('Org'),
  cacheClass('Session'),
  {
    name: 'Cache.Partition',
    kind: 'class',
    abstract: true,
    representation: Partition,
    methods: { ...partitionMethods, 'Boolean isAvailable()': () => true },
    unsupported: [...STATISTICS, ...KEY_CHECKS],
  },
  partitionClass('Org'),
  partitionClass('Session'),
  interfaceOf('Cache.CacheBuilder', ['Object doLoad(String key)']),
  { name: 'Cache.Visibility', kind: 'enum', constants: ['ALL', 'NAMESPACE'] },
];

import { OBJECT, type ApexType } from '../../types/apex-type.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import { hashOf } from '../../values/hash.ts';
import { SObject } from '../../values/sobject.ts';
import { textOf } from '../../values/text.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception } from '../raise.ts';
import { cloneRecord } from '../sobject/clone.ts';
import { elementSObjectType } from './list.ts';

const empty = (type: ApexType): ApexMap => new ApexMap(type.args[0] ?? OBJECT, type.args[1] ?? OBJECT);

const putAll = (self: ApexMap, from: ApexMap | null): void => {
  for (const [key, value] of [...dereferenced(from)]) self.put(key, value);
};

/** Source: Apex Reference, Map(List<SObject>): every row needs an Id of its own. */
const putRecords = (self: ApexMap, records: ApexList | null, unique: boolean): void => {
  dereferenced(records).items.forEach((record, index) => {
    const id = (dereferenced(record) as SObject).id;
    if (id === null) throw exception('ListException', `Row with null Id at index: ${index}`);
    if (unique && self.has(id)) throw exception('ListException', `Row with duplicate Id at index: ${index}`);
    self.put(id, record);
  });
};

const copied = (self: ApexMap, copy: (value: unknown) => unknown): ApexMap => {
  const map = new ApexMap(self.keyType, self.valueType);
  for (const [key, value] of self) map.put(key, copy(value));
  return map;
};

const deepValue = (value: unknown): unknown =>
  value instanceof SObject
    ? cloneRecord(value, { preserveId: true, deep: true, preserveReadonlyTimestamps: true, preserveAutonumber: true })
    : value;

/** System.Map. */
export const mapClass: PlatformClass = {
  name: 'Map',
  kind: 'class',
  typeParameters: ['K', 'V'],
  representation: ApexMap,
  constructors: {
    '()': empty,
    '(Map<K,V> mapToCopy)': (type: ApexType, from: ApexMap | null) => {
      const map = empty(type);
      putAll(map, from);
      return map;
    },
    '(List<SObject> recordList)': (type: ApexType, records: ApexList | null) => {
      const map = empty(type);
      putRecords(map, records, true);
      return map;
    },
  },
  methods: {
    'void clear()': (self: ApexMap) => self.clear(),
    'Map<K,V> clone()': (self: ApexMap) => copied(self, (value) => value),
    'Boolean containsKey(K key)': (self: ApexMap, key: unknown) => self.has(key),
    'Map<K,V> deepClone()': (self: ApexMap) => copied(self, deepValue),
    'Boolean equals(Object other)': (self: ApexMap, other: unknown) => other instanceof ApexMap && self.equals(other),
    'V get(K key)': (self: ApexMap, key: unknown) => self.get(key),
    'Schema.SObjectType getSObjectType()': (self: ApexMap) => elementSObjectType(self.valueType),
    'Integer hashCode()': hashOf,
    'Boolean isEmpty()': (self: ApexMap) => self.size === 0,
    'Set<K> keySet()': (self: ApexMap) => self.keySet(),
    'V put(K key, V value)': (self: ApexMap, key: unknown, value: unknown) => self.put(key, value),
    'void putAll(Map<K,V> fromMap)': putAll,
    'void putAll(List<SObject> records)': (self: ApexMap, records: ApexList | null) => putRecords(self, records, false),
    'V remove(K key)': (self: ApexMap, key: unknown) => self.remove(key),
    'Integer size()': (self: ApexMap) => self.size,
    'String toString()': textOf,
    'List<V> values()': (self: ApexMap) => new ApexList(self.valueType, self.values()),
  },
};

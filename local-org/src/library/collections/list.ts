import { invoke } from '../../runtime/invoke.ts';
import type { ApexType } from '../../types/apex-type.ts';
import { ApexList, ApexSet } from '../../values/collections.ts';
import { sameValue } from '../../values/equality.ts';
import { hashOf } from '../../values/hash.ts';
import { sobjectTypeToken } from '../../values/schema-token.ts';
import { SObject } from '../../values/sobject.ts';
import { textOf } from '../../values/text.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception, required } from '../raise.ts';
import { cloneRecord } from '../sobject/clone.ts';
import { elementTypeOf, ValueIterator } from './iteration.ts';
import { naturalOrder } from './order.ts';

/**
 * The position of an existing element.
 * @throws System.ListException `List index out of bounds: 5`
 */
export const boundedIndex = (list: ApexList, index: number | null): number => {
  const at = required(index);
  if (at < 0 || at >= list.items.length) throw exception('ListException', `List index out of bounds: ${at}`);
  return at;
};

const deepClone = (self: ApexList, id = false, timestamps = false, autonumber = false): ApexList =>
  new ApexList(
    self.elementType,
    self.items.map((item) =>
      item instanceof SObject
        ? cloneRecord(item, {
            preserveId: id,
            deep: true,
            preserveReadonlyTimestamps: timestamps,
            preserveAutonumber: autonumber,
          })
        : item,
    ),
  );

/** The token of the objects in a collection of one concrete sObject type; null for other collections. */
export const elementSObjectType = (element: ApexType): unknown =>
  element.kind === 'sobject' && element.name !== 'SObject' ? sobjectTypeToken(element.name) : null;

const addAll = (self: ApexList, items: ApexList | ApexSet | null): void => {
  // Adding a list to itself must not see its own growth.
  for (const item of [...dereferenced(items)]) self.items.push(item);
};

const copied = (type: ApexType, items: ApexList | ApexSet | null): ApexList =>
  new ApexList(elementTypeOf(type), [...dereferenced(items)]);

/** System.List. */
export const listClass: PlatformClass = {
  name: 'List',
  kind: 'class',
  typeParameters: ['T'],
  implements: ['Iterable<T>'],
  representation: ApexList,
  constructors: {
    '()': (type: ApexType) => new ApexList(elementTypeOf(type)),
    '(List<T> listToCopy)': copied,
    '(Set<T> setToCopy)': copied,
    '(Integer initialSize)': (type: ApexType, size: number | null) =>
      new ApexList(
        elementTypeOf(type),
        Array.from({ length: required(size) }, () => null),
      ),
  },
  methods: {
    'void add(T listElement)': (self: ApexList, item: unknown) => void self.items.push(item),
    'void add(Integer index, T listElement)': (self: ApexList, index: number | null, item: unknown) => {
      if (required(index) !== self.items.length) boundedIndex(self, index);
      self.items.splice(required(index), 0, item);
    },
    'void addAll(List<T> fromList)': addAll,
    'void addAll(Set<T> fromSet)': addAll,
    'void clear()': (self: ApexList) => {
      self.items = [];
    },
    'List<T> clone()': (self: ApexList) => new ApexList(self.elementType, [...self.items]),
    'Boolean contains(T listElement)': (self: ApexList, sought: unknown) =>
      self.items.some((item) => sameValue(item, sought)),
    'List<T> deepClone()': deepClone,
    'List<T> deepClone(Boolean preserveId)': deepClone,
    'List<T> deepClone(Boolean preserveId, Boolean preserveReadonlyTimestamps)': deepClone,
    'List<T> deepClone(Boolean preserveId, Boolean preserveReadonlyTimestamps, Boolean preserveAutonumber)': deepClone,
    'Boolean equals(Object other)': sameValue,
    'T get(Integer index)': (self: ApexList, index: number | null) => self.items[boundedIndex(self, index)],
    'Schema.SObjectType getSObjectType()': (self: ApexList) => elementSObjectType(self.elementType),
    'Integer hashCode()': hashOf,
    'Integer indexOf(T listElement)': (self: ApexList, sought: unknown) =>
      self.items.findIndex((item) => sameValue(item, sought)),
    'Boolean isEmpty()': (self: ApexList) => self.items.length === 0,
    'Iterator<T> iterator()': (self: ApexList) => new ValueIterator(self.elementType, self.items),
    'T remove(Integer index)': (self: ApexList, index: number | null) =>
      self.items.splice(boundedIndex(self, index), 1)[0],
    'void set(Integer index, T listElement)': (self: ApexList, index: number | null, item: unknown) => {
      self.items[boundedIndex(self, index)] = item;
    },
    'Integer size()': (self: ApexList) => self.items.length,
    'void sort()': (self: ApexList) => void self.items.sort(naturalOrder),
    'void sort(Comparator<T> comparator)': (self: ApexList, comparator: object | null) => {
      const by = dereferenced(comparator);
      self.items.sort((a, b) => invoke(by, 'compare', [a, b]) as number);
    },
    'String toString()': textOf,
  },
};

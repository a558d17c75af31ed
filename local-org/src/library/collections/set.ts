import type { ApexType } from '../../types/apex-type.ts';
import { ApexSet, type ApexList } from '../../values/collections.ts';
import { sameValue } from '../../values/equality.ts';
import { hashOf } from '../../values/hash.ts';
import { textOf } from '../../values/text.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced } from '../raise.ts';
import { elementTypeOf, ValueIterator } from './iteration.ts';

type Items = ApexList | ApexSet | null;

const constructed = (type: ApexType, items: Items): ApexSet => new ApexSet(elementTypeOf(type), dereferenced(items));

/** Applies to every item; @returns whether the set changed */
const changed = (items: Items, change: (item: unknown) => boolean): boolean => {
  let any = false;
  for (const item of [...dereferenced(items)]) any = change(item) || any;
  return any;
};

const addAll = (self: ApexSet, items: Items): boolean => changed(items, (item) => self.add(item));
const removeAll = (self: ApexSet, items: Items): boolean => changed(items, (item) => self.remove(item));
const containsAll = (self: ApexSet, items: Items): boolean => [...dereferenced(items)].every((item) => self.has(item));

const retainAll = (self: ApexSet, items: Items): boolean => {
  const kept = new ApexSet(self.elementType, dereferenced(items));
  return changed(self, (item) => !kept.has(item) && self.remove(item));
};

/** System.Set. */
export const setClass: PlatformClass = {
  name: 'Set',
  kind: 'class',
  typeParameters: ['T'],
  implements: ['Iterable<T>'],
  representation: ApexSet,
  constructors: {
    '()': (type: ApexType) => new ApexSet(elementTypeOf(type)),
    '(Set<T> setToCopy)': constructed,
    '(List<T> listToCopy)': constructed,
  },
  methods: {
    'Boolean add(T setElement)': (self: ApexSet, item: unknown) => self.add(item),
    'Boolean addAll(List<T> fromList)': addAll,
    'Boolean addAll(Set<T> fromSet)': addAll,
    'void clear()': (self: ApexSet) => self.clear(),
    'Set<T> clone()': (self: ApexSet) => new ApexSet(self.elementType, self),
    'Boolean contains(T setElement)': (self: ApexSet, item: unknown) => self.has(item),
    'Boolean containsAll(List<T> listToCompare)': containsAll,
    'Boolean containsAll(Set<T> setToCompare)': containsAll,
    'Boolean equals(Object other)': sameValue,
    'Integer hashCode()': hashOf,
    'Boolean isEmpty()': (self: ApexSet) => self.size === 0,
    'Iterator<T> iterator()': (self: ApexSet) => new ValueIterator(self.elementType, self),
    'Boolean remove(T setElement)': (self: ApexSet, item: unknown) => self.remove(item),
    'Boolean removeAll(List<T> listOfElementsToRemove)': removeAll,
    'Boolean removeAll(Set<T> setOfElementsToRemove)': removeAll,
    'Boolean retainAll(List<T> listOfElementsToRetain)': retainAll,
    'Boolean retainAll(Set<T> setOfElementsToRetain)': retainAll,
    'Integer size()': (self: ApexSet) => self.size,
    'String toString()': textOf,
  },
};

import { transaction } from '../../runtime/transaction.ts';
import { OBJECT, type ApexType } from '../../types/apex-type.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { sobjectTypeToken } from '../../values/schema-token.ts';
import { SObject } from '../../values/sobject.ts';
import { TypeToken, typeToken } from '../../values/type-token.ts';
import { textHash } from '../../values/hash.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception } from '../raise.ts';

const named = (name: string | null, namespace: string): TypeToken | null => {
  if (name === null) return null;
  const type = transaction().org.program.resolveType(name, namespace);
  return type ? typeToken(type) : null;
};

const collection = (type: ApexType): object | undefined => {
  const [first = OBJECT, second = OBJECT] = type.args;
  if (type.name === 'List') return new ApexList(first);
  if (type.name === 'Set') return new ApexSet(first);
  return type.name === 'Map' ? new ApexMap(first, second) : undefined;
};

const notConstructible = (type: ApexType, reason: string): Error =>
  exception('TypeException', `Type cannot be constructed: ${type.text}${reason}`);

const newInstance = ({ of: type }: TypeToken): object => {
  if (type.kind === 'sobject') return new SObject(type.name);
  const made = type.kind === 'platform' ? collection(type) : undefined;
  if (made) return made;
  const info = transaction().org.program.classInfo(type);
  if (!info?.newInstance || info.abstract || info.kind !== 'class') {
    throw notConstructible(type, info ? '; it has no public constructor without parameters' : '');
  }
  return info.newInstance();
};

const isAssignableFrom = (self: TypeToken, other: TypeToken | null): boolean =>
  transaction().org.program.isAssignable(dereferenced(other).of, self.of);

/** System.Type. */
export const typeClass: PlatformClass = {
  name: 'Type',
  kind: 'class',
  representation: TypeToken,
  statics: {
    'Type forName(String fullyQualifiedName)': (name: string | null) => named(name, transaction().org.namespace),
    'Type forName(String namespace, String name)': (namespace: string | null, name: string | null) =>
      named(name, namespace ?? ''),
  },
  methods: {
    'Boolean equals(Object typeToCompare)': (self: TypeToken, other: unknown) => self === other,
    'String getName()': (self: TypeToken) => self.of.text,
    'Integer hashCode()': (self: TypeToken) => textHash(self.of.text),
    'Boolean isAssignableFrom(Type sourceType)': isAssignableFrom,
    'Object newInstance()': newInstance,
    'String toString()': (self: TypeToken) => self.of.text,
  },
  properties: {
    'Schema.SObjectType SObjectType': {
      get: ({ of }: TypeToken) => (of.kind === 'sobject' ? sobjectTypeToken(of.name) : null),
    },
  },
};

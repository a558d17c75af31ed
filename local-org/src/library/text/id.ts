import { transaction } from '../../runtime/transaction.ts';
import { normaliseId } from '../../values/id.ts';
import { sobjectTypeToken } from '../../values/schema-token.ts';
import { hashOf } from '../../values/hash.ts';
import { ADD_ERROR } from '../numbers/whole-numbers.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';

/**
 * A text as an Id of 18 characters.
 * @throws System.StringException `Invalid id: abc`
 */
export const idOf = (text: string): string => {
  const id = normaliseId(text);
  if (id === undefined) throw exception('StringException', `Invalid id: ${text}`);
  return id;
};

const sobjectTypeOf = (id: string): unknown => {
  const object = transaction().org.schema.objectByKeyPrefix(id.slice(0, 3));
  if (!object) throw exception('SObjectException', `Cannot determine type for: ${id}`);
  return sobjectTypeToken(object.name);
};

/** System.Id. */
export const idClass: PlatformClass = {
  name: 'Id',
  kind: 'class',
  statics: {
    'Id valueOf(String toId)': (text: string | null) => idOf(required(text)),
    'Id valueOf(String toId, Boolean restoreCasing)': (text: string | null, restore: boolean | null) => {
      if (restore === true && required(text).length !== 18)
        throw exception('StringException', `Invalid id: ${text ?? ''}`);
      return idOf(required(text));
    },
  },
  methods: {
    'Boolean equals(Object other)': (self: string, other: unknown) =>
      typeof other === 'string' && normaliseId(other) === self,
    'Schema.SObjectType getSobjectType()': sobjectTypeOf,
    'Integer hashCode()': hashOf,
    'String to15()': (self: string) => self.slice(0, 15),
    'String toString()': (self: string) => self,
  },
  unsupported: ADD_ERROR,
};

import { transaction } from '../../runtime/transaction.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import { INTEGER, platformType, setOf, STRING } from '../../types/apex-type.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import type { EnumValue } from '../../values/enum.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { SObject } from '../../values/sobject.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception } from '../raise.ts';
import {
  mayCreateField,
  mayCreateObject,
  mayReadField,
  mayReadObject,
  mayUpdateField,
  mayUpdateObject,
} from '../schema/permissions.ts';
import { cloneRecord } from '../sobject/clone.ts';

/** A System.SObjectAccessDecision. */
class AccessDecision extends PlatformObject {
  readonly records: ApexList;
  readonly modified: readonly number[];
  readonly removed: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(records: ApexList, modified: readonly number[], removed: ReadonlyMap<string, ReadonlySet<string>>) {
    super(platformType('SObjectAccessDecision'));
    this.records = records;
    this.modified = modified;
    this.removed = removed;
  }
}

interface Access {
  object(object: ObjectDefinition): boolean;
  field(object: ObjectDefinition, field: FieldDefinition): boolean;
}

const ACCESS: Readonly<Record<string, Access>> = {
  CREATABLE: { object: mayCreateObject, field: mayCreateField },
  READABLE: { object: mayReadObject, field: mayReadField },
  UPDATABLE: { object: mayUpdateObject, field: mayUpdateField },
  UPSERTABLE: {
    object: (object) => mayCreateObject(object) && mayUpdateObject(object),
    field: (object, field) => mayCreateField(object, field) && mayUpdateField(object, field),
  },
};

/** Drops the fields of one record, and of its parents and children, that the user may not use. */
const strip = (record: SObject, access: Access, removed: Map<string, Set<string>>): boolean => {
  const object = transaction().org.schema.object(record.typeName, '');
  if (!object) return false;
  let changed = false;
  for (const [key, value] of [...record.fields]) {
    const field = object.fields.get(key);
    if (value instanceof SObject) changed = strip(value, access, removed) || changed;
    else if (value instanceof ApexList) {
      const relationship = transaction().org.schema.childRelationship(object, key, '');
      if (relationship && !access.object(relationship.childObject)) {
        record.fields.delete(key);
        removed.set(object.name, (removed.get(object.name) ?? new Set()).add(relationship.name));
        changed = true;
        continue;
      }
      for (const child of value.items) changed = strip(child as SObject, access, removed) || changed;
    } else if (field && key !== 'id' && !access.field(object, field)) {
      record.fields.delete(key);
      removed.set(object.name, (removed.get(object.name) ?? new Set()).add(field.name));
      changed = true;
    }
  }
  return changed;
};

const stripInaccessible = (
  type: EnumValue | null,
  records: ApexList | null,
  enforceRoot: boolean | null = true,
): unknown => {
  const access = ACCESS[dereferenced(type).name];
  const given = dereferenced(records);
  if (!access) throw exception('IllegalArgumentException', 'Unknown access type');
  const removed = new Map<string, Set<string>>();
  const modified: number[] = [];
  const stripped = given.items.map((item, index) => {
    const record = cloneRecord(dereferenced(item) as SObject, {
      preserveId: true,
      deep: true,
      preserveReadonlyTimestamps: true,
      preserveAutonumber: true,
    });
    const object = transaction().org.schema.object(record.typeName, '');
    if (enforceRoot !== false && object && !access.object(object)) {
      throw exception('NoAccessException', `No access to entity: ${object.name}`);
    }
    if (strip(record, access, removed)) modified.push(index);
    return record;
  });
  return new AccessDecision(new ApexList(given.elementType, stripped), modified, removed);
};

const removedFields = (self: AccessDecision): ApexMap => {
  const map = new ApexMap(STRING, setOf(STRING));
  for (const [object, fields] of self.removed) map.put(object, new ApexSet(STRING, fields));
  return map;
};

/** System.Security and System.SObjectAccessDecision. */
export const securityClasses: readonly PlatformClass[] = [
  {
    name: 'Security',
    kind: 'class',
    statics: {
      'SObjectAccessDecision stripInaccessible(AccessType accessCheckType, List<SObject> sourceRecords)':
        stripInaccessible,
      'SObjectAccessDecision stripInaccessible(AccessType accessCheckType, List<SObject> sourceRecords, Boolean enforceRootObjectCRUD)':
        stripInaccessible,
    },
    unsupported: [
      'SObjectAccessDecision stripInaccessible(AccessType accessCheckType, List<SObject> sourceRecords, Id permissionSetId)',
    ],
  },
  {
    name: 'SObjectAccessDecision',
    kind: 'class',
    representation: AccessDecision,
    methods: {
      'Set<Integer> getModifiedIndexes()': (self: AccessDecision) => new ApexSet(INTEGER, self.modified),
      'List<SObject> getRecords()': (self: AccessDecision) => self.records,
      'Map<String,Set<String>> getRemovedFields()': removedFields,
    },
  },
];

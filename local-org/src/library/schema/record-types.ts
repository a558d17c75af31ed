import { transaction } from '../../runtime/transaction.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import { platformType } from '../../types/apex-type.ts';
import { normaliseId } from '../../values/id.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { equalTo, orgRows } from '../database/org-rows.ts';
import type { PlatformClass } from '../platform-class.ts';
import { describing } from './getters.ts';

/** The record type that every object has and no record names. */
const MASTER_ID = normaliseId('012000000000000') ?? '';

/** A Schema.RecordTypeInfo. */
export class RecordTypeInfo extends PlatformObject {
  readonly id: string;
  readonly developerName: string;
  readonly label: string;
  readonly active: boolean;
  readonly isDefault: boolean;
  readonly master: boolean;

  constructor(info: Pick<RecordTypeInfo, 'id' | 'developerName' | 'label' | 'active' | 'isDefault' | 'master'>) {
    super(platformType('Schema.RecordTypeInfo'));
    this.id = info.id;
    this.developerName = info.developerName;
    this.label = info.label;
    this.active = info.active;
    this.isDefault = info.isDefault;
    this.master = info.master;
  }
}

/** The record types of an object, the master last, with the ids of their RecordType rows. */
export const recordTypesOf = (object: ObjectDefinition): RecordTypeInfo[] => {
  const recordTypes = transaction().org.schema.object('RecordType', '');
  const rows =
    recordTypes && object.recordTypes.length > 0 ? orgRows(recordTypes, equalTo('SobjectType', object.name)) : [];
  const ids = new Map(rows.map((row) => [String(row.get('DeveloperName')).toLowerCase(), row.id ?? '']));
  const own = object.recordTypes.map(
    ({ developerName, label, active, default: isDefault }) =>
      new RecordTypeInfo({
        id: ids.get(developerName.toLowerCase()) ?? '',
        developerName,
        label,
        active,
        isDefault,
        master: false,
      }),
  );
  const master = new RecordTypeInfo({
    id: MASTER_ID,
    developerName: 'Master',
    label: 'Master',
    active: true,
    isDefault: !own.some((info) => info.isDefault),
    master: true,
  });
  return [...own, master];
};

/** Schema.RecordTypeInfo. */
export const recordTypeClass: PlatformClass = {
  name: 'Schema.RecordTypeInfo',
  kind: 'class',
  representation: RecordTypeInfo,
  ...describing({
    'String getDeveloperName()': (self: RecordTypeInfo) => self.developerName,
    'String getName()': (self: RecordTypeInfo) => self.label,
    'Id getRecordTypeId()': (self: RecordTypeInfo) => self.id,
    'Boolean isActive()': (self: RecordTypeInfo) => self.active,
    'Boolean isAvailable()': (self: RecordTypeInfo) => self.active,
    'Boolean isDefaultRecordTypeMapping()': (self: RecordTypeInfo) => self.isDefault,
    'Boolean isMaster()': (self: RecordTypeInfo) => self.master,
  }),
};

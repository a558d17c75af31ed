import { transaction } from '../../runtime/transaction.ts';
import { ApexList } from '../../values/collections.ts';
import { SObject } from '../../values/sobject.ts';

const AUDIT_FIELDS = ['createdbyid', 'createddate', 'lastmodifiedbyid', 'lastmodifieddate', 'systemmodstamp'];

/** Which parts of a record its clone keeps. Source: Apex Reference, SObject.clone. */
export interface CloneOptions {
  readonly preserveId: boolean;
  /** Related records are cloned too instead of shared. */
  readonly deep: boolean;
  readonly preserveReadonlyTimestamps: boolean;
  readonly preserveAutonumber: boolean;
}

const sources = new WeakMap<SObject, string | null>();

/** Id of the record that a clone was made of; undefined for records that are no clones. */
export const cloneSource = (record: SObject): string | null | undefined => sources.get(record);

const deepCopy = (value: unknown, options: CloneOptions): unknown => {
  if (value instanceof SObject) return cloneRecord(value, options);
  if (value instanceof ApexList)
    return new ApexList(
      value.elementType,
      value.items.map((item) => deepCopy(item, options)),
    );
  return value;
};

/** A copy of a record; field values are immutable and shared. */
export const cloneRecord = (record: SObject, options: CloneOptions): SObject => {
  const copy = new SObject(record.typeName);
  copy.queried = record.queried;
  const object = transaction().org.schema.object(record.typeName, '');
  for (const [name, value] of record.fields) {
    if (name === 'id' && !options.preserveId) continue;
    if (AUDIT_FIELDS.includes(name) && !options.preserveReadonlyTimestamps) continue;
    if (!options.preserveAutonumber && object?.fields.get(name)?.autoNumber === true) continue;
    copy.fields.set(name, options.deep ? deepCopy(value, options) : value);
  }
  sources.set(copy, record.id);
  return copy;
};

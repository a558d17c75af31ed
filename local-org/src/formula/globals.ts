import type { Engine } from '../data/engine.ts';
import { slotValue, fieldReader } from '../data/read.ts';
import type { Row } from '../data/store/layout.ts';
import { UnsupportedFeature } from '../errors.ts';
import { transaction } from '../runtime/transaction.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/model.ts';
import type { FormulaField } from './compile.ts';
import { FormulaError } from './parse.ts';
import { toFormulaValue } from './value.ts';

interface Holder {
  readonly object: string;
  /** Id of the record that has the variable's fields; null when there is none. */
  readonly id: (engine: Engine, row: Row, of: ObjectDefinition) => string | null;
}

const ofUser =
  (field: string) =>
  (engine: Engine): string | null => {
    const object = engine.schema.object('User', '');
    const table = object && engine.store.table(object);
    const row = table?.live(transaction().userId);
    const value = table && row ? slotValue(table.layout, row, field) : null;
    return typeof value === 'string' ? value : null;
  };

/** Global variables that are fields of one record. */
const HOLDERS: Readonly<Record<string, Holder>> = {
  $user: { object: 'User', id: () => transaction().userId },
  $profile: { object: 'Profile', id: ofUser('profileid') },
  $userrole: { object: 'UserRole', id: ofUser('userroleid') },
  $organization: { object: 'Organization', id: () => transaction().org.id },
  $recordtype: {
    object: 'RecordType',
    id: (engine, row, of) => {
      const value = slotValue(engine.store.table(of).layout, row, 'recordtypeid');
      return typeof value === 'string' ? value : null;
    },
  },
};

const constant = (read: FormulaField['read']): FormulaField => ({ definition: undefined, read, prior: read });

/** `$Setup.Settings__c.Limit__c`: the user's own setting, else the profile's, else the org's, field by field. */
const settingField = (engine: Engine, path: readonly string[], namespace: string): FormulaField => {
  const object = engine.schema.object(path[1] ?? '', namespace);
  const field = object && engine.schema.field(object, path[2] ?? '', namespace);
  if (object?.kind !== 'hierarchySetting' || !field) throw new FormulaError(`Field ${path.join('.')} does not exist.`);
  const table = engine.store.table(object);
  const slot = table.layout.slots.get('setupownerid') ?? -1;
  const read = fieldReader(engine, object, field);
  return constant(() => {
    for (const owner of [transaction().userId, ofUser('profileid')(engine), transaction().org.id]) {
      const [id] = owner === null ? [] : table.idsWith(slot, owner);
      const row = id === undefined ? undefined : table.live(id);
      const value = row ? toFormulaValue(read(row)) : null;
      if (value !== null) return value;
    }
    return null;
  });
};

const recordField = (
  engine: Engine,
  of: ObjectDefinition,
  holder: Holder,
  path: readonly string[],
  namespace: string,
): FormulaField => {
  const object = engine.schema.object(holder.object, '');
  const definition: FieldDefinition | undefined = object && engine.schema.field(object, path[1] ?? '', namespace);
  if (!object || !definition || path.length !== 2) throw new FormulaError(`Field ${path.join('.')} does not exist.`);
  const read = fieldReader(engine, object, definition);
  const evaluate: FormulaField['read'] = ({ row }) => {
    const id = holder.id(engine, row, of);
    const held = id === null ? undefined : engine.store.table(object).live(id);
    return held ? toFormulaValue(read(held)) : null;
  };
  return { definition, read: evaluate, prior: evaluate };
};

/**
 * A global variable of formulas: `$User.Id`, `$Permission.Bypass`, `$Setup.X__c.Y__c`, `$Label.Z`.
 * @throws UnsupportedFeature on one the local org does not know
 */
export const globalField = (
  engine: Engine,
  of: ObjectDefinition,
  path: readonly string[],
  namespace: string,
): FormulaField => {
  const [variable = '', name = ''] = path;
  const holder = HOLDERS[variable.toLowerCase()];
  if (holder) return recordField(engine, of, holder, path, namespace);
  switch (variable.toLowerCase()) {
    case '$permission':
      return constant(() => engine.access.hasCustomPermission(transaction().userId, name));
    case '$setup':
      return settingField(engine, path, namespace);
    case '$label':
      return constant(() => transaction().org.label(name, namespace) ?? null);
    default:
      throw new UnsupportedFeature(`formula variable ${path.join('.')}`);
  }
};

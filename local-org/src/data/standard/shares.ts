import { shareNames } from '../../schema/standard/shares.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import { changeRow, createRow } from '../dml/create-row.ts';
import { rowError } from '../dml/error.ts';
import type { Work } from '../dml/work.ts';
import type { Engine } from '../engine.ts';
import type { Layout } from '../store/layout.ts';
import type { StandardBehaviour } from './index.ts';
import { isChanged, textOf } from './slots.ts';

/** What the organization-wide default lets everybody do already. */
const TRIVIAL: Readonly<Record<ObjectDefinition['sharingModel'], readonly string[]>> = {
  Private: ['None'],
  Read: ['None', 'Read'],
  ReadWrite: ['None', 'Read', 'Edit'],
  ControlledByParent: ['None', 'Read', 'Edit'],
};

/**
 * A share must give more than everybody has, and full access is the owner's. Source: Apex Developer Guide, "Creating
 * User Managed Sharing Using Apex".
 */
export const shareBehaviour: StandardBehaviour = {
  beforeSave: (engine, work, layout) => {
    const shared = engine.schema.object(work.object.shares ?? '', '');
    if (!shared) return;
    const { access } = shareNames(shared);
    const level = textOf(work, layout, access.toLowerCase());
    if (textOf(work, layout, 'rowcause') === 'Owner') {
      work.errors.push(rowError('FIELD_INTEGRITY_EXCEPTION', 'The share of the owner cannot be changed', ['RowCause']));
      return;
    }
    if (level === null || (level !== 'All' && !TRIVIAL[shared.sharingModel].includes(level))) return;
    const model = shared.sharingModel === 'ReadWrite' ? 'Edit' : shared.sharingModel;
    const message = `field integrity exception: ${access} (trivial share level ${level}, for organization with default level ${model})`;
    work.errors.push(rowError('FIELD_FILTER_VALIDATION_EXCEPTION', message, [access]));
  },
};

const sharesOf = (engine: Engine, share: ObjectDefinition, parentField: string, record: string): readonly string[] => {
  const table = engine.store.table(share);
  return table.idsWith(table.layout.slots.get(parentField) ?? -1, record);
};

/**
 * After a record is stored: its owner has a share with full access; a new owner ends what was shared by hand. Objects
 * that everybody may read and change need none. Source: Apex Developer Guide, "Understanding Sharing".
 */
export const keepOwnerShare = (engine: Engine, work: Work, layout: Layout): void => {
  const { object, id } = work;
  if (object.sharingModel !== 'Private' && object.sharingModel !== 'Read') return;
  if (id === null || !isChanged(work, layout, 'ownerid')) return;
  const names = shareNames(object);
  const share = engine.schema.object(names.object, '');
  if (!share) return;
  const owner = textOf(work, layout, 'ownerid');
  const parent = names.parent.toLowerCase();
  if (work.kind === 'insert') {
    const given = { [parent]: id, [names.access.toLowerCase()]: 'All', userorgroupid: owner, rowcause: 'Owner' };
    createRow(engine, share.name, given);
    return;
  }
  const table = engine.store.table(share);
  const cause = table.layout.slots.get('rowcause') ?? -1;
  for (const known of sharesOf(engine, share, parent, id)) {
    const row = table.live(known);
    if (row?.[cause] === 'Owner') changeRow(engine, share.name, known, { userorgroupid: owner });
    else if (row?.[cause] === 'Manual') engine.store.put(table, known, undefined);
  }
};

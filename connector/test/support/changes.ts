import { openChangeLog } from '../../src/changes/change-log.ts';
import type { RecordChange } from '../../src/changes/change.ts';
import type { Database } from '../../src/store/database.ts';

/** A change of a contact's title. */
export const titleChange = (n: number, record = n): RecordChange => ({
  changeKey: `key-${n}`,
  kind: 'change',
  entity: 'Contact',
  recordId: `003${String(record).padStart(15, '0')}`,
  demodeskId: null,
  changes: [{ property: 'contact.title', field: 'Title', old: null, new: `Title ${n}` }],
  changedBy: 'Ada Admin',
  occurredAt: '2026-07-18T10:00:00.000Z',
});

/** Stores changes as the subscriber would. */
export const storeChanges = async (
  database: Database,
  changes: readonly RecordChange[],
  workspace = 'default',
): Promise<number> => {
  const log = await openChangeLog(database, workspace);
  return log.append({ changes, refused: [], replayId: Buffer.from([1]) });
};

/** Forgets everything about changes. */
export const clearChanges = async (database: Database): Promise<void> => {
  for (const table of ['changes', 'change_streams', 'refused_events', 'pushes', 'push_endpoints']) {
    await database.query(`delete from connector.${table}`);
  }
};

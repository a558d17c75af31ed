import { ApexException } from '../../values/apex-exception.ts';
import type { SObject } from '../../values/sobject.ts';
import type { DmlOptions, DmlRowResult } from '../database.ts';
import type { Engine } from '../engine.ts';
import { runDml } from './statement.ts';

const MERGEABLE = new Set(['Account', 'Contact', 'Lead', 'Case']);

/**
 * Merges up to two records into a master: they go to the recycle bin with their delete triggers, what refers to them is
 * handed over between the two, the master is updated with its update triggers. Counts as one statement.
 * Source: Apex Developer Guide, "Triggers and Merge Statements".
 * @param records the master first
 */
export const mergeRecords = (engine: Engine, records: readonly SObject[], options: DmlOptions): DmlRowResult[] => {
  const [master, ...losers] = records;
  if (!master || !MERGEABLE.has(master.typeName) || losers.some((loser) => loser.typeName !== master.typeName)) {
    throw new ApexException('System.TypeException', `merge is not supported for ${master?.typeName ?? 'nothing'}`);
  }
  if (losers.length === 0 || losers.length > 2) {
    throw new ApexException('System.ListException', 'Merge needs one or two records beside the master');
  }
  const savepoint = engine.store.savepoint();
  try {
    const deleted = runDml(
      engine,
      'delete',
      losers,
      master.id === null ? options : { ...options, mergedInto: master.id },
    );
    return [...runDml(engine, 'update', [master], options), ...deleted];
  } catch (error) {
    engine.store.rollback(savepoint);
    throw error;
  }
};

import { BOOLEAN, ID, INTEGER, listOf, mapOf, platformType, SOBJECT, type ApexType } from '../../types/apex-type.ts';
import type { Position } from '../ast.ts';
import { code } from './code.ts';
import type { FunctionContext } from './context.ts';
import type { Place } from './place.ts';

const OPERATION_FLAGS: Readonly<Record<string, string>> = {
  isinsert: 'INSERT',
  isupdate: 'UPDATE',
  isdelete: 'DELETE',
  isundelete: 'UNDELETE',
  isbefore: 'BEFORE',
  isafter: 'AFTER',
};

/** A context variable: `Trigger.new`, `Trigger.isInsert`, ... */
export const contextVariable = (context: FunctionContext, _at: Position, name: string): Place | undefined => {
  const row = context.file.triggerObject ?? SOBJECT;
  const rows: Readonly<Record<string, readonly [string, ApexType]>> = {
    new: ['newRows', listOf(row)],
    old: ['oldRows', listOf(row)],
    newmap: ['newMap', mapOf(ID, row)],
    oldmap: ['oldMap', mapOf(ID, row)],
    size: ['size', INTEGER],
  };
  const lower = name.toLowerCase();
  const place = (js: string, type: ApexType): Place => ({
    type,
    setup: [],
    read: code(js, type),
    write: null,
    label: `Trigger.${name}`,
  });
  const found = rows[lower];
  if (found) return place(`$.triggerRows(${JSON.stringify(found[0])})`, found[1]);
  const flag = OPERATION_FLAGS[lower];
  if (flag !== undefined) return place(`$.triggerIs(${JSON.stringify(flag)})`, BOOLEAN);
  if (lower === 'isexecuting') return place('$.triggerIsExecuting()', BOOLEAN);
  if (lower === 'operationtype') return place('$.triggerOperation()', platformType('TriggerOperation'));
  return undefined;
};

import { transaction, type TriggerContext } from '../../runtime/transaction.ts';
import { findEnumConstant } from '../../values/enum.ts';
import type { PlatformClass } from '../platform-class.ts';

const context = (): TriggerContext | null => transaction().trigger;

const isPhase = (phase: 'BEFORE' | 'AFTER') => (): boolean => context()?.operation.startsWith(`${phase}_`) ?? false;

const isOperation = (operation: 'INSERT' | 'UPDATE' | 'DELETE' | 'UNDELETE') => (): boolean =>
  context()?.operation.endsWith(`_${operation}`) ?? false;

/** System.Trigger: the context variables, false or null outside a trigger. */
export const triggerClass: PlatformClass = {
  name: 'Trigger',
  kind: 'class',
  staticProperties: {
    'Boolean isAfter': isPhase('AFTER'),
    'Boolean isBefore': isPhase('BEFORE'),
    'Boolean isDelete': isOperation('DELETE'),
    'Boolean isExecuting': () => context() !== null,
    'Boolean isInsert': isOperation('INSERT'),
    'Boolean isUndelete': isOperation('UNDELETE'),
    'Boolean isUpdate': isOperation('UPDATE'),
    'List<SObject> new': () => context()?.newRows ?? null,
    'Map<Id,SObject> newMap': () => context()?.newMap ?? null,
    'List<SObject> old': () => context()?.oldRows ?? null,
    'Map<Id,SObject> oldMap': () => context()?.oldMap ?? null,
    'TriggerOperation operationType': () => findEnumConstant('TriggerOperation', context()?.operation ?? '') ?? null,
    'Integer size': () => context()?.size ?? null,
  },
};

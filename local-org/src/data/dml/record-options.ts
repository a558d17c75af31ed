import type { SObject } from '../../values/sobject.ts';
import type { DmlOptions } from '../database.ts';

/** Options that a record brings along itself, over those of the statement: `SObject.setOptions` in Apex. */
export const recordOptions = new WeakMap<
  SObject,
  Pick<DmlOptions, 'allowDuplicates' | 'duplicatesAsUser' | 'allowTruncation'>
>();

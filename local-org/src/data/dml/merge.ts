import { UnsupportedFeature } from '../../errors.ts';
import type { SObject } from '../../values/sobject.ts';
import type { DmlOptions, DmlRowResult } from '../database.ts';
import type { Engine } from '../engine.ts';

export const mergeRecords = (_engine: Engine, records: readonly SObject[], _options: DmlOptions): DmlRowResult[] => {
  throw new UnsupportedFeature(`merge of ${records[0]?.typeName ?? 'records'}`);
};

import { ApexException, nullPointer } from '../../values/apex-exception.ts';
import type { SObject } from '../../values/sobject.ts';
import type { DmlOperation } from '../database.ts';

const CHUNK_SIZE = 200;
const MAXIMUM_TYPE_CHUNKS = 10;

/** Records of one type that go through triggers together, with the position of the first in the statement. */
export interface Chunk {
  readonly start: number;
  readonly typeName: string;
  readonly records: readonly SObject[];
}

/**
 * Cuts the records of a statement into runs of one type and at most 200.
 * @throws ApexException System.TypeException when the types alternate too often
 */
export const chunksOf = (records: readonly SObject[]): Chunk[] => {
  const chunks: Chunk[] = [];
  let runs = 0;
  for (let start = 0; start < records.length;) {
    const typeName = records[start]?.typeName ?? '';
    let end = start;
    while (end < records.length && records[end]?.typeName === typeName) end += 1;
    runs += 1;
    for (let from = start; from < end; from += CHUNK_SIZE) {
      chunks.push({ start: from, typeName, records: records.slice(from, Math.min(end, from + CHUNK_SIZE)) });
    }
    start = end;
  }
  if (runs > MAXIMUM_TYPE_CHUNKS) {
    throw new ApexException(
      'System.TypeException',
      `Cannot have more than ${MAXIMUM_TYPE_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`,
    );
  }
  return chunks;
};

/** Refuses lists that Apex refuses before it looks at the data. */
export const checkList = (operation: DmlOperation, records: readonly SObject[]): void => {
  const seen = new Set<unknown>();
  for (const record of records as readonly (SObject | null)[]) {
    if (record === null) throw nullPointer();
    if (operation === 'insert' || operation === 'upsert') {
      if (seen.has(record)) {
        throw new ApexException(
          'System.ListException',
          'Before Insert or Upsert list must not have two identically equal elements',
        );
      }
      seen.add(record);
    }
    if (operation === 'insert' || operation === 'merge' || record.id === null) continue;
    if (seen.has(record.id)) throw new ApexException('System.ListException', `Duplicate id in list: ${record.id}`);
    seen.add(record.id);
  }
};

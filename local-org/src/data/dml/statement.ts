import { UnsupportedFeature } from '../../errors.ts';
import { count, transaction } from '../../runtime/transaction.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import { ApexException } from '../../values/apex-exception.ts';
import type { SObject } from '../../values/sobject.ts';
import type { DmlOperation, DmlOptions, DmlRowResult } from '../database.ts';
import type { Engine } from '../engine.ts';
import { WITHOUT_BEHAVIOUR } from '../standard/index.ts';
import { checkAccess } from './access.ts';
import { checkList, chunksOf, type Chunk } from './chunks.ts';
import { deleteChunk } from './delete.ts';
import { dmlException, rowError } from './error.ts';
import { mergeRecords } from './merge.ts';
import { checkMixedDml } from './mixed-dml.ts';
import { recordOptions } from './record-options.ts';
import { refuseMissing, saveChunk } from './save.ts';
import { triggersFor } from './triggers.ts';
import { undeleteChunk } from './undelete.ts';
import { matchUpserts } from './upsert.ts';
import { hasFailed, isGood, type Work } from './work.ts';

const OPERATIONS = ['INSERT', 'UPDATE', 'DELETE'] as const;

const hasTriggers = (engine: Engine, object: ObjectDefinition): boolean =>
  OPERATIONS.some(
    (operation) =>
      triggersFor(engine, object, `BEFORE_${operation}`).length > 0 ||
      triggersFor(engine, object, `AFTER_${operation}`).length > 0,
  ) || triggersFor(engine, object, 'AFTER_UNDELETE').length > 0;

const createWork = (
  engine: Engine,
  object: ObjectDefinition,
  kind: Work['kind'],
  index: number,
  record: SObject,
  options: DmlOptions,
): Work => {
  const id = kind === 'insert' ? null : record.id;
  const before = id === null ? undefined : engine.store.table(object).get(id);
  return {
    index,
    record,
    object,
    kind,
    options: { ...options, ...recordOptions.get(record) },
    before,
    id,
    values: [],
    assigned: new Set(),
    junctions: new Map(),
    errors: [],
  };
};

/** Turns the records of a chunk into work; what cannot even be started carries its error. */
const startWorks = (
  engine: Engine,
  object: ObjectDefinition,
  operation: DmlOperation,
  chunk: Chunk,
  options: DmlOptions,
): Work[] => {
  const kinds =
    operation === 'upsert'
      ? matchUpserts(engine, object, chunk.records, options)
      : chunk.records.map((record) => ({ kind: operation as Work['kind'], record, error: undefined }));
  return kinds.map(({ kind, record, error }, position) => {
    const work = createWork(engine, object, kind, chunk.start + position, record, options);
    if (error) work.errors.push(error);
    else if (kind === 'insert' && record.id !== null) {
      work.errors.push(rowError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']));
    } else if (kind === 'update' || kind === 'delete')
      refuseMissing(engine, work, kind === 'update' ? 'update' : 'delete');
    return work;
  });
};

const runChunk = (engine: Engine, object: ObjectDefinition, works: readonly Work[], stopOnError: boolean): void => {
  const [first] = works;
  if (first?.kind === 'delete') deleteChunk(engine, object, works, stopOnError);
  else if (first?.kind === 'undelete') undeleteChunk(engine, object, works, stopOnError);
  else saveChunk(engine, object, works, stopOnError);
};

/**
 * Saves what can be saved of a chunk. When records fail in the presence of triggers, everything is rolled back and
 * the good ones are saved again, triggers included, up to three times.
 * Source: Apex Developer Guide, "Bulk DML Exception Handling".
 */
const runPartially = (engine: Engine, object: ObjectDefinition, works: readonly Work[]): void => {
  const savepoint = engine.store.savepoint();
  const mark = transaction().limits.mark();
  let remaining = works.filter(isGood);
  for (let attempt = 1; remaining.length > 0; attempt += 1) {
    runChunk(engine, object, remaining, false);
    if (remaining.every(isGood) || !hasTriggers(engine, object)) return;
    if (attempt === 3) {
      const message = 'Too many batch retries in the presence of Apex triggers and partial failures.';
      engine.store.rollback(savepoint);
      for (const work of works) work.errors = [rowError('TOO_MANY_APEX_REQUESTS', message)];
      return;
    }
    engine.store.rollback(savepoint);
    transaction().limits.reset(mark);
    for (const work of remaining) if (work.kind === 'insert') work.record.fields.delete('id');
    remaining = remaining.filter(isGood);
    for (const work of remaining) if (work.kind === 'insert') work.id = null;
  }
};

const resultOf = (work: Work): DmlRowResult => ({
  success: !hasFailed(work),
  id: hasFailed(work) && work.kind === 'insert' ? null : work.id,
  created: work.kind === 'insert' && !hasFailed(work),
  errors: work.errors,
});

const failAll = (operation: DmlOperation, works: readonly Work[]): ApexException =>
  dmlException(
    operation,
    works.filter(hasFailed).flatMap((work) =>
      work.errors.map((error) => ({
        index: work.index,
        id: work.kind === 'insert' ? null : work.id,
        statusCode: error.statusCode,
        message: error.message,
        fields: error.fields,
      })),
    ),
  );

const objectOf = (engine: Engine, chunk: Chunk): ObjectDefinition => {
  const object = engine.schema.object(chunk.typeName, '');
  if (!object) throw new UnsupportedFeature(`DML on ${chunk.typeName}`);
  if (object.kind === 'event') {
    throw new UnsupportedFeature(`${object.name} is a platform event: it is published, not stored`);
  }
  if (WITHOUT_BEHAVIOUR.has(object.name)) throw new UnsupportedFeature(`DML on ${object.name}`);
  if (object.kind === 'metadataType' || (!object.createable && !object.updateable && !object.deletable)) {
    throw new ApexException('System.TypeException', `DML not allowed on ${object.name}`);
  }
  return object;
};

/** Runs one DML statement. See `Database.dml`. */
export const runDml = (
  engine: Engine,
  operation: DmlOperation,
  records: readonly SObject[],
  options: DmlOptions,
): DmlRowResult[] => {
  if (records.length === 0) return [];
  checkList(operation, records);
  count('dmlStatements');
  count('dmlRows', records.length);
  if (operation === 'merge') return mergeRecords(engine, records, options);
  const savepoint = engine.store.savepoint();
  const works: Work[] = [];
  const abandon = (): void => {
    engine.store.rollback(savepoint);
    for (const work of works) if (work.kind === 'insert') work.record.fields.delete('id');
  };
  try {
    for (const chunk of chunksOf(records)) {
      const object = objectOf(engine, chunk);
      const current = startWorks(engine, object, operation, chunk, options);
      works.push(...current);
      checkMixedDml(object, current);
      checkAccess(engine, object, current, options);
      if (!options.allOrNone) runPartially(engine, object, current);
      else if (current.every(isGood)) runChunk(engine, object, current, true);
      if (options.allOrNone && !current.every(isGood)) throw failAll(operation, works);
    }
  } catch (error) {
    abandon();
    throw error;
  }
  for (const work of works) if (hasFailed(work) && work.kind === 'insert') work.record.fields.delete('id');
  return works.map(resultOf);
};

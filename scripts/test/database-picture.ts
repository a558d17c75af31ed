import { createHash } from 'node:crypto';
import type { LocalOrg } from '../../local-org/src/org.ts';
import type { ObjectDefinition } from '../../local-org/src/schema/model.ts';
import { SObject } from '../../local-org/src/values/sobject.ts';
import { textOf } from '../../local-org/src/values/text.ts';
import type { SyncWorld } from './sync-world.ts';

/** Every record of an org as one line of text, without what two equal stories may tell differently. */
export type Picture = readonly string[];

/** What the platform keeps about jobs, subscriptions and its own objects; a note is a document under another name. */
const LEFT_OUT = new Set([
  'ContentNote',
  'EntityDefinition',
  'FieldDefinition',
  'AsyncApexJob',
  'CronTrigger',
  'CronJobDetail',
  'EventBusSubscriber',
]);
/** When something was done, how long it took, how often it was saved. */
const WHEN = /^(?:id|createddate|lastmodifieddate|systemmodstamp|lastvieweddate|lastreferenceddate|.*duration_ms__c)$/;
/** What tells of earlier contents of a file; its title stands at the document, too. */
const HISTORY = new Set(['versionnumber', 'contentmodifieddate', 'islatest']);
/** Lists over the rows of EventRelation and TaskRelation, which are told themselves; the order within has no meaning. */
const RELATED = new Set(['eventwhoids', 'taskwhoids']);
const VERSION_HISTORY = new Set(['title', 'pathonclient']);
const ID = /\b([a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?)\b/;
/** How far a record is told apart by the records that it points at, and these by theirs. */
const DEPTH = 4;

interface Stored {
  readonly object: string;
  readonly id: string;
  /** What it says, cut at the ids in it. */
  readonly parts: readonly string[];
  label: string;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

const isTold = (object: ObjectDefinition, key: string): boolean =>
  !WHEN.test(key) &&
  !RELATED.has(key) &&
  !(object.name.startsWith('Content') && HISTORY.has(key)) &&
  !(object.name === 'ContentVersion' && VERSION_HISTORY.has(key)) &&
  !object.fields.get(key)?.autoNumber;

/** Digests of ids, by which the sync recognises what a person has changed. */
const ID_DIGEST = /\b(?:WhatId|WhoId|OwnerId|People)=[0-9a-f]{8}\b/g;

const valueText = (value: unknown): string => textOf(value).replace(ID_DIGEST, '');

/** Links of files are only told to those who name the files. */
const idsOf = (world: SyncWorld, object: ObjectDefinition): ReadonlyMap<string, unknown>[] => {
  if (object.name === 'ContentVersion') {
    // Only the contents in force: how often a file was saved is its history.
    return world
      .rows('SELECT LatestPublishedVersionId FROM ContentDocument')
      .map((row) => new Map([['id', row.get('latestpublishedversionid')]]));
  }
  if (object.name !== 'ContentDocumentLink') return world.rows(`SELECT Id FROM ${object.name}`);
  const files = world.rows('SELECT Id FROM ContentDocument').map((row) => `'${String(row.get('id'))}'`);
  if (files.length === 0) return [];
  return world.rows(`SELECT Id FROM ContentDocumentLink WHERE ContentDocumentId IN (${files.join(',')})`);
};

const recordsOf = (world: SyncWorld, org: LocalOrg, object: ObjectDefinition): Stored[] =>
  idsOf(world, object)
    .map((row) => org.database.read(object, String(row.get('id'))))
    .filter((record): record is SObject => record instanceof SObject)
    .map((record) => {
      const fields = [...record.fields]
        .filter(([key, value]) => isTold(object, key) && value !== null && !(value instanceof SObject))
        .map(([key, value]) => `${key}=${valueText(value)}`)
        .sort();
      return {
        object: object.name,
        id: record.id ?? '',
        parts: `${object.name} ${fields.join(' | ')}`.split(ID),
        label: object.name,
      };
    });

/** Shares follow from the owners, who are told at the records: the package shares nothing by itself. */
const isPartOfTheData = (object: ObjectDefinition): boolean =>
  object.kind !== 'event' &&
  object.kind !== 'metadataType' &&
  object.queryable &&
  object.shares === undefined &&
  !LEFT_OUT.has(object.name);

/**
 * Pictures the whole database: every object, every field but ids, times of saving and rows of jobs. An id in a field,
 * or in the middle of a text, is replaced by a name made of what the record it belongs to says, and so on.
 * @param except objects to leave out
 */
export const pictureOf = (world: SyncWorld, except: readonly string[] = []): Picture => {
  const { org } = world;
  const records = org.schema.objects
    .filter((object) => isPartOfTheData(object) && !except.includes(object.name))
    .flatMap((object) => recordsOf(world, org, object));
  const byId = new Map(records.map((record) => [record.id.slice(0, 15), record]));
  const isId = (part: string, index: number): boolean => index % 2 === 1 && byId.has(part.slice(0, 15));
  const told = ({ parts }: Stored): string =>
    parts.map((part, index) => (isId(part, index) ? byId.get(part.slice(0, 15))?.label : part)).join('');
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const labels = records.map((record) => `<${record.object} ${digest(told(record))}>`);
    records.forEach((record, index) => (record.label = labels[index] ?? ''));
  }
  return records.map(told).sort();
};

/** The lines that only one of two pictures has: empty when they are the same. */
export const differences = (expected: Picture, actual: Picture): string[] => {
  const left = new Map<string, number>();
  for (const line of expected) left.set(line, (left.get(line) ?? 0) + 1);
  const added: string[] = [];
  for (const line of actual) {
    const count = left.get(line) ?? 0;
    if (count === 0) added.push(`+ ${line}`);
    else left.set(line, count - 1);
  }
  const missing = [...left].flatMap(([line, count]) => Array.from({ length: count }, () => `- ${line}`));
  return [...missing, ...added].sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1));
};

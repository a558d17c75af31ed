import { createHash } from 'node:crypto';
import { transaction } from '../../runtime/transaction.ts';
import { Blob } from '../../values/blob.ts';
import { Datetime } from '../../values/temporal.ts';
import { changeRow, createRow } from '../dml/create-row.ts';
import { rowError } from '../dml/error.ts';
import type { Work } from '../dml/work.ts';
import type { Engine } from '../engine.ts';
import type { Layout } from '../store/layout.ts';
import { fieldKey } from '../store/value-key.ts';
import type { StandardBehaviour } from './index.ts';
import { checkNoteContent } from './note-content.ts';
import { isChanged, setValue, textOf, valueOf } from './slots.ts';

const seconds = (): Datetime => new Datetime(Math.floor(transaction().now() / 1000) * 1000);

/** Salesforce's names of file types, by extension; others are their extension in capitals. */
const FILE_TYPES: Readonly<Record<string, string>> = {
  txt: 'TEXT',
  docx: 'WORD_X',
  doc: 'WORD',
  xlsx: 'EXCEL_X',
  xls: 'EXCEL',
  pptx: 'POWER_POINT_X',
  jpg: 'JPG',
  jpeg: 'JPEG',
  htm: 'HTML',
  '': 'UNKNOWN',
};

const fileNameParts = (path: string): { title: string; extension: string } => {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? { title: name, extension: '' } : { title: name.slice(0, dot), extension: name.slice(dot + 1) };
};

const idsLinked = (engine: Engine, document: string): { id: string; entity: unknown }[] => {
  const object = engine.schema.object('ContentDocumentLink', '');
  if (!object) return [];
  const table = engine.store.table(object);
  const slot = table.layout.slots.get('contentdocumentid') ?? -1;
  const entity = table.layout.slots.get('linkedentityid') ?? -1;
  return table.idsWith(slot, document).map((id) => ({ id, entity: table.get(id)?.[entity] }));
};

const link = (engine: Engine, document: string, entity: string, shareType: 'I' | 'V'): void => {
  createRow(engine, 'ContentDocumentLink', {
    contentdocumentid: document,
    linkedentityid: entity,
    sharetype: shareType,
    visibility: 'AllUsers',
  });
};

const measure = (work: Work, layout: Layout, data: Blob): void => {
  setValue(work, layout, 'contentsize', data.bytes.length);
  setValue(work, layout, 'checksum', createHash('md5').update(data.bytes).digest('hex'));
};

/** Versions of a document already stored; the new one continues their numbers. */
const previousVersions = (engine: Engine, work: Work, layout: Layout, document: string): string[] => {
  const slot = layout.slots.get('contentdocumentid') ?? -1;
  return [...engine.store.table(work.object).idsWith(slot, document)].filter((id) => id !== work.id);
};

const versionBeforeSave: NonNullable<StandardBehaviour['beforeSave']> = (engine, work, layout) => {
  const path = textOf(work, layout, 'pathonclient');
  const data = valueOf(work, layout, 'versiondata');
  if (work.kind === 'update') return;
  if (path === null) {
    const message = 'Required fields are missing: [PathOnClient]';
    work.errors.push(rowError('REQUIRED_FIELD_MISSING', message, ['PathOnClient']));
    return;
  }
  if (!(data instanceof Blob)) {
    const message = 'Required fields are missing: [VersionData]';
    work.errors.push(rowError('REQUIRED_FIELD_MISSING', message, ['VersionData']));
    return;
  }
  const { title, extension } = fileNameParts(path);
  setValue(work, layout, 'title', textOf(work, layout, 'title') ?? title);
  setValue(work, layout, 'fileextension', extension === '' ? null : extension);
  setValue(work, layout, 'filetype', FILE_TYPES[extension.toLowerCase()] ?? extension.toUpperCase());
  measure(work, layout, data);
  const document = textOf(work, layout, 'contentdocumentid');
  const earlier = document === null ? [] : previousVersions(engine, work, layout, document);
  setValue(work, layout, 'versionnumber', String(earlier.length + 1));
  setValue(work, layout, 'islatest', true);
  setValue(work, layout, 'publishstatus', 'P');
  setValue(work, layout, 'contentmodifieddate', valueOf(work, layout, 'contentmodifieddate') ?? seconds());
  setValue(work, layout, 'contentmodifiedbyid', transaction().userId);
  // The document's id is known before it exists, so that the version can be stored complete.
  setValue(work, layout, 'contentdocumentid', document ?? engine.store.nextId('069'));
};

const shownValues = (work: Work, layout: Layout): Readonly<Record<string, unknown>> => ({
  title: valueOf(work, layout, 'title'),
  description: valueOf(work, layout, 'description'),
  filetype: valueOf(work, layout, 'filetype'),
  fileextension: valueOf(work, layout, 'fileextension'),
  contentsize: valueOf(work, layout, 'contentsize'),
  contentmodifieddate: valueOf(work, layout, 'contentmodifieddate'),
  publishstatus: 'P',
  sharingoption: 'A',
  sharingprivacy: 'N',
});

const documentValues = (work: Work, layout: Layout): Readonly<Record<string, unknown>> => ({
  ...shownValues(work, layout),
  latestpublishedversionid: work.id,
});

const versionAfterSave: NonNullable<StandardBehaviour['afterSave']> = (engine, work, layout) => {
  const document = textOf(work, layout, 'contentdocumentid');
  if (document === null) return;
  if (work.kind === 'update') {
    if (valueOf(work, layout, 'islatest') === true)
      changeRow(engine, 'ContentDocument', document, documentValues(work, layout));
    return;
  }
  const earlier = previousVersions(engine, work, layout, document);
  if (earlier.length > 0) {
    for (const id of earlier) changeRow(engine, 'ContentVersion', id, { islatest: false });
    changeRow(engine, 'ContentDocument', document, documentValues(work, layout));
    return;
  }
  const owner = textOf(work, layout, 'ownerid') ?? transaction().userId;
  createRow(engine, 'ContentDocument', { ...documentValues(work, layout), id: document, ownerid: owner });
  link(engine, document, owner, 'I');
  const location = textOf(work, layout, 'firstpublishlocationid');
  if (location !== null && location !== owner) link(engine, document, location, 'I');
};

const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();

/** A note is a document of type SNOTE under the same id; its content is HTML. */
const noteBehaviour: StandardBehaviour = {
  beforeSave: (_engine, work, layout) => {
    const content = valueOf(work, layout, 'content');
    const data = content instanceof Blob ? content : new Blob(new Uint8Array());
    if (work.kind === 'insert' || isChanged(work, layout, 'content')) {
      checkNoteContent(new TextDecoder().decode(data.bytes));
    }
    setValue(work, layout, 'contentsize', data.bytes.length);
    setValue(work, layout, 'textpreview', plainText(new TextDecoder().decode(data.bytes)).slice(0, 255) || null);
    setValue(work, layout, 'filetype', 'SNOTE');
    setValue(work, layout, 'fileextension', 'snote');
    setValue(work, layout, 'contentmodifieddate', seconds());
  },
  afterSave: (engine, work, layout) => {
    const document = work.id;
    if (document === null) return;
    const content = valueOf(work, layout, 'content');
    const title = valueOf(work, layout, 'title');
    const owner = textOf(work, layout, 'ownerid') ?? transaction().userId;
    const contentChanged = work.kind === 'insert' || isChanged(work, layout, 'content');
    const version = contentChanged
      ? createRow(engine, 'ContentVersion', {
          contentdocumentid: document,
          title,
          pathonclient: `${String(title)}.snote`,
          versiondata: content,
          contentsize: valueOf(work, layout, 'contentsize'),
          filetype: 'SNOTE',
          fileextension: 'snote',
          islatest: true,
          versionnumber: '1',
          ownerid: owner,
        })
      : null;
    const shown = shownValues(work, layout);
    const values = version === null ? shown : { ...shown, latestpublishedversionid: version };
    if (work.kind === 'insert') {
      createRow(engine, 'ContentDocument', { ...values, id: document, ownerid: owner });
      link(engine, document, owner, 'I');
    } else changeRow(engine, 'ContentDocument', document, values);
  },
};

/** A document is linked to a record once. */
const linkBehaviour: StandardBehaviour = {
  beforeSave: (engine, work, layout) => {
    const document = textOf(work, layout, 'contentdocumentid');
    if (work.kind !== 'insert' || document === null) return;
    const field = layout.fields[layout.slots.get('contentdocumentid') ?? -1];
    const entity = valueOf(work, layout, 'linkedentityid');
    if (!field || !idsLinked(engine, String(fieldKey(field, document))).some((known) => known.entity === entity))
      return;
    const message = 'duplicate value found: <unknown> duplicates value on record with id: <unknown>';
    work.errors.push(rowError('DUPLICATE_VALUE', message, ['LinkedEntityId', 'ContentDocumentId']));
  },
};

export const contentBehaviours: Readonly<Record<string, StandardBehaviour>> = {
  ContentVersion: { beforeSave: versionBeforeSave, afterSave: versionAfterSave },
  ContentNote: noteBehaviour,
  ContentDocumentLink: linkBehaviour,
  Attachment: {
    beforeSave: (_engine, work, layout) => {
      const body = valueOf(work, layout, 'body');
      setValue(work, layout, 'bodylength', body instanceof Blob ? body.bytes.length : 0);
    },
  },
};

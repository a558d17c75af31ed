import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import { SObject } from '../../values/sobject.ts';
import { queryRows } from '../org-query.ts';
import { displayValue } from './format.ts';
import { fieldContent, nameFieldOf, recordHref, selectionOf, shownLabel } from './field-value.ts';
import { html, type Content, type Html } from './html.ts';
import { readList, recordTable, type ListContext } from './list.ts';
import { detailSections, headerFields, listFields } from './record-fields.ts';
import { objectIcon } from './shell.ts';

/** A record with all that its page shows of it. */
export interface RecordModel {
  readonly object: ObjectDefinition;
  readonly row: SObject;
  readonly name: string;
  readonly icon: string;
}

/** Reads a record as the user may see it. Call it inside a transaction. @returns undefined when there is none */
export const readRecord = (context: ListContext, object: ObjectDefinition, id: string): RecordModel | undefined => {
  const { org, metadata, viewer } = context;
  const sections = detailSections(org, metadata, viewer, object).flatMap(({ fields }) => fields);
  const nameField = nameFieldOf(org, object.name);
  const columns = new Set([
    'Id',
    ...(nameField === undefined ? [] : [nameField]),
    ...[...sections, ...headerFields(org, metadata, viewer, object)].flatMap((field) => selectionOf(org, field)),
  ]);
  const [row] = queryRows(org, `SELECT ${[...columns].join(', ')} FROM ${object.name} WHERE Id = :id`, { id });
  if (!row) return undefined;
  const name = nameField === undefined ? null : row.get(nameField);
  const tab = metadata.tab(object.name) ?? metadata.tab(`standard-${object.name}`);
  return { object, row, name: typeof name === 'string' ? name : id, icon: tab?.icon ?? 'standard:record' };
};

const fact = (context: ListContext, row: SObject, field: FieldDefinition): Html =>
  html`<div>
    <dt>${shownLabel(field)}</dt>
    <dd>${fieldContent(context.org, row, field, context.viewer, context.texts)}</dd>
  </div>`;

/** Name and the most telling fields. */
export const recordHeader = (context: ListContext, { object, row, name, icon }: RecordModel): Html => {
  const fields = headerFields(context.org, context.metadata, context.viewer, object);
  return html`<header class="slds-card slds-p-around_medium" data-part="record-header">
    <div class="org-record-header">
      ${objectIcon(icon)}
      <div>
        <p>${object.label}</p>
        <h1 class="slds-text-heading_large">${name}</h1>
      </div>
    </div>
    ${fields.length > 0 && html`<dl class="org-facts">${fields.map((field) => fact(context, row, field))}</dl>`}
  </header>`;
};

/** The fields of the layout, by section. */
export const recordDetails = (context: ListContext, { object, row }: RecordModel): Html => {
  const sections = detailSections(context.org, context.metadata, context.viewer, object);
  return html`<section class="slds-card slds-p-around_medium" data-part="record-details">
    <h2 class="slds-text-heading_medium slds-m-bottom_small">${context.texts.details}</h2>
    <div class="org-stack">
      ${sections.map(
        ({ label, fields }) =>
          html`<div>
            <h3 class="slds-text-title_bold slds-m-bottom_x-small">${label}</h3>
            <dl class="org-fields">${fields.map((field) => fact(context, row, field))}</dl>
          </div>`,
      )}
    </div>
  </section>`;
};

/** One field by itself, as Dynamic Forms place it. */
export const singleField = (context: ListContext, { object, row }: RecordModel, name: string): Content => {
  const field = context.org.schema.field(object, name, context.org.namespace);
  if (!field || !row.has(field.name)) return null;
  return html`<dl class="org-fields">${fact(context, row, field)}</dl>`;
};

interface ActivityRow {
  readonly id: string;
  readonly object: string;
  readonly subject: string;
  readonly when: string;
  readonly status: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const activities = (context: ListContext, { object, row }: RecordModel): readonly ActivityRow[] => {
  const by = ['Contact', 'Lead'].includes(object.name) ? 'WhoId' : 'WhatId';
  const { org, viewer } = context;
  const find = (type: string, time: string, more: string) =>
    queryRows(
      org,
      `SELECT Id, Subject, ${time}${more} FROM ${type} WHERE ${by} = :id ORDER BY ${time} DESC NULLS LAST LIMIT 20`,
      { id: row.id },
    );
  const shown = (record: SObject, time: string, status: string): ActivityRow => {
    const field = org.schema.object(record.typeName, '')?.fields.get(time.toLowerCase());
    return {
      id: record.id ?? '',
      object: record.typeName,
      subject: text(record.get('Subject')),
      when: (field && displayValue(field, record.get(time), viewer)) ?? '',
      status,
    };
  };
  return [
    ...find('Task', 'ActivityDate', ', Status').map((task) => shown(task, 'ActivityDate', text(task.get('Status')))),
    ...find('Event', 'StartDateTime', '').map((event) => shown(event, 'StartDateTime', '')),
  ];
};

const NO_ACTIVITIES = new Set(['Task', 'Event', 'User']);

/** Tasks and events of a record. Call it inside a transaction. */
export const activityList = (context: ListContext, model: RecordModel): Content => {
  const { texts } = context;
  const isPossible = model.object.kind !== 'custom' || allowsActivities(context, model.object);
  if (NO_ACTIVITIES.has(model.object.name) || !isPossible) return null;
  const rows = activities(context, model);
  return html`<section class="slds-card slds-p-around_medium" data-part="activities">
    <h2 class="slds-text-heading_medium slds-m-bottom_small">${texts.activities} (${rows.length})</h2>
    ${
      rows.length === 0
        ? html`<p>${texts.nothingHere}</p>`
        : html`<ul class="slds-has-dividers_bottom-space">
            ${rows.map(
              ({ id, object, subject, when, status }) =>
                html`<li class="slds-item">
                  <a href="${recordHref(object, id)}">${subject === '' ? id : subject}</a><br /><span
                    >${[context.org.schema.object(object, '')?.label ?? object, when, status].filter((part) => part !== '').join(' · ')}</span
                  >
                </li>`,
            )}
          </ul>`
    }
  </section>`;
};

/** Whether tasks and events may be about an object's records. */
const allowsActivities = ({ org }: ListContext, object: ObjectDefinition): boolean => {
  const task = org.schema.object('Task', '');
  return task?.fields.get('whatid')?.referenceTo.includes(object.name) === true;
};

/** Notes linked to a record. Call it inside a transaction. */
export const noteList = (context: ListContext, { row }: RecordModel): Content => {
  const { org, texts } = context;
  if (!org.schema.object('ContentDocumentLink', '')) return null;
  const links = queryRows(
    org,
    'SELECT ContentDocumentId, ContentDocument.Title, ContentDocument.FileType FROM ContentDocumentLink WHERE LinkedEntityId = :id',
    { id: row.id },
  );
  const notes = links.flatMap((link) => {
    const document = link.get('ContentDocument');
    return document instanceof SObject ? [document] : [];
  });
  return html`<section class="slds-card slds-p-around_medium" data-part="notes">
    <h2 class="slds-text-heading_medium slds-m-bottom_small">${texts.notes} (${notes.length})</h2>
    ${
      notes.length === 0
        ? html`<p>${texts.nothingHere}</p>`
        : html`<ul class="slds-has-dividers_bottom-space">
            ${notes.map((note) => html`<li class="slds-item">${text(note.get('Title'))}</li>`)}
          </ul>`
    }
  </section>`;
};

/** Records that point at this one, of the project's own objects. Call it inside a transaction. */
export const relatedLists = (context: ListContext, { object, row }: RecordModel, only?: string): readonly Content[] => {
  const { org, metadata, viewer } = context;
  const children = org.schema
    .childRelationships(object)
    .filter(({ childObject, name }) => (only === undefined ? childObject.kind === 'custom' : name === only))
    .filter(({ childObject }) => org.access.canAccessObject(viewer.userId, childObject, 'read'));
  return children.map(({ childObject, field, name }) => {
    const fields = listFields(org, metadata, viewer, childObject).filter((each) => each.name !== field.name);
    if (!org.access.canAccessField(viewer.userId, childObject, field, 'read')) return null;
    const rows = readList(context, childObject, fields, `WHERE ${field.name} = :id`, { id: row.id });
    if (rows.length === 0 && only === undefined) return null;
    return html`<section class="slds-card" data-part="related" data-relationship="${name}">
      <h2 class="slds-text-heading_medium slds-p-around_medium">${childObject.labelPlural} (${rows.length})</h2>
      ${recordTable(context, childObject.labelPlural, fields, rows)}
    </section>`;
  });
};

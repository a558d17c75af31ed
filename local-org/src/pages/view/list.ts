import type { LocalOrg } from '../../org.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import type { SObject } from '../../values/sobject.ts';
import { queryRows } from '../org-query.ts';
import type { PageMetadata } from '../page-metadata.ts';
import type { Viewer } from '../page-session.ts';
import { fieldContent, recordHref, selectionOf, shownLabel } from './field-value.ts';
import { html, type Content, type Html } from './html.ts';
import { listFields } from './record-fields.ts';
import type { Texts } from './texts.ts';

const PAGE_SIZE = 50;

export interface ListContext {
  readonly org: LocalOrg;
  readonly metadata: PageMetadata;
  readonly viewer: Viewer;
  readonly texts: Texts;
}

const row = (context: ListContext, fields: readonly FieldDefinition[], record: SObject): Html => {
  const { org, viewer, texts } = context;
  const cells = fields.map((field, index) => {
    const content: Content = fieldContent(org, record, field, viewer, texts);
    if (index > 0) return html`<td>${content}</td>`;
    return html`<th scope="row"><a href="${recordHref(record.typeName, record.id ?? '')}">${content}</a></th>`;
  });
  return html`<tr>
    ${cells}
  </tr>`;
};

/** A table of records. */
export const recordTable = (
  context: ListContext,
  caption: string,
  fields: readonly FieldDefinition[],
  records: readonly SObject[],
): Content => {
  if (records.length === 0) return html`<p class="slds-p-around_small">${context.texts.noRecords}</p>`;
  return html`<div class="org-table" tabindex="0" role="region" aria-label="${caption}">
    <table class="slds-table slds-table_bordered slds-table_cell-buffer">
      <caption class="slds-assistive-text">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${fields.map((field) => html`<th scope="col">${shownLabel(field)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${records.map((record) => row(context, fields, record))}
      </tbody>
    </table>
  </div>`;
};

/** Records of an object that the user may see, by a condition. Call it inside a transaction. */
export const readList = (
  context: ListContext,
  object: ObjectDefinition,
  fields: readonly FieldDefinition[],
  where = '',
  values: Readonly<Record<string, unknown>> = {},
): readonly SObject[] => {
  const columns = new Set(['Id', ...fields.flatMap((field) => selectionOf(context.org, field))]);
  const order = object.fields.has('lastmodifieddate') ? 'ORDER BY LastModifiedDate DESC, Id' : 'ORDER BY Id';
  return queryRows(
    context.org,
    `SELECT ${[...columns].join(', ')} FROM ${object.name} ${where} ${order} LIMIT ${PAGE_SIZE}`,
    values,
  );
};

/** A plain list of an object's records. Call it inside a transaction. */
export const listView = (context: ListContext, object: ObjectDefinition): Html => {
  const { org, metadata, viewer, texts } = context;
  const fields = listFields(org, metadata, viewer, object);
  return html`<article class="slds-card">
    <div class="slds-card__header">
      <h1 class="slds-text-heading_medium">${object.labelPlural}</h1>
      <p>${texts.recordsShown.replace('{0}', String(PAGE_SIZE))}</p>
    </div>
    <div class="slds-card__body">
      ${recordTable(context, object.labelPlural, fields, readList(context, object, fields))}
    </div>
  </article>`;
};

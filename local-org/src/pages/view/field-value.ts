import type { LocalOrg } from '../../org.ts';
import type { FieldDefinition } from '../../schema/model.ts';
import { SObject } from '../../values/sobject.ts';
import type { Viewer } from '../page-session.ts';
import { displayValue } from './format.ts';
import { html, type Content } from './html.ts';
import type { Texts } from './texts.ts';

/** Address of a record's page. */
export const recordHref = (object: string, id: string): string => `/lightning/r/${object}/${id}/view`;

/** The field that a reader knows a record by, e.g. `Name`, `Subject`. */
export const nameFieldOf = (org: LocalOrg, object: string): string | undefined => {
  const definition = org.schema.object(object, '');
  return definition && [...definition.fields.values()].find((field) => field.nameField)?.name;
};

/** A field's label as pages show it: `Account ID` holds the account, and says so. */
export const shownLabel = (field: FieldDefinition): string =>
  field.type === 'reference' ? field.label.replace(/ ID$/, '') : field.label;

/** What a query selects to show a field: itself, and the name of the record it points at. */
export const selectionOf = (org: LocalOrg, field: FieldDefinition): readonly string[] => {
  const relationship = field.relationshipName;
  if (field.type !== 'reference' || relationship === undefined) return [field.name];
  if (field.referenceTo.length > 1) return [field.name, `${relationship}.Name`];
  const name = nameFieldOf(org, field.referenceTo[0] ?? '');
  return name === undefined ? [field.name] : [field.name, `${relationship}.${name}`];
};

const plainText = (text: string): string =>
  text
    .replace(/<(?:br|\/p|\/li|\/h\d)\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&nbsp;/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

const reference = (org: LocalOrg, row: SObject, field: FieldDefinition, value: string): Content => {
  const target = org.schema.objectByKeyPrefix(value.slice(0, 3));
  const parent = row.get(field.relationshipName ?? '');
  const nameField = target && (field.referenceTo.length > 1 ? 'Name' : nameFieldOf(org, target.name));
  const name = parent instanceof SObject && nameField !== undefined ? parent.get(nameField) : null;
  const text = typeof name === 'string' ? name : value;
  return target ? html`<a href="${recordHref(target.name, value)}">${text}</a>` : text;
};

const WEB = /^https?:\/\//i;

/** A field of a queried record, as HTML. */
export const fieldContent = (
  org: LocalOrg,
  row: SObject,
  field: FieldDefinition,
  viewer: Viewer,
  texts: Texts,
): Content => {
  const value = row.get(field.name);
  if (value === null || value === '') return html`<span class="slds-assistive-text">${texts.empty}</span>`;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  const display = displayValue(field, value, viewer);
  if (display !== null) return display;
  if (typeof value !== 'string') return html`<span class="slds-assistive-text">${texts.empty}</span>`;
  if (field.type === 'reference') return reference(org, row, field, value);
  if (field.type === 'url' && WEB.test(value))
    return html`<a href="${value}" target="_blank" rel="noopener">${value}</a>`;
  if (field.type === 'email') return html`<a href="mailto:${value}">${value}</a>`;
  if (field.type === 'textarea') {
    return html`<span class="slds-text-longform" style="white-space: pre-line"
      >${field.htmlFormatted ? plainText(value).trim() : value}</span
    >`;
  }
  return value;
};

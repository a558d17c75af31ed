import type { LocalOrg } from '../../org.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import type { LayoutSection } from '../metadata/layouts.ts';
import type { PageMetadata } from '../page-metadata.ts';
import type { Viewer } from '../page-session.ts';

/** Fields that a record of a standard object shows first; the project's own fields follow. */
const STANDARD_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Account: [
    'Name',
    'OwnerId',
    'Website',
    'Phone',
    'Type',
    'Industry',
    'NumberOfEmployees',
    'AnnualRevenue',
    'BillingCity',
    'BillingCountry',
    'Description',
  ],
  Contact: [
    'Name',
    'AccountId',
    'Title',
    'Email',
    'Phone',
    'MobilePhone',
    'Department',
    'MailingCity',
    'MailingCountry',
    'OwnerId',
    'Description',
  ],
  Lead: ['Name', 'Company', 'Title', 'Email', 'Phone', 'Status', 'LeadSource', 'Website', 'OwnerId'],
  Opportunity: [
    'Name',
    'AccountId',
    'StageName',
    'Amount',
    'CloseDate',
    'Probability',
    'Type',
    'NextStep',
    'OwnerId',
    'Description',
  ],
  Task: ['Subject', 'Status', 'Priority', 'ActivityDate', 'WhoId', 'WhatId', 'OwnerId', 'Description'],
  Event: ['Subject', 'StartDateTime', 'EndDateTime', 'Location', 'WhoId', 'WhatId', 'OwnerId', 'Description'],
  User: [
    'Name',
    'Username',
    'Email',
    'Title',
    'Department',
    'IsActive',
    'ProfileId',
    'LanguageLocaleKey',
    'TimeZoneSidKey',
  ],
};

/** Fields in the header of a record. */
const HEADER_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Account: ['Type', 'Phone', 'Website', 'OwnerId'],
  Contact: ['Title', 'AccountId', 'Phone', 'Email'],
  Lead: ['Title', 'Company', 'Email', 'Status'],
  Opportunity: ['AccountId', 'StageName', 'Amount', 'CloseDate', 'OwnerId'],
  Task: ['Status', 'ActivityDate', 'OwnerId'],
  Event: ['StartDateTime', 'OwnerId'],
};

const SYSTEM = new Set([
  'id',
  'isdeleted',
  'systemmodstamp',
  'createdbyid',
  'createddate',
  'lastmodifiedbyid',
  'lastmodifieddate',
]);
const MOST_FIELDS = 24;

const readable = (org: LocalOrg, viewer: Viewer, object: ObjectDefinition, name: string): FieldDefinition[] => {
  const field = org.schema.field(object, name, '');
  const isShown =
    field !== undefined &&
    field.unsupported === undefined &&
    !['address', 'location', 'base64', 'junctionIdList'].includes(field.type) &&
    org.access.canAccessField(viewer.userId, object, field, 'read');
  return isShown ? [field] : [];
};

/** Fields of the detail part, by section: as the layout says, else the usual ones of the object. */
export const detailSections = (
  org: LocalOrg,
  metadata: PageMetadata,
  viewer: Viewer,
  object: ObjectDefinition,
): readonly { readonly label: string; readonly fields: readonly FieldDefinition[] }[] => {
  const fields = (names: readonly string[]): FieldDefinition[] =>
    names.flatMap((name) => readable(org, viewer, object, name));
  const layout = metadata.layout(object.name);
  if (layout) {
    const inOrder = ({ columns }: LayoutSection): readonly string[] => columns.flat();
    return layout.sections
      .map((section) => ({ label: section.label, fields: fields(inOrder(section)) }))
      .filter((section) => section.fields.length > 0);
  }
  const custom = [...object.fields.values()].filter((field) => field.custom).map(({ name }) => name);
  const known = STANDARD_FIELDS[object.name];
  const all = [...object.fields.keys()].filter((name) => !SYSTEM.has(name));
  return [{ label: object.label, fields: fields(known ? [...known, ...custom] : all.slice(0, MOST_FIELDS)) }];
};

/** Fields beside the name in the header. */
export const headerFields = (
  org: LocalOrg,
  metadata: PageMetadata,
  viewer: Viewer,
  object: ObjectDefinition,
): readonly FieldDefinition[] => {
  const names = HEADER_FIELDS[object.name];
  if (names) return names.flatMap((name) => readable(org, viewer, object, name));
  const fields = detailSections(org, metadata, viewer, object).flatMap((section) => section.fields);
  return fields.filter((field) => !field.nameField && field.type !== 'textarea').slice(0, 4);
};

/** Columns of a plain list: the name and what the header shows. */
export const listFields = (
  org: LocalOrg,
  metadata: PageMetadata,
  viewer: Viewer,
  object: ObjectDefinition,
): readonly FieldDefinition[] => {
  const name = [...object.fields.values()].find((field) => field.nameField);
  return [...(name ? [name] : []), ...headerFields(org, metadata, viewer, object)].filter(
    (field, index, all) => all.indexOf(field) === index,
  );
};

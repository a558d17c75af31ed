import { transaction } from '../../runtime/transaction.ts';
import { ApexDate } from '../../values/temporal.ts';
import { SObject } from '../../values/sobject.ts';
import { today } from '../temporal/date.ts';
import { equalTo, orgRows } from './org-rows.ts';

const ADDRESS = ['Street', 'City', 'State', 'PostalCode', 'Country'];

/** Fields by field of the lead. Source: Salesforce Help, "How Lead Fields Are Mapped". */
const address = (prefix: string): [string, string][] => ADDRESS.map((part) => [part, `${prefix}${part}`]);
const TO_ACCOUNT: readonly (readonly [string, string])[] = [
  ['Company', 'Name'],
  ['Phone', 'Phone'],
  ['Fax', 'Fax'],
  ['Website', 'Website'],
  ['Industry', 'Industry'],
  ['AnnualRevenue', 'AnnualRevenue'],
  ['NumberOfEmployees', 'NumberOfEmployees'],
  ['Rating', 'Rating'],
  ['LeadSource', 'AccountSource'],
  ...address('Billing'),
];
const SAME_ON_CONTACT = [
  ...['FirstName', 'LastName', 'Salutation', 'Title', 'Phone', 'MobilePhone', 'Fax', 'Email', 'LeadSource'],
  ...['Description', 'HasOptedOutOfEmail', 'HasOptedOutOfFax', 'DoNotCall'],
];
const TO_CONTACT: readonly (readonly [string, string])[] = [
  ...SAME_ON_CONTACT.map((name) => [name, name] as const),
  ...address('Mailing'),
];

const mapped = (lead: SObject, type: string, fields: readonly (readonly [string, string])[]): SObject => {
  const object = transaction().org.schema.object(type, '');
  const record = new SObject(type);
  for (const [from, to] of fields) {
    const value = lead.get(from) ?? null;
    if (value !== null && object?.fields.has(to.toLowerCase())) record.set(to, value);
  }
  return record;
};

/** The account that a lead becomes. */
export const accountOf = (lead: SObject, ownerId: unknown): SObject =>
  mapped(lead, 'Account', TO_ACCOUNT).set('OwnerId', ownerId);

/** The contact that a lead becomes. */
export const contactOf = (lead: SObject, accountId: string, ownerId: unknown): SObject =>
  mapped(lead, 'Contact', TO_CONTACT).set('AccountId', accountId).set('OwnerId', ownerId);

/** What a lead adds to a contact that is there: only what the contact lacks. */
export const contactFilled = (lead: SObject, contact: SObject, overwriteSource: boolean): SObject => {
  const wanted = mapped(lead, 'Contact', TO_CONTACT);
  const change = new SObject('Contact').set('Id', contact.id);
  for (const [name, value] of wanted.fields) {
    const overwritten = name === 'leadsource' && overwriteSource;
    if (overwritten || (contact.fields.get(name) ?? null) === null) change.fields.set(name, value);
  }
  return change;
};

const firstOpenStage = (): unknown => {
  const object = transaction().org.schema.object('OpportunityStage', '');
  const stages = object ? orgRows(object).filter((row) => row.get('IsClosed') !== true) : [];
  return stages.sort((a, b) => Number(a.get('SortOrder')) - Number(b.get('SortOrder')))[0]?.get('MasterLabel') ?? null;
};

/** Source: Salesforce Help, "Convert Qualified Leads": the close date is the last day of the quarter. */
const endOfQuarter = (): ApexDate => {
  const now = new Date(today().epochDay * 86_400_000);
  const nextQuarter = Date.UTC(now.getUTCFullYear(), (Math.floor(now.getUTCMonth() / 3) + 1) * 3, 1);
  return new ApexDate(nextQuarter / 86_400_000 - 1);
};

/** The opportunity that a lead becomes. */
export const opportunityOf = (lead: SObject, name: unknown, accountId: string, ownerId: unknown): SObject =>
  mapped(lead, 'Opportunity', [['LeadSource', 'LeadSource']])
    .set('Name', name ?? `${String(lead.get('Company'))}-`)
    .set('AccountId', accountId)
    .set('StageName', firstOpenStage())
    .set('CloseDate', endOfQuarter())
    .set('OwnerId', ownerId);

/** The activities of a lead become those of its contact. */
export const moveActivities = (leadId: string, contactId: string, whatId: string): void => {
  const { schema, database } = transaction().org;
  for (const type of ['Task', 'Event']) {
    const object = schema.object(type, '');
    if (!object) continue;
    for (const { id } of orgRows(object, equalTo('WhoId', leadId))) {
      const row = id === null ? undefined : database.read(object, id);
      if (!row) continue;
      row.set('WhoId', contactId);
      if ((row.get('WhatId') ?? null) === null) row.set('WhatId', whatId);
      database.load([row]);
    }
  }
};

import { UnsupportedFeature } from '../../errors.ts';
import type { DmlRowError } from '../../data/database.ts';
import { changedByPlatform } from '../../data/dml/assign.ts';
import { count, transaction } from '../../runtime/transaction.ts';
import { platformType } from '../../types/apex-type.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { ApexList } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { SObject } from '../../values/sobject.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced } from '../raise.ts';
import { describing } from '../schema/getters.ts';
import { today } from '../temporal/date.ts';
import { accessors, plainConstructor, properties, ValueObject } from '../value-object.ts';
import { AccessLevel } from './access-level.ts';
import { DmlOptionsObject } from './dml-options.ts';
import { accountOf, contactFilled, contactOf, moveActivities, opportunityOf } from './lead-records.ts';
import { equalTo, orgRows } from './org-rows.ts';
import { DatabaseError } from './results.ts';

/** What a conversion made of a lead, or why it failed. */
interface Converted {
  readonly leadId: string | null;
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly opportunityId: string | null;
  readonly error: DmlRowError | null;
}

/** A Database.LeadConvertResult. */
export class LeadConvertResult extends PlatformObject {
  readonly converted: Converted;

  constructor(converted: Converted) {
    super(platformType('Database.LeadConvertResult'));
    this.converted = converted;
  }
}

class Refused extends Error {
  readonly error: DmlRowError;

  constructor(statusCode: string, message: string, fields: readonly string[] = []) {
    super(message);
    this.error = { statusCode, message, fields };
  }
}

const stored = (type: string, id: string): SObject => {
  const { schema, database } = transaction().org;
  const object = schema.object(type, '');
  const row = object && database.read(object, id);
  if (!row) throw new Refused('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id`);
  return row;
};

const save = (operation: 'insert' | 'update', record: SObject, access: 'system' | 'user'): string => {
  const { database, namespace } = transaction().org;
  database.dml(operation, [record], { allOrNone: true, access, namespace });
  const { limits } = transaction();
  // What the conversion writes is part of the one statement that it is.
  limits.reset(new Map([...limits.mark(), ['dmlStatements', limits.usedOf('dmlStatements') - 1]]));
  return record.id ?? '';
};

const checkStatus = (status: unknown): void => {
  const object = transaction().org.schema.object('LeadStatus', '');
  const found = object && typeof status === 'string' ? orgRows(object, equalTo('MasterLabel', status)) : [];
  if (!found.some((row) => row.get('IsConverted') === true)) {
    throw new Refused('INVALID_STATUS', `invalid convertedStatus: ${String(status)}`);
  }
};

const idIn = (conversion: ValueObject, name: string): string | null => conversion.get(name) as string | null;

const contactFor = (conversion: ValueObject, lead: SObject, accountId: string, access: 'system' | 'user'): string => {
  const contactId = idIn(conversion, 'contactId');
  const ownerId = conversion.get('ownerId') ?? lead.get('OwnerId');
  if (contactId === null) return save('insert', contactOf(lead, accountId, ownerId), access);
  const contact = stored('Contact', contactId);
  const filled = contactFilled(lead, contact, conversion.get('overwriteLeadSource') === true);
  if ((contact.get('AccountId') ?? null) === null) filled.set('AccountId', accountId);
  if (filled.fields.size > 1) save('update', filled, access);
  return contactId;
};

const opportunityFor = (
  conversion: ValueObject,
  lead: SObject,
  ids: { accountId: string; contactId: string },
  access: 'system' | 'user',
): string | null => {
  const existing = idIn(conversion, 'opportunityId');
  if (existing !== null) return stored('Opportunity', existing).id;
  if (conversion.get('doNotCreateOpportunity') === true) return null;
  const ownerId = conversion.get('ownerId') ?? lead.get('OwnerId');
  const id = save('insert', opportunityOf(lead, conversion.get('opportunityName'), ids.accountId, ownerId), access);
  const role = new SObject('OpportunityContactRole').set('OpportunityId', id).set('ContactId', ids.contactId);
  save('insert', role.set('IsPrimary', true), access);
  return id;
};

const convertOne = (conversion: ValueObject, access: 'system' | 'user'): Converted => {
  for (const name of ['accountRecord', 'contactRecord', 'opportunityRecord']) {
    if (conversion.get(name) !== null) throw new UnsupportedFeature(`Database.LeadConvert.${name}`);
  }
  const leadId = idIn(conversion, 'leadId');
  if (leadId === null) throw new Refused('REQUIRED_FIELD_MISSING', 'Required fields are missing: [LeadId]', ['LeadId']);
  const lead = stored('Lead', leadId);
  checkStatus(conversion.get('convertedStatus'));
  if (lead.get('IsConverted') === true)
    throw new Refused('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  const ownerId = conversion.get('ownerId') ?? lead.get('OwnerId');
  const accountId = idIn(conversion, 'accountId') ?? save('insert', accountOf(lead, ownerId), access);
  const contactId = contactFor(conversion, lead, accountId, access);
  const opportunityId = opportunityFor(conversion, lead, { accountId, contactId }, access);
  moveActivities(leadId, contactId, opportunityId ?? accountId);
  const change = new SObject('Lead')
    .set('Id', leadId)
    .set('Status', conversion.get('convertedStatus'))
    .set('IsConverted', true)
    .set('ConvertedDate', today())
    .set('ConvertedAccountId', accountId)
    .set('ConvertedContactId', contactId);
  if (opportunityId !== null) change.set('ConvertedOpportunityId', opportunityId);
  changedByPlatform.add(change);
  save('update', change, 'system');
  return { leadId, accountId, contactId, opportunityId, error: null };
};

const errorOf = (error: unknown): DmlRowError => {
  if (error instanceof Refused) return error.error;
  const [failure] = error instanceof ApexException ? error.dmlFailures : [];
  if (!failure) throw error;
  return failure;
};

/** Converts one lead; a failure leaves nothing behind. */
const attempt = (conversion: ValueObject, access: 'system' | 'user'): Converted => {
  const { database } = transaction().org;
  const savepoint = database.savepoint();
  try {
    return convertOne(conversion, access);
  } catch (error) {
    database.rollback(savepoint);
    const leadId = idIn(conversion, 'leadId');
    return { leadId, accountId: null, contactId: null, opportunityId: null, error: errorOf(error) };
  }
};

const failure = (results: readonly Converted[]): ApexException | undefined => {
  const index = results.findIndex(({ error }) => error !== null);
  const { error, leadId } = results[index] ?? { error: null, leadId: null };
  if (!error) return undefined;
  const { statusCode, message, fields } = error;
  const thrown = new ApexException(
    'System.DmlException',
    `ConvertLead failed. First exception on row ${index}; first error: ${statusCode}, ${message}: [${fields.join(', ')}]`,
  );
  thrown.dmlFailures = [{ index, id: leadId, statusCode, message, fields }];
  return thrown;
};

type Extra = boolean | DmlOptionsObject | AccessLevel | null;

const convert = (given: readonly unknown[], extras: readonly Extra[]): LeadConvertResult[] => {
  const { database } = transaction().org;
  const access = extras.find((extra) => extra instanceof AccessLevel)?.mode ?? 'system';
  const partial = extras.some((extra) => extra === false || (extra instanceof DmlOptionsObject && !extra.allOrNone));
  count('dmlStatements');
  const savepoint = database.savepoint();
  const results = given.map((conversion) => attempt(dereferenced(conversion) as ValueObject, access));
  const thrown = partial ? undefined : failure(results);
  if (thrown) {
    database.rollback(savepoint);
    throw thrown;
  }
  return results.map((converted) => new LeadConvertResult(converted));
};

const one = (conversion: unknown, ...extras: Extra[]): LeadConvertResult | undefined =>
  convert([conversion], extras)[0];
const all = (conversions: ApexList | null, ...extras: Extra[]): ApexList =>
  new ApexList(platformType('Database.LeadConvertResult'), convert(dereferenced(conversions).items, extras));

/** The methods of System.Database that convert leads. */
export const leadConvertStatics: Record<string, (...args: never[]) => unknown> = Object.fromEntries(
  ['', ', Boolean allOrNone', ', Database.DMLOptions dmlOptions'].flatMap((extra) =>
    ['', ', AccessLevel accessLevel'].flatMap((level): [string, (...args: never[]) => unknown][] => [
      [`Database.LeadConvertResult convertLead(Database.LeadConvert leadToConvert${extra}${level})`, one],
      [`List<Database.LeadConvertResult> convertLead(List<Database.LeadConvert> leadsToConvert${extra}${level})`, all],
    ]),
  ),
);

const CONVERSION = [
  'Id accountId',
  'SObject accountRecord',
  'Boolean bypassAccountDedupeCheck',
  'Boolean bypassContactDedupeCheck',
  'Id contactId',
  'SObject contactRecord',
  'String convertedStatus',
  'Boolean doNotCreateOpportunity',
  'Id leadId',
  'Id opportunityId',
  'String opportunityName',
  'SObject opportunityRecord',
  'Boolean overwriteLeadSource',
  'Id ownerId',
  'Boolean sendNotificationEmail',
];
const IS = ['doNotCreateOpportunity', 'overwriteLeadSource', 'sendNotificationEmail'];

/** Database.LeadConvert and its result. */
export const leadConvertClasses: readonly PlatformClass[] = [
  {
    name: 'Database.LeadConvert',
    kind: 'class',
    representation: ValueObject,
    constructors: plainConstructor(() => ({
      doNotCreateOpportunity: false,
      overwriteLeadSource: false,
      sendNotificationEmail: false,
    })),
    methods: accessors(CONVERSION, IS),
    properties: properties(CONVERSION),
  },
  {
    name: 'Database.LeadConvertResult',
    kind: 'class',
    representation: LeadConvertResult,
    ...describing({
      'Id getAccountId()': ({ converted }: LeadConvertResult) => converted.accountId,
      'Id getContactId()': ({ converted }: LeadConvertResult) => converted.contactId,
      'List<Database.Error> getErrors()': ({ converted }: LeadConvertResult) =>
        new ApexList(platformType('Database.Error'), converted.error ? [new DatabaseError(converted.error)] : []),
      'Id getLeadId()': ({ converted }: LeadConvertResult) => converted.leadId,
      'Id getOpportunityId()': ({ converted }: LeadConvertResult) => converted.opportunityId,
      'Boolean isSuccess()': ({ converted }: LeadConvertResult) => converted.error === null,
    }),
  },
];

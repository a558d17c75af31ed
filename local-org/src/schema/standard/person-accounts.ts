import type { FieldDefinition, ObjectDefinition, RecordTypeDefinition } from '../model.ts';
import { standardObjects } from './table.ts';

/**
 * What objects have besides in an org with person accounts.
 * Source: Object Reference for the Salesforce Platform, "Person Account Fields".
 */
const added = standardObjects(`
object Account 001 "Account" "Accounts" bare
LastName string(80)
FirstName string(40)
Salutation picklist(Mr.|Ms.|Mrs.|Dr.|Prof.|Mx.)
IsPersonAccount boolean readonly "Is Person Account"
PersonContactId reference(Contact) readonly as(PersonContact) "Contact ID"
address PersonMailing
address PersonOther
PersonMobilePhone phone "Mobile"
PersonHomePhone phone "Home Phone"
PersonOtherPhone phone "Other Phone"
PersonAssistantPhone phone "Asst. Phone"
PersonEmail email idLookup "Email"
PersonTitle string(80) "Title"
PersonDepartment string(80) "Department"
PersonAssistantName string(40) "Assistant"
PersonLeadSource picklist(Web|Phone Inquiry|Partner Referral|Purchased List|Other) "Lead Source"
PersonBirthdate date "Birthdate"
PersonHasOptedOutOfEmail boolean "Email Opt Out"
PersonHasOptedOutOfFax boolean "Fax Opt Out"
PersonDoNotCall boolean "Do Not Call"
PersonEmailBouncedReason string(255) "Email Bounced Reason"
PersonEmailBouncedDate datetime "Email Bounced Date"
PersonIndividualId reference(Individual) "Individual ID"

object Contact 003 "Contact" "Contacts" bare
IsPersonAccount boolean readonly "Is Person Account"

object RecordType 012 "Record Type" "Record Type" bare
IsPersonType boolean readonly
`);

/** Record types that such an org has from the beginning: it must have one for companies and one for people. */
const RECORD_TYPES: readonly RecordTypeDefinition[] = [
  { developerName: 'Business_Account', namespace: '', label: 'Business Account', active: true, default: true },
  {
    developerName: 'PersonAccount',
    namespace: '',
    label: 'Person Account',
    active: true,
    default: false,
    person: true,
  },
];

/** The standard objects of an org with person accounts. */
export const withPersonAccounts = (objects: readonly ObjectDefinition[]): readonly ObjectDefinition[] =>
  objects.map((object) => {
    const more = added.find((candidate) => candidate.name === object.name);
    if (!more) return object;
    const fields = new Map([...object.fields, ...[...more.fields].slice(1)]);
    return { ...object, fields, recordTypes: object.name === 'Account' ? RECORD_TYPES : object.recordTypes };
  });

const CUSTOM = /__c$/i;

/** Every custom field of Contact is one of Account too, as `X__pc`. */
const personField = (field: FieldDefinition): FieldDefinition => ({
  ...field,
  name: field.name.replace(CUSTOM, '__pc'),
  ...(field.relationshipName === undefined
    ? {}
    : { relationshipName: field.relationshipName.replace(/__r$/i, '__pr') }),
  childRelationshipName: '',
  // Blank in the account of a company.
  nillable: field.type !== 'boolean',
  unique: false,
});

/**
 * Gives Account the custom fields of Contact, once the project's are known.
 *
 * @param objects by lower-cased name; changed
 */
export const mirrorContactFields = (objects: Map<string, ObjectDefinition>): void => {
  const contact = objects.get('contact');
  const account = objects.get('account');
  if (!contact || !account) return;
  const mirrored = [...contact.fields.values()].filter(({ name }) => CUSTOM.test(name)).map(personField);
  const fields = new Map([...account.fields, ...mirrored.map((field) => [field.name.toLowerCase(), field] as const)]);
  objects.set('account', { ...account, fields });
};

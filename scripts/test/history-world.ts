import { projectRoot } from '../stack/service.ts';
import { chanceOf, inventHistory, type Chance, type Told } from './meeting-histories.ts';
import { createSyncWorld, type SyncWorld } from './sync-world.ts';

/** An org with customers, and what Demodesk tells about a meeting with each of them. */
export interface HistoryWorld {
  readonly world: SyncWorld;
  readonly histories: readonly (readonly Told[])[];
  /** Goes on where the histories end. */
  readonly chance: Chance;
}

/** Customers that one transaction can create. */
const AT_ONCE = 250;

/** What is in the org before the first meeting: for each meeting an account with two contacts and two deals, and a lead. */
const customersFrom = (from: number, to: number): string => `
  List<Account> accounts = new List<Account>();
  List<Contact> contacts = new List<Contact>();
  List<Opportunity> deals = new List<Opportunity>();
  List<Lead> leads = new List<Lead>();
  for (Integer n = ${from}; n < ${to}; n++) accounts.add(new Account(Name = 'Kunde ' + n));
  insert accounts;
  for (Account customer : accounts) {
    String n = customer.Name.substringAfter(' ');
    contacts.add(new Contact(FirstName = 'Anna', LastName = 'Bergmann', Email = 'anna@kunde' + n + '.example', AccountId = customer.Id));
    contacts.add(new Contact(FirstName = 'Jonas', LastName = 'Weiß', Email = 'jonas@kunde' + n + '.example', AccountId = customer.Id));
    deals.add(new Opportunity(Name = 'Pilot ' + n, AccountId = customer.Id, StageName = 'Prospecting', CloseDate = Date.newInstance(2026, 12, 31), Amount = 5));
    deals.add(new Opportunity(Name = 'Ausbau ' + n, AccountId = customer.Id, StageName = 'Prospecting', CloseDate = Date.newInstance(2026, 12, 31), Amount = 9));
    leads.add(new Lead(LastName = 'Carter', Company = 'Interessent ' + n, Email = 'lead@interessent' + n + '.example'));
  }
  insert contacts;
  insert deals;
  insert leads;`;

/** The two colleagues who host. */
const USERS = `
  Id profileId = [SELECT Id FROM Profile WHERE Name = 'Standard User'].Id;
  List<User> users = new List<User>();
  for (String name : new List<String>{ 'Lena Hoffmann', 'David Novák' }) {
    String first = name.substringBefore(' ').toLowerCase();
    users.add(new User(FirstName = name.substringBefore(' '), LastName = name.substringAfter(' '), Alias = first,
      Username = first + '@demodesk.example', Email = first + '@demodesk.example', ProfileId = profileId,
      TimeZoneSidKey = 'Europe/Berlin', LocaleSidKey = 'de_DE', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US'));
  }
  insert users;`;

/** Everything switched on, with eight mappings on three objects. */
const SETTINGS = `
  upsert new Sync_Settings__c(SetupOwnerId = UserInfo.getOrganizationId(), Sync_Enabled__c = true, Match_Leads__c = true,
    Create_Contacts__c = true, Create_Accounts__c = true, Opportunity_Rule__c = 'HighestAmount');
  delete [SELECT Id FROM Field_Mapping__c];
  List<Field_Mapping__c> rows = new List<Field_Mapping__c>();
  for (String path : new List<String>{ 'title>Opportunity.NextStep', 'summary.text>Opportunity.Description',
      'outcome>Opportunity.LeadSource', 'summary.text>Account.Description', 'title>Account.Site',
      'outcome>Contact.Department', 'title>Contact.Title', 'status>Account.AccountNumber' }) {
    Field_Mapping__c row = (Field_Mapping__c) Field_Mapping__c.SObjectType.newSObject(null, true);
    row.Property__c = path.substringBefore('>');
    row.Object__c = path.substringAfter('>').substringBefore('.');
    row.Field__c = path.substringAfter('>').substringAfter('.');
    row.Overwrite_Rule__c = 'Always';
    rows.add(row);
  }
  insert rows;`;

/**
 * Makes an org in which every meeting has a customer of its own, and invents the histories.
 *
 * What a meeting belongs to is told by all of its events alike: its customers' company, the deal that Demodesk names,
 * whether it is internal. A meeting that moves from one record to another leaves at the first what it wrote there
 * (docs/decisions/0007-the-latest-meeting-tells.md), so that the end depends on the way. Everything else may change from
 * event to event: who takes part, under which name or none, who hosts, what is said.
 * @param count how many meetings
 * @param seed the same seed makes the same histories
 */
export const createHistoryWorld = (count: number, seed: number): HistoryWorld => {
  const world = createSyncWorld({ projectDir: projectRoot, tolerant: true });
  world.apex(USERS);
  world.apex(SETTINGS);
  for (let from = 0; from < count; from += AT_ONCE) world.apex(customersFrom(from, Math.min(count, from + AT_ONCE)));
  const deals = new Map(
    world.rows('SELECT Name FROM Opportunity').map((row) => [String(row.get('name')), String(row.get('id'))]),
  );
  const chance = chanceOf(seed);
  const histories = Array.from({ length: count }, (_, n) => {
    const opportunityId = deals.get(`Pilot ${n}`) ?? null;
    return inventHistory(n, chance, chance.happens(50) ? { eventId: null, accountId: null, opportunityId } : null);
  });
  return { world, histories, chance };
};

/** How many deliveries ended in which way, by status and error code of their Sync Log rows. */
export const outcomesOf = (world: SyncWorld): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const row of world.rows('SELECT Status__c, Error_Code__c FROM Sync_Log__c')) {
    const code = row.get('demodesk__error_code__c');
    const outcome = [row.get('demodesk__status__c'), ...(typeof code === 'string' ? [code] : [])].join(' ');
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
};

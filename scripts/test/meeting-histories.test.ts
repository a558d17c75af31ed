import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { chanceOf, inOrder, inventHistory, mixed, type Told } from './meeting-histories.ts';
import { differences, pictureOf, type Picture } from './database-picture.ts';
import { projectRoot } from '../stack/service.ts';
import { createSyncWorld, type SyncWorld } from './sync-world.ts';

const HISTORIES = Number(process.env.HISTORIES ?? 1_000);
const SEED = Number(process.env.SEED ?? 20_260_714);

/** What is in the org before the first meeting: for each meeting an account with two contacts and two deals, and a lead. */
const customers = (from: number, to: number): string => `
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

const SETTINGS = `
  Id profileId = [SELECT Id FROM Profile WHERE Name = 'Standard User'].Id;
  List<User> users = new List<User>();
  for (String name : new List<String>{ 'Lena Hoffmann', 'David Novák' }) {
    String first = name.substringBefore(' ').toLowerCase();
    users.add(new User(FirstName = name.substringBefore(' '), LastName = name.substringAfter(' '), Alias = first,
      Username = first + '@demodesk.example', Email = first + '@demodesk.example', ProfileId = profileId,
      TimeZoneSidKey = 'Europe/Berlin', LocaleSidKey = 'de_DE', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US'));
  }
  insert users;`;

const MAPPINGS = `
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

const q2 = (b: { f: Map<string, string> } | undefined, k: string): string => b?.f.get(k) ?? '';
describe('a thousand random meeting histories', () => {
  let world: SyncWorld;
  let deals: ReadonlyMap<string, string>;

  before(() => {
    world = createSyncWorld({ projectDir: projectRoot, tolerant: true });
    world.apex(SETTINGS);
    world.apex(MAPPINGS);
    for (let from = 0; from < HISTORIES; from += 250) world.apex(customers(from, Math.min(HISTORIES, from + 250)));
    deals = new Map(world.rows('SELECT Name FROM Opportunity').map((row) => [String(row.get('name')), String(row.get('id'))]));
  });

  const told = (batches: Told[][]): Picture =>
    world.undone(() => {
      let t = performance.now();
      world.deliver(batches);
      console.error('deliver', batches.length, Math.round(performance.now() - t)); t = performance.now();
      const p = pictureOf(world, ['demodesk__Sync_Log__c']);
      console.error('picture', p.length, Math.round(performance.now() - t));
      const m = new Map<string, number>();
      for (const r of world.rows('SELECT Status__c, Error_Code__c, Message__c FROM Sync_Log__c')) { const k = ['status__c','error_code__c', 'message__c'].map((f) => String(r.get('demodesk__' + f)).slice(0, 300)).join('/'); m.set(k, (m.get(k) ?? 0) + 1); }
      console.error(m);
      return p;
    });

  it('end the same whatever their order, their repetitions and the cuts between their batches', () => {
    const chance = chanceOf(SEED);
    const histories = Array.from({ length: HISTORIES }, (_, n) => {
      const opportunityId = deals.get(`Pilot ${n}`) ?? null;
      return inventHistory(n, chance, chance.happens(50) ? { eventId: null, accountId: null, opportunityId } : null);
    });
    const expected = told(inOrder(histories));
    const actual = told(mixed(histories, chance));
    const d = differences(expected, actual);
    const parse = (l: string) => { const b = l.slice(2); const i = b.indexOf(' '); return { s: l[0], o: b.slice(0, i), f: new Map(b.slice(i + 1).split(' | ').map((x) => { const j = x.indexOf('='); return [x.slice(0, j), x.slice(j + 1)] as const; })), l }; };
    const ps = d.map(parse);
    const mi = ps.filter((x) => x.s === '-'); const pl = ps.filter((x) => x.s === '+');
    const sum = new Map<string, number>(); const ex = new Map<string, string>();
    const used = new Set<unknown>();
    for (const m of mi) {
      let best; let bd: string[] = []; 
      for (const q of pl) { if (q.o !== m.o || used.has(q)) continue; const diff = [...new Set([...m.f.keys(), ...q.f.keys()])].filter((k) => m.f.get(k) !== q.f.get(k)); if (!best || diff.length < bd.length) { best = q; bd = diff; } }
      const unlabeled = bd.filter((k) => !(m.f.get(k) ?? '').includes('<') && !(q2(best, k)).includes('<'));
      if (best) used.add(best);
      const k = m.o + ': ' + (best ? (unlabeled.length ? unlabeled.join(',') : '(refs only) ' + bd.join(',')) : 'MISSING');
      sum.set(k, (sum.get(k) ?? 0) + 1);
      if (!ex.has(k)) ex.set(k, best ? bd.map((f) => `${f}: ${m.f.get(f)} -> ${best?.f.get(f)}`).join('\n      ') + ' @ ' + [...m.f.values()].filter((v) => /unde \d|m0\d/.test(v)).slice(0,2).join(';').slice(0, 200) : m.l);
    }
    for (const q of pl) if (!used.has(q)) { const k = q.o + ': EXTRA'; sum.set(k, (sum.get(k) ?? 0) + 1); if (!ex.has(k)) ex.set(k, q.l); }
    for (const [k, n] of [...sum].sort((a, b) => b[1] - a[1])) console.error(n, k, '\n     ', ex.get(k)?.slice(0, 700));
    assert.equal(d.length, 0, `Seed ${SEED}`);
  });
});

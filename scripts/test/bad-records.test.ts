import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { textOf } from '../../local-org/src/values/text.ts';
import { projectRoot } from '../stack/service.ts';
import type { Told } from './meeting-histories.ts';
import { createSyncWorld, type SyncWorld } from './sync-world.ts';

const SIZE = 200;
/** Every tenth delivery is bad, each kind comes twice. */
const STEP = 10;

type Facts = Record<string, unknown>;

interface Kind {
  readonly name: string;
  readonly status: 'Failed' | 'Partial' | 'Retrying';
  /** Class of the problem. */
  readonly code: string;
  /** What the row of the Sync Log has to name. */
  readonly says: RegExp;
  /** Changes what a sound delivery says. */
  readonly facts?: (n: number) => Facts;
  /** Changes the text of the payload. */
  readonly payload?: (payload: string) => string;
}

/** In the order in which they come: the locked rows are the first that the batch writes. */
const KINDS: readonly Kind[] = [
  { name: 'a locked row', status: 'Retrying', code: 'LOCK', says: /exclusive access/ },
  {
    name: 'malformed JSON',
    status: 'Failed',
    code: 'PAYLOAD',
    says: /JSON/,
    payload: (payload) => payload.slice(0, -20),
  },
  {
    name: 'an unknown version',
    status: 'Failed',
    code: 'PAYLOAD_VERSION',
    says: /2/,
    payload: (payload) => payload.replace('"version":1', '"version":2'),
  },
  { name: 'no meeting id', status: 'Failed', code: 'PAYLOAD', says: /meeting\.id/, facts: () => ({ id: null }) },
  {
    name: 'a number out of range',
    status: 'Failed',
    code: 'INVALID_VALUE',
    says: /Duration/,
    facts: () => ({ durationMinutes: 99_999_999 }),
  },
  {
    name: 'a value that is too long',
    status: 'Partial',
    code: 'INVALID_VALUE',
    says: /Jonas/,
    facts: (n) => ({
      attendees: [
        anna(n),
        { ...anna(n), email: `${'jonas.'.repeat(20)}weiss@kunde${n}.example`, name: 'Jonas Weiß', role: 'team' },
      ],
    }),
  },
  {
    name: 'a contact without a field that this org requires',
    status: 'Partial',
    code: 'REQUIRED_FIELD',
    says: /Region__c/,
    facts: (n) => ({ attendees: [anna(n), { ...anna(n), email: `jonas@kunde${n}.example`, name: 'Jonas Weiß' }] }),
  },
  {
    name: "a validation rule of this org's",
    status: 'Partial',
    code: 'VALIDATION',
    says: /Kein Rabatt im nächsten Schritt/,
    facts: () => ({ title: 'Rabatt besprechen' }),
  },
  {
    name: 'a value that a restricted picklist does not have',
    status: 'Partial',
    code: 'PICKLIST',
    says: /Outcome__c|Ergebnis/,
    facts: () => ({ outcome: 'Unheard of' }),
  },
  {
    name: 'a value that must be unique and is not',
    status: 'Partial',
    code: 'DUPLICATE',
    says: /duplicate|Recording__c/,
    facts: () => ({ recordingToken: 'taken' }),
  },
];

const anna = (n: number): Facts => ({
  email: `anna@kunde${n}.example`,
  name: 'Anna Bergmann',
  role: 'customer',
  attended: true,
  response: null,
});

const kindOf = (n: number): Kind | undefined => (n % STEP === 0 ? KINDS[(n / STEP) % KINDS.length] : undefined);

const deliveryOf = (n: number): Told => {
  const kind = kindOf(n);
  const meetingId = `m${String(n).padStart(3, '0')}`;
  const key = `demo.ended:demos:${meetingId}`;
  const meeting = {
    id: meetingId,
    title: `Kunde ${n}: Erstgespräch`,
    startedAt: '2026-07-14T08:00:00.000Z',
    endedAt: '2026-07-14T08:45:00.000Z',
    durationMinutes: 45,
    status: 'completed',
    outcome: 'Qualified',
    recordingToken: `token-${n}`,
    attendees: [anna(n)],
    actionItems: [{ key: 'key-1', text: 'Angebot senden' }],
    modifiedAt: '2026-07-14T08:50:00.000Z',
    ...kind?.facts?.(n),
  };
  const payload = JSON.stringify({ version: 1, deliveryKey: key, action: 'demo.ended', meeting });
  return {
    key,
    action: 'demo.ended',
    meetingId,
    occurredAt: Date.parse('2026-07-14T08:50:00.000Z'),
    payload: kind?.payload?.(payload) ?? payload,
  };
};

const xml = (type: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${content}</${type}>\n`;

/** What the administrator of this org has added to it. */
const OWN_METADATA: Readonly<Record<string, string>> = {
  'Contact/fields/Region__c.field-meta.xml': xml(
    'CustomField',
    '<fullName>Region__c</fullName><label>Region</label><type>Text</type><length>40</length><required>true</required>',
  ),
  'Opportunity/fields/Outcome__c.field-meta.xml': xml(
    'CustomField',
    `<fullName>Outcome__c</fullName><label>Ergebnis</label><type>Picklist</type><valueSet><restricted>true</restricted>
     <valueSetDefinition><sorted>false</sorted>${['Qualified', 'Follow-up']
       .map((value) => `<value><fullName>${value}</fullName><default>false</default><label>${value}</label></value>`)
       .join('')}</valueSetDefinition></valueSet>`,
  ),
  'Opportunity/fields/Recording__c.field-meta.xml': xml(
    'CustomField',
    '<fullName>Recording__c</fullName><label>Recording</label><type>Text</type><length>80</length><unique>true</unique>',
  ),
  'Opportunity/validationRules/Kein_Rabatt.validationRule-meta.xml': xml(
    'ValidationRule',
    `<fullName>Kein_Rabatt</fullName><active>true</active>
     <errorConditionFormula>CONTAINS(NextStep, "Rabatt")</errorConditionFormula>
     <errorMessage>Kein Rabatt im nächsten Schritt</errorMessage>`,
  ),
};

const writeProject = (folder: string): void => {
  const packageDirectories = [
    { path: relative(folder, join(projectRoot, 'force-app')), default: true },
    { path: 'own' },
  ];
  writeFileSync(
    join(folder, 'sfdx-project.json'),
    JSON.stringify({ packageDirectories, namespace: '', sourceApiVersion: '65.0' }),
  );
  for (const [name, text] of Object.entries(OWN_METADATA)) {
    const path = join(folder, 'own/objects', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
};

const SETTINGS = `
  upsert new Sync_Settings__c(SetupOwnerId = UserInfo.getOrganizationId(), Sync_Enabled__c = true, Create_Contacts__c = true);
  delete [SELECT Id FROM Field_Mapping__c];
  List<Field_Mapping__c> rows = new List<Field_Mapping__c>();
  for (String path : new List<String>{ 'title>NextStep', 'outcome>Outcome__c', 'recordingToken>Recording__c' }) {
    Field_Mapping__c row = (Field_Mapping__c) Field_Mapping__c.SObjectType.newSObject(null, true);
    row.Property__c = path.substringBefore('>');
    row.Object__c = 'Opportunity';
    row.Field__c = path.substringAfter('>');
    row.Unknown_Value__c = 'Park';
    rows.add(row);
  }
  insert rows;
  SyncSweeper.start();`;

const CUSTOMERS = `
  List<Account> accounts = new List<Account>();
  List<Contact> contacts = new List<Contact>();
  List<Opportunity> deals = new List<Opportunity>();
  for (Integer n = 0; n < ${SIZE}; n++) accounts.add(new Account(Name = 'Kunde ' + n));
  insert accounts;
  for (Account customer : accounts) {
    String n = customer.Name.substringAfter(' ');
    contacts.add(new Contact(FirstName = 'Anna', LastName = 'Bergmann', Region__c = 'Nord', AccountId = customer.Id,
      Email = 'anna@kunde' + n + '.example'));
    deals.add(new Opportunity(Name = 'Pilot ' + n, AccountId = customer.Id, StageName = 'Prospecting',
      CloseDate = Date.newInstance(2026, 12, 31)));
  }
  deals.add(new Opportunity(Name = 'Other', StageName = 'Prospecting', CloseDate = Date.newInstance(2026, 12, 31),
    Recording__c = 'taken'));
  insert contacts;
  insert deals;`;

type Row = ReadonlyMap<string, unknown>;

const text = (row: Row | undefined, field: string): string => {
  const value = row?.get(field.toLowerCase()) ?? null;
  return value === null ? '' : textOf(value);
};

describe('A batch of 200 deliveries with 20 bad ones of ten kinds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bad-records-'));
  const batch = Array.from({ length: SIZE }, (_, n) => deliveryOf(n));
  const bad = batch.flatMap((told, n) => {
    const kind = kindOf(n);
    return kind ? [{ key: told.key, kind }] : [];
  });
  let world: SyncWorld;

  const rowsByKey = (): ReadonlyMap<string, Row> =>
    new Map(
      world
        .rows(
          `SELECT Delivery_Key__c, Status__c, Error_Code__c, Message__c, Remedy__c, Attempts__c, Next_Attempt__c, Payload__c
           FROM Sync_Log__c WHERE Direction__c = 'Inbound'`,
        )
        .map((row) => [text(row, 'Delivery_Key__c'), row]),
    );

  before(() => {
    writeProject(folder);
    world = createSyncWorld({ projectDir: folder, tolerant: true });
    world.apex(SETTINGS);
    world.apex(CUSTOMERS);
    // The two locked meetings are the first two in the order in which the batch writes.
    const locked = bad.filter(({ kind }) => kind.code === 'LOCK').map(({ key }) => key);
    const inFront = batch.toSorted((a, b) => Number(locked.includes(b.key)) - Number(locked.includes(a.key)));
    world.org.faults.inject({ kind: 'row-lock', object: 'Meeting_Intelligence__c', count: locked.length });
    world.deliver([inFront]);
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes the 180 sound ones completely', () => {
    const rows = rowsByKey();
    assert.equal(rows.size, SIZE);
    const badKeys = new Set(bad.map(({ key }) => key));
    const unsound = [...rows].filter(([key, row]) => !badKeys.has(key) && text(row, 'Status__c') !== 'Succeeded');
    assert.deepEqual(
      unsound.map(([key, row]) => `${key} ${text(row, 'Status__c')} ${text(row, 'Message__c')}`),
      [],
    );
    assert.equal([...rows.values()].filter((row) => text(row, 'Status__c') === 'Succeeded').length, SIZE - 20);

    const sound = new Set(batch.filter(({ key }) => !badKeys.has(key)).map(({ meetingId }) => meetingId));
    const written = (soql: string, field: string): number =>
      world.rows(soql).filter((row) => sound.has(text(row, field).split('|')[0] ?? '')).length;
    assert.equal(
      written('SELECT Demodesk_Meeting_Id__c FROM Meeting_Intelligence__c', 'Demodesk_Meeting_Id__c'),
      sound.size,
    );
    assert.equal(written('SELECT Demodesk_Key__c FROM Event', 'Demodesk_Key__c'), sound.size);
    assert.equal(written('SELECT Demodesk_Key__c FROM Task', 'Demodesk_Key__c'), sound.size);
    const deals = world.rows("SELECT Name, NextStep FROM Opportunity WHERE NextStep LIKE 'Kunde%'");
    assert.ok(deals.length >= sound.size, `${deals.length} deals have their next step`);
  });

  for (const kind of KINDS) {
    it(`tells of ${kind.name} in two rows, with its class and what to do about it`, () => {
      const [errorClass] = world.rows(
        `SELECT Remedy_Label__c, Passes_By_Itself__c FROM Error_Class__mdt WHERE DeveloperName = '${kind.code}'`,
      );
      const rows = rowsByKey();
      const own = bad.filter((delivery) => delivery.kind === kind).map(({ key }) => rows.get(key));
      assert.equal(own.length, 2);
      for (const row of own) {
        const message = text(row, 'Message__c');
        assert.equal(text(row, 'Error_Code__c'), kind.code, message);
        assert.equal(text(row, 'Status__c'), kind.status, message);
        assert.match(message, kind.says);
        assert.equal(text(row, 'Remedy__c'), world.org.label(text(errorClass, 'Remedy_Label__c'), ''));
        assert.notEqual(text(row, 'Remedy__c'), '');
        assert.notEqual(text(row, 'Payload__c'), '', 'it can be tried again');
        assert.equal(text(row, 'Next_Attempt__c') !== '', errorClass?.get('passes_by_itself__c') === true);
      }
    });
  }

  it('writes the locked ones by itself a little later; the other 18 wait for a person', () => {
    for (let minutes = 0; minutes < 30; minutes += 1) world.pass(1);
    const rows = rowsByKey();
    for (const { key, kind } of bad) {
      const isLocked = kind.code === 'LOCK';
      assert.equal(text(rows.get(key), 'Status__c'), isLocked ? 'Succeeded' : kind.status, kind.name);
      assert.equal(Number(text(rows.get(key), 'Attempts__c')), isLocked ? 2 : 1, kind.name);
    }
  });
});

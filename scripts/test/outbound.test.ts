import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startOutboundWorld, type OutboundWorld } from './outbound-world.ts';

const INTEGRATION_USER = 'connector@outbound.example';

describe('A change that somebody makes over REST', () => {
  let world: OutboundWorld;
  let meetingId: string;
  let people: string[];

  const edit = (id: string, fields: object) => world.send('PATCH', `sobjects/Contact/${id}`, fields);

  before(async () => {
    world = await startOutboundWorld();
    const [settings] = await world.query('SELECT Id FROM demodesk__Sync_Settings__c');
    const id = String(settings?.Id);
    await world.send('PATCH', `sobjects/demodesk__Sync_Settings__c/${id}`, {
      demodesk__Contact_Both_Ways__c: true,
      demodesk__Contact_Conflict_Policy__c: 'MostRecent',
    });
    for (const field of ['Title', 'Department']) {
      await world.create('demodesk__Field_Mapping__c', {
        demodesk__Property__c: `contact.${field.toLowerCase()}`,
        demodesk__Object__c: 'Contact',
        demodesk__Field__c: field,
        demodesk__Direction__c: 'Both',
        demodesk__Active__c: true,
      });
    }
    meetingId = await world.create('demodesk__Meeting_Intelligence__c', {
      Name: 'Kick-off',
      demodesk__Demodesk_Meeting_Id__c: '4711',
    });
    people = await world.createAll(
      'Contact',
      Array.from({ length: 200 }, (_, i) => ({ LastName: `Person ${i}`, Title: 'Engineer' })),
    );
    await world.createAll(
      'demodesk__Meeting_Attendee__c',
      people.map((person, i) => ({
        Name: `Person ${i}`,
        demodesk__Attendee_Key__c: `4711:${i}`,
        demodesk__Meeting__c: meetingId,
        demodesk__Contact__c: person,
      })),
    );
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.told();
  });

  it('comes over the bus with who, when and what', async () => {
    const begun = Date.now();
    const answer = await edit(people[0] ?? '', { Title: 'Head of Sales', Phone: '123' });
    assert.equal(answer.status, 204);

    const [event, ...others] = await world.told();
    assert.deepEqual(others, []);
    assert.equal(event?.kind, 'change');
    assert.equal(event.entity, 'Contact');
    assert.equal(event.recordId, people[0]);
    assert.equal(event.changedBy, 'admin@local-org.example');
    assert.ok(event.occurredAt >= begun - 1 && event.occurredAt <= Date.now());
    assert.deepEqual(event.changes, [
      { property: 'contact.title', field: 'Title', old: 'Engineer', new: 'Head of Sales' },
    ]);
  });

  it('is one event for each of 200 records, each with a key of its own', async () => {
    const records = people.map((id) => ({
      attributes: { type: 'Contact' },
      id,
      Title: 'Architect',
      Department: 'Planning',
    }));
    await world.send('PATCH', 'composite/sobjects', { allOrNone: true, records });

    const told = await world.told();
    assert.deepEqual(told.map(({ recordId }) => recordId).sort(), [...people].sort());
    assert.equal(new Set(told.map(({ key }) => key)).size, 200);
    assert.ok(told.every(({ changes }) => changes.length === 2));
  });

  it('is not told when it is rolled back', async () => {
    const [first = '', second = ''] = people;
    const records = [
      { attributes: { type: 'Contact' }, id: first, Title: 'Rolled back' },
      { attributes: { type: 'Contact' }, id: second, LastName: null },
    ];
    await world.send('PATCH', 'composite/sobjects', { allOrNone: true, records });
    assert.deepEqual(await world.told(), []);
    assert.deepEqual(
      (await world.query(`SELECT Title FROM Contact WHERE Id = '${first}'`)).map(({ Title: title }) => title),
      ['Architect'],
    );

    await edit(first, { Title: 'Adviser' });
    assert.equal((await world.told())[0]?.changes[0]?.old, 'Architect', 'What never happened left no trace');
  });

  it('is told for the good records alone when others are refused', async () => {
    const [first = '', second = ''] = people;
    const records = [
      { attributes: { type: 'Contact' }, id: first, Title: 'Chair' },
      { attributes: { type: 'Contact' }, id: second, LastName: null },
    ];
    await world.send('PATCH', 'composite/sobjects', { allOrNone: false, records });

    assert.deepEqual(
      (await world.told()).map(({ recordId, changes }) => [recordId, changes[0]?.new]),
      [[first, 'Chair']],
    );
  });

  it('is told of deleted, returned and unknown records as they deserve', async () => {
    const [, , third = ''] = people;
    const stranger = await world.create('Contact', { LastName: 'Stranger' });
    await edit(stranger, { Title: 'Nobody knows' });
    await world.send('DELETE', `sobjects/Contact/${third}`);

    assert.deepEqual(
      (await world.told()).map(({ kind, recordId }) => [kind, recordId]),
      [['delete', third]],
    );
  });
});

describe('A re-sync that is asked for over REST', () => {
  let world: OutboundWorld;

  const run = (fields: object): Promise<string> => world.create('demodesk__Sync_Run__c', fields, INTEGRATION_USER);
  const turn = (id: string, fields: object) =>
    world.send('PATCH', `sobjects/demodesk__Sync_Run__c/${id}`, fields, INTEGRATION_USER);
  const rowOf = async (id: string): Promise<Record<string, unknown>> => {
    const fields = ['Status', 'Scope', 'Meeting_Ids', 'Since', 'Merged_Into', 'Done', 'Run_Key'];
    const [row] = await world.query(
      `SELECT ${fields.map((name) => `demodesk__${name}__c`).join(', ')} FROM demodesk__Sync_Run__c WHERE Id = '${id}'`,
    );
    return Object.fromEntries(fields.map((name) => [name, row?.[`demodesk__${name}__c`]]));
  };

  before(async () => {
    world = await startOutboundWorld();
    const [profile] = await world.query("SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'");
    const user = await world.create('User', {
      Alias: 'connect',
      Email: INTEGRATION_USER,
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US',
      LastName: 'Connector',
      LocaleSidKey: 'en_US',
      ProfileId: profile?.Id,
      TimeZoneSidKey: 'Europe/Berlin',
      Username: INTEGRATION_USER,
    });
    const [rights] = await world.query("SELECT Id FROM PermissionSet WHERE Name = 'Demodesk_Integration'");
    await world.create('PermissionSetAssignment', { AssigneeId: user, PermissionSetId: rights?.Id });
  });
  after(() => world.close());

  it('is told to the connector, widened while it runs, worked off again and closed, by the integration user', async () => {
    const first = await run({ demodesk__Scope__c: 'Meeting', demodesk__Meeting_Ids__c: '1' });
    const { Run_Key: key } = await rowOf(first);
    assert.deepEqual(
      (await world.told()).map(({ kind, recordId, changes }) => [kind, recordId, changes]),
      [['resync-request', first, [{ property: 'run', field: null, old: null, new: key }]]],
    );
    assert.equal((await turn(first, { demodesk__Status__c: 'Running' })).status, 204);

    const second = await run({ demodesk__Scope__c: 'Since', demodesk__Since__c: '2026-07-01T00:00:00.000Z' });
    const merged = await rowOf(second);
    assert.equal(merged.Status, 'Merged');
    assert.equal(merged.Merged_Into, first);
    const widened = await rowOf(first);
    assert.equal(widened.Scope, 'Since');
    assert.equal(widened.Meeting_Ids, '1');
    assert.deepEqual(
      (await world.told()).map(({ kind, recordId }) => [kind, recordId]),
      [['resync-request', first]],
    );

    await turn(first, { demodesk__Status__c: 'Done', demodesk__Done__c: 1 });
    assert.equal((await rowOf(first)).Status, 'Requested', 'What was added is still to be fetched');
    assert.equal((await world.told()).length, 1);
    await turn(first, { demodesk__Status__c: 'Running' });
    await turn(first, { demodesk__Status__c: 'Done', demodesk__Done__c: 8 });
    assert.equal((await rowOf(first)).Status, 'Done');
    assert.equal((await rowOf(first)).Done, 8);
    assert.deepEqual(await world.told(), []);
  });

  it('is over at once when it is canceled before it begins', async () => {
    const id = await run({ demodesk__Scope__c: 'Everything' });
    await world.send('PATCH', `sobjects/demodesk__Sync_Run__c/${id}`, { demodesk__Cancel_Requested__c: true });
    assert.equal((await rowOf(id)).Status, 'Canceled');
    assert.deepEqual(
      (await world.told()).map(({ kind }) => kind),
      ['resync-request', 'resync-cancel'],
    );

    const late = await turn(id, { demodesk__Status__c: 'Running' });
    assert.equal(late.status, 400);
    assert.equal((late.body as { errorCode: string }[])[0]?.errorCode, 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
  });

  it('is refused when it asks for nothing', async () => {
    const answer = await world.send(
      'POST',
      'sobjects/demodesk__Sync_Run__c',
      { demodesk__Scope__c: 'Selection' },
      INTEGRATION_USER,
    );
    assert.equal(answer.status, 400);
    assert.deepEqual(await world.told(), []);
  });
});

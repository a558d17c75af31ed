import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ID, STRING } from '../../src/types/apex-type.ts';
import { ApexList } from '../../src/values/collections.ts';
import { loadSchema } from '../../src/schema/load.ts';
import { Datetime } from '../../src/values/temporal.ts';
import { thrown } from './trial-failure.ts';
import { record, trialOrg, withProject, type TrialOrg } from './trial-org.ts';

const AT = new Datetime(Date.UTC(2025, 5, 20, 9));

const contacts = (org: TrialOrg, ...names: readonly string[]): string[] => {
  const made = names.map((name) => record('Contact', { LastName: name }));
  org.dml('insert', made);
  return made.map((contact) => contact.id ?? '');
};

const event = (fields: Record<string, unknown>) =>
  record('Event', { StartDateTime: AT, DurationInMinutes: 30, ...fields });

const listOf = (...ids: readonly string[]): ApexList => new ApexList(ID, [...ids]);

const peopleOf = (org: TrialOrg): unknown => {
  const list = org.row('SELECT EventWhoIds FROM Event').get('EventWhoIds');
  return list instanceof ApexList ? list.items : list;
};

describe('Shared Activities', () => {
  test('an org without them has no list of people', () => {
    const org = withProject({}, (projectDir) => trialOrg(loadSchema({ projectDir, namespace: '' })));
    const error = thrown(() => org.rows('SELECT EventWhoIds FROM Event'));
    assert.match(error.apexMessage ?? '', /^No such column 'EventWhoIds' on entity 'Event'/);
    const [result] = org.dml('insert', [event({ EventWhoIds: null, Subject: 'x' })], { allOrNone: false });
    assert.equal(result?.success, true);
    thrown(() => org.rows('SELECT Id FROM TaskRelation'));
  });

  test('an event is with several people, the first of whom is the main one', () => {
    const org = trialOrg();
    const [a = '', b = '', c = ''] = contacts(org, 'A', 'B', 'C');
    org.dml('insert', [event({ EventWhoIds: listOf(a, b, c) })]);
    assert.deepEqual(peopleOf(org), [a, b, c]);
    const row = org.row('SELECT WhoId, WhoCount, WhatCount FROM Event');
    assert.deepEqual(
      ['WhoId', 'WhoCount', 'WhatCount'].map((name) => row.get(name)),
      [a, 3, 0],
    );
    assert.equal(org.count('SELECT COUNT() FROM EventRelation WHERE IsWhat = false AND IsParent = true'), 3);
    assert.equal(org.count("SELECT COUNT() FROM EventWhoRelation WHERE Type = 'Contact'"), 3);
  });

  test('the main person is named by WhoId when that is given too', () => {
    const org = trialOrg();
    const [a = '', b = ''] = contacts(org, 'A', 'B');
    org.dml('insert', [event({ WhoId: b, EventWhoIds: listOf(a, b) })]);
    assert.deepEqual(peopleOf(org), [b, a]);
  });

  test('a new list replaces the old one and keeps the main person who is still on it', () => {
    const org = trialOrg();
    const [a = '', b = '', c = ''] = contacts(org, 'A', 'B', 'C');
    const meeting = event({ EventWhoIds: new ApexList(STRING, [a, b]) });
    org.dml('insert', [meeting]);
    org.dml('update', [record('Event', { Id: meeting.id, EventWhoIds: listOf(c, a) })]);
    assert.deepEqual(peopleOf(org), [a, c]);
    org.dml('update', [record('Event', { Id: meeting.id, WhoId: b })]);
    assert.deepEqual(peopleOf(org), [b, c]);
    org.dml('update', [record('Event', { Id: meeting.id, EventWhoIds: null })]);
    assert.deepEqual(peopleOf(org), [b]);
  });

  test('what a task is about is one of its relations', () => {
    const org = trialOrg();
    const account = record('Account', { Name: 'Acme' });
    org.dml('insert', [account]);
    const [a = ''] = contacts(org, 'A');
    org.dml('insert', [record('Task', { WhoId: a, WhatId: account.id })]);
    const related = org
      .rows('SELECT RelationId, IsWhat FROM TaskRelation ORDER BY IsWhat')
      .map((row) => [row.get('RelationId'), row.get('IsWhat')]);
    assert.deepEqual(related, [
      [a, false],
      [account.id, true],
    ]);
  });

  test('a lead is alone on an activity', () => {
    const org = trialOrg();
    const lead = record('Lead', { LastName: 'L', Company: 'C' });
    org.dml('insert', [lead]);
    const [a = ''] = contacts(org, 'A');
    thrown(() => org.dml('insert', [event({ EventWhoIds: listOf(a, lead.id ?? '') })]));
    org.dml('insert', [event({ EventWhoIds: listOf(lead.id ?? '') })]);
  });

  test('the relations go with the activity', () => {
    const org = trialOrg();
    const meeting = event({ EventWhoIds: listOf(...contacts(org, 'A', 'B')) });
    org.dml('insert', [meeting]);
    org.dml('delete', [meeting]);
    assert.equal(org.count('SELECT COUNT() FROM EventRelation'), 0);
  });
});

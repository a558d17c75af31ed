import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, list, runningOrg, type Caller } from './running-org.ts';

let org: Caller;
before(async () => {
  org = await runningOrg();
});
after(() => org.close());

const columns = (text: string) => org.call('GET', `query?q=${encodeURIComponent(text)}&columns=true`);

describe('query?columns=true', () => {
  it('tells of fields, parents and children', async () => {
    const { body } = await columns('SELECT Id, Owner.Name, AnnualRevenue, (SELECT Email FROM Contacts) FROM Account');
    assert.deepEqual(
      list(body, 'columnMetadata').map((column) => [
        at(column, 'columnName'),
        at(column, 'aggregate'),
        at(column, 'numberType'),
        list(column, 'joinColumns').map((joined) => at(joined, 'columnName')),
      ]),
      [
        ['Id', false, false, []],
        ['Owner', false, false, ['Name']],
        ['AnnualRevenue', false, true, []],
        ['Contacts', true, false, ['Email']],
      ],
    );
    assert.deepEqual([at(body, 'entityName'), at(body, 'idSelected'), at(body, 'keyPrefix')], ['Account', true, '001']);
  });

  it('names what an aggregate query calculates', async () => {
    const { body } = await columns('SELECT Industry, COUNT(Id), MAX(Name) latest FROM Account GROUP BY Industry');
    assert.deepEqual(
      list(body, 'columnMetadata').map((column) => [at(column, 'columnName'), at(column, 'displayName')]),
      [
        ['Industry', 'Industry'],
        ['expr0', 'COUNT(Id)'],
        ['latest', 'MAX(Name)'],
      ],
    );
    assert.equal(at(body, 'groupBy'), true);
  });
});

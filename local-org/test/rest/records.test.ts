import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, list, runningOrg, soql, type Caller } from './running-org.ts';

let org: Caller;
before(async () => {
  org = await runningOrg();
});
after(() => org.close());

const createContact = async (fields: Record<string, unknown>): Promise<string> => {
  const { status, body } = await org.call('POST', 'sobjects/Contact', fields);
  assert.equal(status, 201, JSON.stringify(body));
  return at(body, 'id') as string;
};

describe('a record over REST', () => {
  it('is created, read, changed and deleted', async () => {
    const created = await org.call('POST', 'sobjects/Contact', {
      FirstName: 'Ada',
      LastName: 'Byron',
      Email: 'ada@example.com',
    });
    assert.equal(created.status, 201);
    assert.equal(at(created.body, 'success'), true);
    assert.deepEqual(at(created.body, 'errors'), []);
    const id = at(created.body, 'id') as string;
    assert.equal(created.headers.get('Location'), `/services/data/v65.0/sobjects/Contact/${id}`);

    const read = await org.call('GET', `sobjects/Contact/${id}?fields=Name,Email`);
    assert.deepEqual(read.body, {
      attributes: { type: 'Contact', url: `/services/data/v65.0/sobjects/Contact/${id}` },
      Name: 'Ada Byron',
      Email: 'ada@example.com',
    });

    assert.equal((await org.call('PATCH', `sobjects/Contact/${id}`, { Title: 'Countess' })).status, 204);
    assert.equal(at((await org.call('GET', `sobjects/Contact/${id}`)).body, 'Title'), 'Countess');
    assert.equal((await org.call('DELETE', `sobjects/Contact/${id}`)).status, 204);
    assert.equal((await org.call('GET', `sobjects/Contact/${id}`)).status, 404);
  });

  it('is refused with the field that is missing', async () => {
    const { status, body } = await org.call('POST', 'sobjects/Contact', { FirstName: 'Ada' });
    assert.equal(status, 400);
    assert.deepEqual(body, [
      { message: 'Required fields are missing: [LastName]', errorCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] },
    ]);
  });

  it('is refused when it names a field the object has not', async () => {
    const { status, body } = await org.call('POST', 'sobjects/Contact', { LastName: 'Byron', Poems__c: 3 });
    assert.equal(status, 400);
    assert.equal(at(body, 0, 'errorCode'), 'INVALID_FIELD');
    assert.equal(at(body, 0, 'message'), "No such column 'Poems__c' on sobject of type Contact");
  });

  it('is refused when a value has the wrong type', async () => {
    const { status, body } = await org.call('POST', 'sobjects/Contact', { LastName: 'Byron', Birthdate: 'soon' });
    assert.equal(status, 400);
    assert.equal(at(body, 0, 'errorCode'), 'JSON_PARSER_ERROR');
  });

  it('is refused by a trigger of the package, with its words', async () => {
    const { status, body } = await org.call('POST', 'sobjects/acme__Order_Log__c', { acme__Number__c: 'refused' });
    assert.equal(status, 400);
    assert.equal(at(body, 0, 'errorCode'), 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
    assert.equal(at(body, 0, 'message'), 'This number is refused');
  });

  it('that never was is not found', async () => {
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const path = 'sobjects/Contact/003000000000000AAA';
      const { status, body } = await org.call(method, path, method === 'PATCH' ? { Title: 'Nobody' } : undefined);
      assert.deepEqual([method, status, at(body, 0, 'errorCode')], [method, 404, 'NOT_FOUND']);
    }
  });

  it('cannot point to a record that is not there', async () => {
    const { status, body } = await org.call('POST', 'sobjects/Contact', {
      LastName: 'Byron',
      AccountId: '001000000000000AAA',
    });
    assert.equal(status, 400);
    assert.equal(at(body, 0, 'errorCode'), 'INVALID_CROSS_REFERENCE_KEY');
  });

  it('keeps its date and time in the format of the API', async () => {
    const id = await createContact({ LastName: 'Byron', Birthdate: '1815-12-10' });
    const { body } = await org.call('GET', `sobjects/Contact/${id}?fields=Birthdate,CreatedDate`);
    assert.equal(at(body, 'Birthdate'), '1815-12-10');
    assert.match(String(at(body, 'CreatedDate')), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/);
  });
});

describe('an upsert by external id', () => {
  const path = 'sobjects/acme__Order_Log__c/acme__Key__c/k-1';

  it('creates the record the first time and updates it the second', async () => {
    const first = await org.call('PATCH', path, { acme__Number__c: '1' });
    assert.equal(first.status, 201);
    assert.equal(at(first.body, 'created'), true);
    const second = await org.call('PATCH', path, { acme__Number__c: '2' });
    assert.equal(second.status, 200);
    assert.equal(at(second.body, 'created'), false);
    assert.equal(at(second.body, 'id'), at(first.body, 'id'));
    assert.equal(at((await org.call('GET', path)).body, 'acme__Number__c'), '2');
  });

  it('needs a field that is an external id', async () => {
    const { status, body } = await org.call('PATCH', 'sobjects/acme__Order_Log__c/acme__Number__c/1', {});
    assert.equal(status, 404);
    assert.equal(at(body, 0, 'errorCode'), 'NOT_FOUND');
  });
});

describe('a query over REST', () => {
  before(async () => {
    const account = await org.call('POST', 'sobjects/Account', { Name: 'Analytical Engines' });
    const AccountId = at(account.body, 'id');
    await createContact({ LastName: 'Babbage', AccountId });
    await createContact({ LastName: 'Clement', AccountId });
  });

  it('nests parents and children as the API does', async () => {
    const parent = await org.call('GET', soql("SELECT LastName, Account.Name FROM Contact WHERE LastName = 'Babbage'"));
    const [contact] = list(parent.body, 'records');
    assert.deepEqual(Object.keys(contact ?? {}), ['attributes', 'LastName', 'Account']);
    assert.equal(at(contact, 'Account', 'Name'), 'Analytical Engines');
    assert.equal(at(contact, 'Account', 'attributes', 'type'), 'Account');

    const children = await org.call(
      'GET',
      soql(
        "SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account WHERE Name = 'Analytical Engines'",
      ),
    );
    const contacts = at(children.body, 'records', 0, 'Contacts');
    assert.equal(at(contacts, 'totalSize'), 2);
    assert.equal(at(contacts, 'done'), true);
    assert.equal(at(contacts, 'records', 1, 'LastName'), 'Clement');
  });

  it('counts and groups', async () => {
    const count = await org.call('GET', soql("SELECT COUNT() FROM Contact WHERE Account.Name = 'Analytical Engines'"));
    assert.deepEqual(count.body, { totalSize: 2, done: true, records: [] });
    const groups = await org.call(
      'GET',
      soql('SELECT Account.Name company, COUNT(Id) n FROM Contact WHERE AccountId != null GROUP BY Account.Name'),
    );
    assert.deepEqual(at(groups.body, 'records'), [
      { attributes: { type: 'AggregateResult' }, company: 'Analytical Engines', n: 2 },
    ]);
  });

  it('says what is wrong with a query', async () => {
    const codes = await Promise.all(
      ['SELECT Nothing FROM Contact', 'SELECT Id FROM Nowhere', 'SELECT FROM'].map(async (text) => {
        const { status, body } = await org.call('GET', soql(text));
        return [status, at(body, 0, 'errorCode')];
      }),
    );
    assert.deepEqual(codes, [
      [400, 'INVALID_FIELD'],
      [400, 'INVALID_TYPE'],
      [400, 'MALFORMED_QUERY'],
    ]);
  });

  it('comes in pages of the size asked for', async () => {
    for (let i = 0; i < 3; i += 1) {
      const records = Array.from({ length: 150 }, (_, n) => ({
        attributes: { type: 'Lead' },
        LastName: `Lead ${i * 150 + n}`,
        Company: 'Many',
      }));
      await org.call('POST', 'composite/sobjects', { records });
    }
    const headers = { 'Sforce-Query-Options': 'batchSize=200' };
    const first = await org.call('GET', soql("SELECT Id FROM Lead WHERE Company = 'Many'"), undefined, headers);
    assert.equal(at(first.body, 'totalSize'), 450);
    assert.equal(at(first.body, 'done'), false);
    const ids = new Set<unknown>();
    let page = first;
    for (;;) {
      for (const record of list(page.body, 'records')) ids.add(at(record, 'Id'));
      if (at(page.body, 'done')) break;
      page = await org.call('GET', String(at(page.body, 'nextRecordsUrl')));
    }
    assert.equal(ids.size, 450);
  });
});

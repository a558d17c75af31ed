import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, list, runningOrg, soql, type Caller } from './running-org.ts';

let org: Caller;
before(async () => {
  org = await runningOrg();
});
after(() => org.close());

const count = async (query: string): Promise<unknown> => at((await org.call('GET', soql(query))).body, 'totalSize');

const log = (number: string) => ({ attributes: { type: 'acme__Order_Log__c' }, acme__Number__c: number });

describe('sObject Collections', () => {
  it('save the good records and say what is wrong with the others', async () => {
    const { status, body } = await org.call('POST', 'composite/sobjects', {
      records: [log('c1'), log('refused'), { attributes: { type: 'Account' }, Name: 'Mixed' }],
    });
    assert.equal(status, 200);
    assert.deepEqual(
      list(body).map((result) => at(result, 'success')),
      [true, false, true],
    );
    assert.deepEqual(at(body, 1, 'errors'), [
      {
        statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: 'This number is refused',
        fields: ['acme__Number__c'],
      },
    ]);
    assert.equal(await count("SELECT COUNT() FROM acme__Order_Log__c WHERE acme__Number__c = 'c1'"), 1);
  });

  it('keep nothing with allOrNone when one record fails', async () => {
    const { body } = await org.call('POST', 'composite/sobjects', {
      allOrNone: true,
      records: [log('together'), log('refused')],
    });
    assert.equal(at(body, 0, 'errors', 0, 'statusCode'), 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
    assert.equal(at(body, 1, 'errors', 0, 'statusCode'), 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
    assert.equal(await count("SELECT COUNT() FROM acme__Order_Log__c WHERE acme__Number__c = 'together'"), 0);
  });

  it('take 200 records and ten runs of types, no more', async () => {
    const many = Array.from({ length: 201 }, (_, n) => log(String(n)));
    const tooMany = await org.call('POST', 'composite/sobjects', { records: many });
    assert.equal(tooMany.status, 400);
    assert.equal(at(tooMany.body, 0, 'errorCode'), 'EXCEEDED_ID_LIMIT');
    const account = { attributes: { type: 'Account' }, Name: 'Turn' };
    const alternating = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? log('turn') : account));
    assert.equal((await org.call('POST', 'composite/sobjects', { records: alternating })).status, 400);
  });

  it('upsert by external id, read by id and delete', async () => {
    const records = ['u1', 'u2'].map((key) => ({ attributes: { type: 'acme__Order_Log__c' }, acme__Key__c: key }));
    const path = 'composite/sobjects/acme__Order_Log__c/acme__Key__c';
    const first = await org.call('PATCH', path, { records });
    assert.deepEqual(
      list(first.body).map((result) => at(result, 'created')),
      [true, true],
    );
    const second = await org.call('PATCH', path, { records });
    assert.deepEqual(
      list(second.body).map((result) => at(result, 'created')),
      [false, false],
    );
    const ids = list(first.body).map((result) => String(at(result, 'id')));
    const read = await org.call(
      'GET',
      `composite/sobjects/acme__Order_Log__c?ids=${ids.join(',')},a00000000000000AAA&fields=acme__Key__c`,
    );
    assert.deepEqual(
      list(read.body).map((record) => at(record, 'acme__Key__c') ?? null),
      ['u1', 'u2', null],
    );
    const removed = await org.call('DELETE', `composite/sobjects?ids=${ids.join(',')}`);
    assert.ok(list(removed.body).every((result) => at(result, 'success')));
  });

  it('publish events, which reach their trigger afterwards', async () => {
    const event = (number: string | null) => ({
      attributes: { type: 'acme__Order_Event__e' },
      acme__Number__c: number,
    });
    const { body } = await org.call('POST', 'composite/sobjects', { records: [event('published'), event(null)] });
    assert.equal(at(body, 0, 'success'), true);
    assert.equal(at(body, 0, 'errors', 0, 'statusCode'), 'OPERATION_ENQUEUED');
    assert.equal(at(body, 1, 'success'), false);
    assert.equal(at(body, 1, 'errors', 0, 'statusCode'), 'REQUIRED_FIELD_MISSING');
    const logged = "SELECT COUNT() FROM acme__Order_Log__c WHERE acme__Number__c = 'published'";
    // Delivery takes its turn on the event loop, before the next request is read.
    assert.equal(await count(logged), 1);
  });
});

describe('a Composite request', () => {
  const account = (name: string) => ({
    method: 'POST',
    url: '/services/data/v65.0/sobjects/Account',
    referenceId: 'newAccount',
    body: { Name: name },
  });

  it('lets a subrequest use what an earlier one answered', async () => {
    const { status, body } = await org.call('POST', 'composite', {
      compositeRequest: [
        account('Referenced'),
        {
          method: 'POST',
          url: '/services/data/v65.0/sobjects/Contact',
          referenceId: 'newContact',
          body: { LastName: 'Ref', AccountId: '@{newAccount.id}' },
        },
        {
          method: 'GET',
          url: "/services/data/v65.0/query?q=SELECT+Account.Name+FROM+Contact+WHERE+Id='@{newContact.id}'",
          referenceId: 'found',
        },
      ],
    });
    assert.equal(status, 200);
    const answers = list(body, 'compositeResponse');
    assert.deepEqual(
      answers.map((answer) => at(answer, 'httpStatusCode')),
      [201, 201, 200],
    );
    assert.equal(at(answers, 2, 'body', 'records', 0, 'Account', 'Name'), 'Referenced');
  });

  it('keeps the good subrequests by itself, and none with allOrNone', async () => {
    const compositeRequest = [
      account('Kept?'),
      { method: 'POST', url: '/services/data/v65.0/sobjects/Contact', referenceId: 'bad', body: {} },
      { method: 'GET', url: '/services/data/v65.0/sobjects/Contact/@{bad.id}', referenceId: 'depends' },
    ];
    const together = await org.call('POST', 'composite', { allOrNone: true, compositeRequest });
    assert.deepEqual(
      list(together.body, 'compositeResponse').map((answer) => at(answer, 'body', 0, 'errorCode')),
      ['PROCESSING_HALTED', 'REQUIRED_FIELD_MISSING', 'PROCESSING_HALTED'],
    );
    assert.equal(await count("SELECT COUNT() FROM Account WHERE Name = 'Kept?'"), 0);
    const alone = await org.call('POST', 'composite', { compositeRequest });
    assert.deepEqual(
      list(alone.body, 'compositeResponse').map((answer) => at(answer, 'httpStatusCode')),
      [201, 400, 400],
    );
    assert.equal(await count("SELECT COUNT() FROM Account WHERE Name = 'Kept?'"), 1);
  });

  it('takes 25 subrequests, no more', async () => {
    const compositeRequest = Array.from({ length: 26 }, (_, n) => ({
      method: 'GET',
      url: '/services/data/v65.0/limits',
      referenceId: `r${n}`,
    }));
    assert.equal((await org.call('POST', 'composite', { compositeRequest })).status, 400);
  });
});

describe('a Composite batch', () => {
  it('answers each request, and halts at the first error when asked to', async () => {
    const batchRequests = [
      { method: 'GET', url: 'v65.0/limits' },
      { method: 'GET', url: 'v65.0/sobjects/Nothing/describe' },
      { method: 'GET', url: 'v65.0/limits' },
    ];
    const statuses = async (haltOnError: boolean) => {
      const { body } = await org.call('POST', 'composite/batch', { haltOnError, batchRequests });
      assert.equal(at(body, 'hasErrors'), true);
      return list(body, 'results').map((result) => at(result, 'statusCode'));
    };
    assert.deepEqual(await statuses(false), [200, 404, 200]);
    assert.deepEqual(await statuses(true), [200, 404, 412]);
  });
});

describe('an sObject tree', () => {
  const tree = (lastName: string | null) => ({
    records: [
      {
        attributes: { type: 'Account', referenceId: 'a' },
        Name: 'Tree',
        Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'c' }, LastName: lastName }] },
      },
    ],
  });

  it('creates records with their children, or nothing', async () => {
    const failed = await org.call('POST', 'composite/tree/Account', tree(null));
    assert.equal(failed.status, 400);
    assert.equal(at(failed.body, 'results', 0, 'referenceId'), 'c');
    assert.equal(await count("SELECT COUNT() FROM Account WHERE Name = 'Tree'"), 0);
    const created = await org.call('POST', 'composite/tree/Account', tree('Leaf'));
    assert.equal(created.status, 201);
    assert.equal(at(created.body, 'hasErrors'), false);
    assert.equal(await count("SELECT COUNT() FROM Contact WHERE Account.Name = 'Tree'"), 1);
  });
});

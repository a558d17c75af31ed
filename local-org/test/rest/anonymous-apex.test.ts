import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, runningOrg, soql, type Caller } from './running-org.ts';

let org: Caller;
before(async () => {
  org = await runningOrg();
});
after(() => org.close());

const run = (apex: string) => org.call('GET', `tooling/executeAnonymous?anonymousBody=${encodeURIComponent(apex)}`);

const soap = async (apex: string, token = org.token): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${org.running.url}/services/Soap/s/65.0/${org.running.org.id}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml', SOAPAction: 'executeAnonymous' },
    body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://soap.sforce.com/2006/08/apex">
      <e:Header><a:SessionHeader><a:sessionId>${token}</a:sessionId></a:SessionHeader></e:Header>
      <e:Body><a:executeAnonymous><apexcode>${apex}</apexcode></a:executeAnonymous></e:Body></e:Envelope>`,
  });
  return { status: answer.status, text: await answer.text() };
};

describe('anonymous Apex', () => {
  it('runs in a transaction of the caller', async () => {
    const answer = await run("insert new Account(Name = 'Anonymous');");
    assert.deepEqual([at(answer.body, 'compiled'), at(answer.body, 'success')], [true, true]);
    const found = await org.call('GET', soql("SELECT Id FROM Account WHERE Name = 'Anonymous'"));
    assert.equal(at(found.body, 'totalSize'), 1);
  });

  it('tells where it does not compile', async () => {
    const { body } = await run('Integer a = 1;\nInteger b = c;');
    assert.deepEqual(
      ['compiled', 'success', 'line', 'compileProblem'].map((name) => at(body, name)),
      [false, false, 2, 'Variable does not exist: c'],
    );
  });

  it('tells what it threw, and keeps nothing', async () => {
    const { body } = await run("insert new Account(Name = 'Undone');\nInteger a = 1 / 0;");
    assert.deepEqual(
      ['compiled', 'success', 'line', 'exceptionMessage', 'exceptionStackTrace'].map((name) => at(body, name)),
      [true, false, 2, 'System.MathException: Divide by 0', 'AnonymousBlock: line 2, column 1'],
    );
    const found = await org.call('GET', soql("SELECT Id FROM Account WHERE Name = 'Undone'"));
    assert.equal(at(found.body, 'totalSize'), 0);
  });

  it('over SOAP brings its debug log', async () => {
    const { status, text } = await soap("System.debug('a &amp; b');");
    assert.equal(status, 200);
    assert.match(text, /\|USER_DEBUG\|\[1\]\|DEBUG\|a &amp; b/);
    assert.match(text, /<compiled>true<\/compiled>/);
  });

  it('over SOAP needs a session', async () => {
    const { status, text } = await soap('Integer a;', 'unknown');
    assert.equal(status, 500);
    assert.match(text, /<faultcode>sf:INVALID_SESSION_ID<\/faultcode>/);
  });
});

describe('the Tooling API', () => {
  it('knows the classes and triggers of the project, and refuses its other objects', async () => {
    const query = (text: string) => org.call('GET', `tooling/query?q=${encodeURIComponent(text)}`);
    const classes = await query("SELECT Name FROM ApexClass WHERE Name = 'OrderApi'");
    assert.equal(at(classes.body, 'totalSize'), 1);
    const refused = await query('SELECT Id FROM TraceFlag');
    assert.equal(refused.status, 501);
    assert.match(String(at(refused.body, 0, 'message')), /^UnsupportedFeature: the Tooling API's object TraceFlag/);
  });
});

describe('parts of REST that the local org has not', () => {
  it('are refused as such, not as unknown', async () => {
    for (const path of ['composite/graph', 'sobjects/Account/deleted', 'sobjects/Account/listviews', 'jobs/query']) {
      const answer = await org.call(
        path === 'composite/graph' ? 'POST' : 'GET',
        path,
        path === 'composite/graph' ? {} : undefined,
      );
      assert.equal(answer.status, 501, path);
      assert.equal(at(answer.body, 0, 'errorCode'), 'UNSUPPORTED_FEATURE');
    }
  });

  it('basic information of an object is there', async () => {
    const answer = await org.call('GET', 'sobjects/Account');
    assert.equal(at(answer.body, 'objectDescribe', 'name'), 'Account');
    assert.deepEqual(at(answer.body, 'recentItems'), []);
  });
});

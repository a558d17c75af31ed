import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { generateKeyPairSync, sign } from 'node:crypto';
import { Connection, OAuth2 } from 'jsforce';
import 'jsforce/lib/api/apex.js';
import 'jsforce/lib/api/tooling.js';
import { runningOrg, type Caller } from './running-org.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
let org: Caller;
let connection: Connection;
before(async () => {
  const certificate = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  org = await runningOrg({ apps: [{ id: 'signed', secret: 'unused', certificate }] });
  connection = new Connection({
    version: '65.0',
    loginUrl: org.running.url,
    oauth2: { clientId: 'local', clientSecret: 'local', loginUrl: org.running.url },
  });
  await connection.authorize({ grant_type: 'client_credentials' });
});
after(() => org.close());

describe('jsforce', () => {
  it('signs in and learns who it is', async () => {
    assert.equal(connection.instanceUrl, org.running.url);
    const identity = await connection.identity();
    assert.equal(identity.username, 'admin@local-org.example');
  });

  it('creates, reads, updates, upserts and deletes records', async () => {
    const created = await connection.sobject('Account').create({ Name: 'From jsforce' });
    assert.ok(created.success);
    const id = created.id;
    await connection.sobject('Account').update({ Id: id, Name: 'Renamed' });
    assert.equal((await connection.sobject('Account').retrieve(id)).Name, 'Renamed');
    const upserted = await connection
      .sobject('acme__Order_Log__c')
      .upsert({ acme__Key__c: 'j-1', acme__Number__c: '1' }, 'acme__Key__c');
    assert.ok(upserted.success);
    await connection.sobject('Account').destroy(id);
    await assert.rejects(connection.sobject('Account').retrieve(id), { name: 'NOT_FOUND' });
  });

  it('saves 450 records in three calls of Collections', async () => {
    const before = connection.limitInfo.apiUsage?.used ?? 0;
    const records = Array.from({ length: 450 }, (_, n) => ({ LastName: `Lead ${n}`, Company: 'jsforce' }));
    const results = await connection.sobject('Lead').create(records, { allowRecursive: true });
    assert.equal(results.filter((result) => result.success).length, 450);
    assert.equal((connection.limitInfo.apiUsage?.used ?? 0) - before, 3);
  });

  it('queries with paging, describes, and reads the limits', async () => {
    const { totalSize, records } = await connection.query("SELECT Id, Name FROM Lead WHERE Company = 'jsforce'", {
      autoFetch: true,
      maxFetch: 1000,
      headers: { 'Sforce-Query-Options': 'batchSize=200' },
    });
    assert.equal(totalSize, 450);
    assert.equal(records.length, 450);
    assert.equal((await connection.describe('Lead')).name, 'Lead');
    assert.ok((await connection.describeGlobal()).sobjects.length > 5);
    assert.ok((await connection.limits()).DailyApiRequests);
  });

  it('gets errors it understands', async () => {
    await assert.rejects(async () => connection.query('SELECT Nothing FROM Lead'), { name: 'INVALID_FIELD' });
    await assert.rejects(connection.sobject('Contact').create({ FirstName: 'x' }), { name: 'REQUIRED_FIELD_MISSING' });
  });
});

describe('jsforce, signed in by a person', () => {
  const CALLBACK = 'http://127.0.0.1:1717/callback';

  /** Goes through the page of the web-server flow. @returns the code that comes back */
  const allow = async (url: string): Promise<string> => {
    const html = await (await fetch(url)).text();
    const back = await fetch(`${org.running.url}/services/oauth2/authorize`, {
      method: 'POST',
      body: new URLSearchParams({
        request: /name="request" value="([^"]+)"/.exec(html)?.[1] ?? '',
        user: 'admin@local-org.example',
        decision: 'allow',
      }),
      redirect: 'manual',
    });
    return new URL(back.headers.get('Location') ?? '').searchParams.get('code') ?? '';
  };

  const signedIn = async (): Promise<Connection> => {
    const oauth2 = new OAuth2({
      loginUrl: org.running.url,
      clientId: 'local',
      clientSecret: 'local',
      redirectUri: CALLBACK,
      useVerifier: true,
    });
    const person = new Connection({ version: '65.0', oauth2 });
    await person.authorize(await allow(oauth2.getAuthorizationUrl({ scope: 'api refresh_token' })));
    return person;
  };

  it('uses PKCE, and gets a refresh token', async () => {
    const person = await signedIn();
    assert.ok(person.refreshToken);
    assert.equal((await person.identity()).username, 'admin@local-org.example');
  });

  it('renews a session that has ended, and repeats the request', async () => {
    const person = await signedIn();
    const first = person.accessToken ?? '';
    org.running.org.sessions.revoke(first);
    const renewed: string[] = [];
    person.on('refresh', (token: string) => renewed.push(token));
    assert.equal((await person.query('SELECT Id FROM Organization')).totalSize, 1);
    assert.equal(renewed.length, 1);
    assert.notEqual(person.accessToken, first);
  });

  it('gives up when the refresh token has been revoked', async () => {
    const person = await signedIn();
    await person.oauth2.revokeToken(person.refreshToken ?? '');
    await assert.rejects(async () => person.query('SELECT Id FROM Organization'), /expired access\/refresh token/);
  });

  it('signs in with a user name and password over SOAP, and signs out', async () => {
    const person = new Connection({ version: '65.0', loginUrl: org.running.url });
    await person.login('admin@local-org.example', 'local');
    assert.equal((await person.query('SELECT Id FROM Organization')).totalSize, 1);
    await assert.rejects(
      new Connection({ version: '65.0', loginUrl: org.running.url }).login('admin@local-org.example', 'wrong'),
      /INVALID_LOGIN/,
    );
  });

  it('signs in with a JWT', async () => {
    const person = new Connection({ version: '65.0', oauth2: { loginUrl: org.running.url, clientId: 'signed' } });
    const claims = { iss: 'signed', sub: 'admin@local-org.example', aud: org.running.url, exp: Date.now() / 1000 + 60 };
    const content = [{ alg: 'RS256' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('RSA-SHA256', Buffer.from(content), keys.privateKey).toString('base64url');
    await person.authorize({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: `${content}.${signature}`,
    });
    assert.equal((await person.query('SELECT Id FROM Organization')).totalSize, 1);
  });

  it('calls Apex REST and runs anonymous Apex', async () => {
    const person = await signedIn();
    assert.deepEqual(await person.apex.post('/acme/orders', { num: 'j-2', pieces: 1 }), { number_x: 'j-2', pieces: 1 });
    assert.ok((await person.tooling.executeAnonymous('Integer a = 1;')).success);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Connection } from 'jsforce';
import { runningOrg, type Caller } from './running-org.ts';

let org: Caller;
let connection: Connection;
before(async () => {
  org = await runningOrg();
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

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidConfig, readConfig } from '../src/config.ts';
import { environment } from './support/connector.ts';

const complete = environment('http://127.0.0.1:3001', '.data');
const problemsOf = (change: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readConfig({ ...complete, ...change });
    return [];
  } catch (error) {
    assert.ok(error instanceof InvalidConfig);
    return error.problems;
  }
};

describe('the configuration', () => {
  it('has a default for everything that is no secret', () => {
    const config = readConfig({
      API_TOKENS: 'local',
      DEMODESK_WEBHOOK_SECRET: 'local',
      DEMODESK_API_KEY: 'local',
      SALESFORCE_CLIENT_ID: 'local',
      SALESFORCE_CLIENT_SECRET: 'local',
    });
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.port, 3000);
    assert.equal(config.demodesk.apiUrl, 'https://demodesk.com/api/v2');
    assert.equal(config.demodesk.webhookHeader, 'x-demodesk-token');
    assert.equal(config.salesforce.namespace, 'demodesk');
    assert.equal(config.store.dataDir, '.data');
    assert.equal(config.store.databaseUrl, undefined);
  });

  it('names everything that is missing at once', () => {
    const problems = problemsOf({ API_TOKENS: undefined, DEMODESK_API_KEY: '', SALESFORCE_CLIENT_ID: undefined });
    assert.deepEqual(
      problems.map((problem) => problem.split(' ')[0]),
      ['API_TOKENS', 'DEMODESK_API_KEY', 'SALESFORCE_CLIENT_ID'],
    );
  });

  it('takes several secrets, separated by commas', () => {
    const config = readConfig({ ...complete, DEMODESK_WEBHOOK_SECRET: ' old , new ,' });
    assert.deepEqual(config.demodesk.webhookSecrets, ['old', 'new']);
    assert.deepEqual(problemsOf({ DEMODESK_WEBHOOK_SECRET: ' , ' }).length, 1);
  });

  it('refuses short secrets when it listens beyond this machine', () => {
    assert.equal(problemsOf({ HOST: '0.0.0.0' }).length, 2);
    const long = 'a-secret-that-nobody-guesses';
    assert.deepEqual(problemsOf({ HOST: '0.0.0.0', API_TOKENS: long, DEMODESK_WEBHOOK_SECRET: long }), []);
  });

  it('takes an empty namespace for an unpackaged deploy', () => {
    assert.equal(readConfig({ ...complete, SALESFORCE_NAMESPACE: '' }).salesforce.namespace, '');
    assert.equal(problemsOf({ SALESFORCE_NAMESPACE: 'demo desk' }).length, 1);
  });

  it('refuses a port, a URL and a log level that are none', () => {
    assert.equal(problemsOf({ PORT: '70000', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' }).length, 3);
  });
});

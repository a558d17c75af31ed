import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseQuery } from '../../src/apex/parser/soql.ts';
import { createOrg, type LocalOrg } from '../../src/org.ts';
import { runTransaction } from '../../src/runtime/execute.ts';
import { loadSeed } from '../../src/seed/load-seed.ts';
import { SeedError } from '../../src/seed/seed-file.ts';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { ApexDate } from '../../src/values/temporal.ts';

const ORDERS = join(import.meta.dirname, '../projects/orders');

const seeded = (blocks: unknown): LocalOrg => {
  const folder = mkdtempSync(join(tmpdir(), 'seed-'));
  const file = join(folder, 'seed.json');
  writeFileSync(file, JSON.stringify({ blocks }));
  try {
    const org = createOrg({ projectDir: ORDERS, now: () => Date.UTC(2026, 6, 18, 10) });
    loadSeed(org, file);
    return org;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const query = (org: LocalOrg, soql: string) => {
  const result = runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () =>
    org.database.query(parseQuery(soql).query, { binds: [], access: 'system', namespace: '', sharing: false }),
  );
  return result.kind === 'rows' ? result.rows : [];
};

const company = [
  { object: 'Account', records: [{ name: 'acme', fields: { Name: 'Acme' } }] },
  {
    object: 'Opportunity',
    defaults: { StageName: 'Prospecting', CloseDate: { days: 10 } },
    records: [{ fields: { Name: 'First', AccountId: '@acme' } }],
  },
];

describe('a seed', () => {
  it('links its records by the names it gives them, and counts its dates from today', () => {
    const [opportunity] = query(seeded(company), 'SELECT Account.Name, CloseDate FROM Opportunity');
    assert.equal(String(opportunity?.get('CloseDate') as ApexDate), '2026-07-28');
    const account = opportunity?.get('Account') as { get(field: string): unknown };
    assert.equal(account.get('Name'), 'Acme');
  });

  it('gives its records the same ids at every start', () => {
    const ids = () => query(seeded(company), 'SELECT Id FROM Opportunity').map((row) => row.id);
    assert.deepEqual(ids(), ids());
  });

  it('does not fire the triggers of the package unless it says so', () => {
    const block = { object: 'Order_Log__c', records: [{ fields: { Number__c: 'refused' } }] };
    assert.equal(query(seeded([block]), 'SELECT Id FROM acme__Order_Log__c').length, 1);
    assert.throws(() => seeded([{ ...block, triggers: true }]), /Order_Log__c 1 of the seed was refused/);
  });

  it('names the record that is wrong', () => {
    assert.throws(() => seeded([{ object: 'Contact', records: [{ name: 'ann', fields: {} }] }]), /Contact ann/);
    assert.throws(() => seeded([{ object: 'Contact', records: [{ fields: { Nmae: 'x' } }] }]), /Nmae/);
    assert.throws(() => seeded([{ object: 'Kontact', records: [] }]), /Kontact/);
    assert.throws(
      () => seeded([{ object: 'Contact', records: [{ fields: { AccountId: '@nobody' } }] }]),
      (error: unknown) => error instanceof SeedError && error.message.includes('nobody'),
    );
  });
});

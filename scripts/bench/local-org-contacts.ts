/**
 * A process of its own for `npm run bench -- local-org`: how much memory an org with 100,000 Contacts takes, and how
 * fast a record among them is found. Prints one line of JSON. Wants `--expose-gc`.
 */
import { parseQuery } from '../../local-org/src/apex/parser/soql.ts';
import { createOrg, type LocalOrg } from '../../local-org/src/org.ts';
import { runTransaction } from '../../local-org/src/runtime/execute.ts';
import { USER_IDS } from '../../local-org/src/security/ids-of-the-org.ts';
import { SObject } from '../../local-org/src/values/sobject.ts';
import { percentiles } from './percentiles.ts';

const RECORDS = 100_000;
/** What one transaction may write. */
const AT_ONCE = 10_000;
const LOOKUPS = 2_000;

const transact = <T>(org: LocalOrg, work: () => T): T =>
  runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, work);

const insert = (org: LocalOrg, make: (n: number) => SObject): string[] => {
  const ids: string[] = [];
  for (let from = 0; from < RECORDS; from += AT_ONCE) {
    const records = Array.from({ length: AT_ONCE }, (_, index) => make(from + index));
    transact(org, () => org.database.dml('insert', records, { allOrNone: true, access: 'system', namespace: '' }));
    ids.push(...records.map(({ id }) => id ?? ''));
  }
  return ids;
};

/** Milliseconds of each lookup: parsing the query, planning and reading. */
const lookups = (org: LocalOrg, query: (n: number) => string): object => {
  const times = Array.from({ length: LOOKUPS }, (_, index) => {
    const text = query((index * 7919) % RECORDS);
    const began = performance.now();
    const result = transact(org, () =>
      org.database.query(parseQuery(text).query, { binds: [], access: 'user', namespace: '', sharing: true }),
    );
    const took = performance.now() - began;
    if (result.kind !== 'rows' || result.rows.length !== 1) throw new Error(`${text} did not find its one record`);
    return took;
  });
  return percentiles(times);
};

const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

const org = createOrg({ projectDir: process.argv[2] ?? '.' });
const contactIds = insert(org, (n) =>
  new SObject('Contact')
    .set('FirstName', `First ${n}`)
    .set('LastName', `Last ${n}`)
    .set('Email', `person${n}@company${n % 5_000}.example`)
    .set('Phone', `+49 89 ${n}`)
    .set('Title', 'Head of Purchasing'),
);
globalThis.gc?.();
const { rss, heapUsed } = process.memoryUsage();
const memory = { rssMb: megabytes(rss), heapMb: megabytes(heapUsed) };
insert(org, (n) => new SObject('acme__Order_Log__c').set('acme__Number__c', `${n}`).set('acme__Key__c', `key-${n}`));
console.log(
  JSON.stringify({
    contacts: RECORDS,
    memory,
    lookupMs: {
      id: lookups(org, (n) => `SELECT Id, Name FROM Contact WHERE Id = '${contactIds[n] ?? ''}'`),
      email: lookups(org, (n) => `SELECT Id FROM Contact WHERE Email = 'person${n}@company${n % 5_000}.example'`),
      externalId: lookups(org, (n) => `SELECT Id FROM acme__Order_Log__c WHERE acme__Key__c = 'key-${n}'`),
    },
  }),
);

import { parseQuery } from '../apex/parser/soql.ts';
import type { LocalOrg } from '../org.ts';
import { ApiError } from '../rest/errors.ts';
import { recordFromJson } from '../rest/json/from-json.ts';
import { runTransaction } from '../runtime/execute.ts';
import { ORGANIZATION_ID, PROFILE_IDS, USER_IDS } from '../security/ids-of-the-org.ts';
import type { SObject } from '../values/sobject.ts';
import { readSeedFile, SeedError, type SeedFile, type SeedRecord, type SeedValue } from './seed-file.ts';

/** How many records of each object were loaded. */
export type SeedSummary = ReadonlyMap<string, number>;

const DAY_MS = 86_400_000;

const relative = (value: { days: number; time?: string | undefined }, now: number): string => {
  const day = new Date(now + value.days * DAY_MS).toISOString().slice(0, 10);
  return value.time === undefined ? day : `${day}T${value.time}:00.000Z`;
};

const resolve = (value: SeedValue, names: ReadonlyMap<string, string>, now: number): unknown => {
  if (typeof value === 'object' && value !== null) return relative(value, now);
  if (typeof value !== 'string' || !value.startsWith('@')) return value;
  const id = names.get(value.slice(1));
  if (id === undefined) throw new SeedError(`The seed has no record called ${value.slice(1)} before this one`);
  return id;
};

type Block = SeedFile['blocks'][number];

const recordsOf = (org: LocalOrg, block: Block, names: ReadonlyMap<string, string>): SObject[] => {
  const object = org.schema.object(block.object, org.namespace);
  if (!object) throw new SeedError(`The seed names an object that the org has not: ${block.object}`);
  return block.records.map(({ fields }, index) => {
    const all: SeedRecord = { ...block.defaults, ...fields };
    try {
      const json = Object.entries(all).map(([name, value]) => [name, resolve(value, names, org.now())]);
      return recordFromJson(org.schema, object, Object.fromEntries(json) as Record<string, unknown>, org.namespace);
    } catch (error) {
      if (error instanceof ApiError) throw new SeedError(`${block.object} ${index + 1} of the seed: ${error.message}`);
      throw error;
    }
  });
};

const insertBlock = (org: LocalOrg, block: Block, names: Map<string, string>): number => {
  const records = recordsOf(org, block, names);
  const insert = () =>
    runTransaction(org, { userId: USER_IDS.admin, kind: 'asynchronous' }, () =>
      org.database.dml('insert', records, { allOrNone: false, access: 'system', namespace: org.namespace }),
    );
  const results = block.triggers ? insert() : org.withoutTriggers(insert);
  results.forEach((result, index) => {
    const entry = block.records[index];
    const label = `${block.object} ${entry?.name ?? index + 1}`;
    if (!result.success || result.id === null) {
      const reasons = result.errors.map(({ statusCode, message }) => `${statusCode}: ${message}`).join('; ');
      throw new SeedError(`${label} of the seed was refused: ${reasons}`);
    }
    if (entry?.name !== undefined) names.set(entry.name, result.id);
  });
  return records.length;
};

/** The permission sets of the project, as a seed calls them: `permissionSet:Name`. */
const permissionSets = (org: LocalOrg): [string, string][] => {
  const { query } = parseQuery('SELECT Id, Name FROM PermissionSet WHERE IsOwnedByProfile = false');
  const result = runTransaction(org, { userId: USER_IDS.admin, kind: 'asynchronous' }, () =>
    org.database.query(query, { binds: [], access: 'system', namespace: '', sharing: false }),
  );
  const rows = result.kind === 'rows' ? result.rows : [];
  return rows.map((row) => [`permissionSet:${String(row.get('Name'))}`, row.id ?? '']);
};

/**
 * Fills an org from a seed file. Its records may refer to `@admin`, `@organization`, to the profiles `@systemAdministrator`,
 * `@standardUser` and `@minimumAccess`, and to permission sets: `@permissionSet:Name`. Every record passes the same checks as any other; ids are the same at every start.
 * @throws SeedError naming the first record that is refused
 */
export const loadSeed = (org: LocalOrg, path: string): SeedSummary => {
  const names = new Map<string, string>(
    Object.entries({ ...PROFILE_IDS, admin: USER_IDS.admin, organization: ORGANIZATION_ID }),
  );
  for (const [name, id] of permissionSets(org)) names.set(name, id);
  const summary = new Map<string, number>();
  for (const block of readSeedFile(path).blocks) {
    summary.set(block.object, (summary.get(block.object) ?? 0) + insertBlock(org, block, names));
  }
  return summary;
};

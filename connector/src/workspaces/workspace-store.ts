import { z } from 'zod';
import type { SalesforceCredentials, SalesforceFlow } from '../salesforce/credentials.ts';
import type { Cipher } from '../store/cipher.ts';
import type { PushTarget } from '../push/target.ts';
import type { Database, Sql } from '../store/database.ts';

/** What the connector needs of one Demodesk workspace. */
export interface DemodeskAccess {
  /** Key of Demodesk's REST API. */
  apiKey: string;
  /** Values of the webhook header that are accepted. */
  webhookSecrets: readonly string[];
  /** Standard Webhooks secrets (`whsec_...`) that a signature may be made with; empty: signatures are not looked at. */
  signingSecrets: readonly string[];
  /** Where changes made in Salesforce are pushed to; undefined: nowhere. */
  push?: PushTarget | undefined;
}

/** The same as it is stored: where pushes may lead to is decided by who runs the connector, whenever it starts. */
export type StoredAccess = Omit<DemodeskAccess, 'push'> & { push?: Omit<PushTarget, 'network'> | undefined };

/** Which org a workspace is connected to, as shown to people. */
export interface SalesforceConnection {
  credentials: SalesforceCredentials;
  organizationId: string;
  instanceUrl: string;
  username: string;
  connectedAt: Date;
}

/** A workspace as the database has it; either half may be missing. */
export interface StoredWorkspace {
  name: string;
  demodesk: StoredAccess | undefined;
  salesforce: SalesforceConnection | undefined;
  /** Grows with each change. */
  revision: number;
}

/** The workspaces that were set up while the connector was running. */
export interface WorkspaceStore {
  all(): Promise<StoredWorkspace[]>;
  /** @returns names and revisions, to see cheaply whether anything has changed */
  revisions(): Promise<Map<string, number>>;
  saveDemodesk(name: string, access: StoredAccess): Promise<void>;
  saveSalesforce(name: string, connection: Omit<SalesforceConnection, 'connectedAt'>): Promise<void>;
  /** Keeps a refresh token that Salesforce gave in place of the last one; nobody has to be told. */
  replaceRefreshToken(name: string, refreshToken: string): Promise<void>;
  /** Forgets the org. @returns whether there was one */
  removeSalesforce(name: string): Promise<boolean>;
  /** Forgets the workspace's settings and its org; its deliveries stay listed. @returns whether there was one */
  remove(name: string): Promise<boolean>;
  /** Encrypts again what was encrypted with a key that is on its way out. @returns how many values */
  reencrypt(): Promise<number>;
}

const demodeskAccess = z.object({
  apiKey: z.string(),
  webhookSecrets: z.array(z.string()),
  signingSecrets: z.array(z.string()).default([]),
  push: z.object({ url: z.string(), secrets: z.array(z.string()) }).optional(),
});

const app = { loginUrl: z.string(), clientId: z.string() };
const salesforceCredentials = z.discriminatedUnion('flow', [
  z.object({ ...app, flow: z.literal('client-credentials'), clientSecret: z.string() }),
  z.object({ ...app, flow: z.literal('jwt-bearer'), privateKey: z.string(), username: z.string() }),
  z.object({ ...app, flow: z.literal('web-server'), clientSecret: z.string().optional(), refreshToken: z.string() }),
]);

interface Row {
  name: string;
  demodesk: string | null;
  salesforce: string | null;
  organizationId: string | null;
  instanceUrl: string | null;
  username: string | null;
  flow: SalesforceFlow | null;
  connectedAt: Date | null;
  revision: string;
}

const SELECT = `select name, demodesk, salesforce, organization_id as "organizationId", instance_url as "instanceUrl",
  username, flow, connected_at as "connectedAt", revision::text as revision from connector.workspaces`;

const purposeOf = (what: 'demodesk' | 'salesforce', name: string): string => `${what} of ${name}`;

/** Reads and writes the table of workspaces; keys and tokens only ever leave this module decrypted to its caller. */
export const createWorkspaceStore = (database: Database, cipher: Cipher): WorkspaceStore => {
  const read = (row: Row): StoredWorkspace => {
    const opened = (what: 'demodesk' | 'salesforce'): unknown => {
      const text = row[what];
      return text === null ? undefined : JSON.parse(cipher.decrypt(text, purposeOf(what, row.name)));
    };
    const credentials = salesforceCredentials.optional().parse(opened('salesforce'));
    return {
      name: row.name,
      demodesk: demodeskAccess.optional().parse(opened('demodesk')),
      salesforce: credentials && {
        credentials,
        organizationId: row.organizationId ?? '',
        instanceUrl: row.instanceUrl ?? '',
        username: row.username ?? '',
        connectedAt: row.connectedAt ?? new Date(0),
      },
      revision: Number(row.revision),
    };
  };

  const upsert = async (sql: Sql, name: string, columns: Readonly<Record<string, unknown>>): Promise<void> => {
    const names = Object.keys(columns);
    await sql.query(
      `insert into connector.workspaces (name, ${names.join(', ')})
       values ($1, ${names.map((_, index) => `$${index + 2}`).join(', ')})
       on conflict (name) do update set revision = workspaces.revision + 1,
         ${names.map((column) => `${column} = excluded.${column}`).join(', ')}`,
      [name, ...Object.values(columns)],
    );
  };

  const reencryptRow = async (sql: Sql, row: Row): Promise<number> => {
    let changed = 0;
    for (const what of ['demodesk', 'salesforce'] as const) {
      const text = row[what];
      if (text === null || !cipher.isOutdated(text)) continue;
      const purpose = purposeOf(what, row.name);
      const again = cipher.encrypt(cipher.decrypt(text, purpose), purpose);
      await sql.query(`update connector.workspaces set ${what} = $2 where name = $1`, [row.name, again]);
      changed += 1;
    }
    return changed;
  };

  return {
    all: async () => (await database.query<Row>(`${SELECT} order by name`)).map(read),

    revisions: async () => {
      const rows = await database.query<{ name: string; revision: string }>(
        'select name, revision::text as revision from connector.workspaces',
      );
      return new Map(rows.map(({ name, revision }) => [name, Number(revision)]));
    },

    saveDemodesk: (name, access) =>
      upsert(database, name, { demodesk: cipher.encrypt(JSON.stringify(access), purposeOf('demodesk', name)) }),

    saveSalesforce: (name, { credentials, organizationId, instanceUrl, username }) =>
      upsert(database, name, {
        salesforce: cipher.encrypt(JSON.stringify(credentials), purposeOf('salesforce', name)),
        organization_id: organizationId,
        instance_url: instanceUrl,
        username,
        flow: credentials.flow,
        connected_at: new Date(),
      }),

    replaceRefreshToken: (name, refreshToken) =>
      database.transaction(async (sql) => {
        const [row] = await sql.query<Row>(`${SELECT} where name = $1 for update`, [name]);
        const credentials = row && read(row).salesforce?.credentials;
        if (credentials?.flow !== 'web-server') return;
        const text = cipher.encrypt(JSON.stringify({ ...credentials, refreshToken }), purposeOf('salesforce', name));
        await sql.query('update connector.workspaces set salesforce = $2 where name = $1', [name, text]);
      }),

    removeSalesforce: async (name) => {
      const rows = await database.query(
        `update connector.workspaces set salesforce = null, organization_id = null, instance_url = null, username = null,
           flow = null, connected_at = null, revision = revision + 1
         where name = $1 and salesforce is not null returning name`,
        [name],
      );
      return rows.length > 0;
    },

    remove: async (name) =>
      (await database.query('delete from connector.workspaces where name = $1 returning name', [name])).length > 0,

    reencrypt: () =>
      database.transaction(async (sql) => {
        let changed = 0;
        for (const row of await sql.query<Row>(`${SELECT} order by name for update`)) {
          changed += await reencryptRow(sql, row);
        }
        return changed;
      }),
  };
};

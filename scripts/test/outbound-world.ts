import { startLocalOrg } from '../../local-org/src/cli/start.ts';
import type { StoredEvent } from '../../local-org/src/events/event-bus.ts';
import { Datetime } from '../../local-org/src/values/temporal.ts';
import { eventually } from './eventually.ts';

/** A Sync_Change__e as it is on the bus. */
export interface TellTale {
  readonly kind: string;
  readonly entity: string;
  readonly recordId: string;
  readonly demodeskId: string | null;
  readonly changes: readonly Readonly<Record<string, unknown>>[];
  readonly changedBy: string;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  readonly key: string;
}

/** An answer of the REST API. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** An org with the package, both ways switched on, used over REST as people and the connector use it. */
export interface OutboundWorld {
  /** What came over the bus since the last look, in order. */
  told(): Promise<TellTale[]>;
  /** @param path after `/services/data/v65.0/` @param as user name; the administrator when absent */
  send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, as?: string): Promise<Answer>;
  /** Creates a record. @param object without namespace prefix as the org knows it @returns its id */
  create(object: string, fields: object, as?: string): Promise<string>;
  /** Creates up to 200 records at once. @returns their ids */
  createAll(object: string, records: readonly object[]): Promise<string[]>;
  query(soql: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

const PASSWORD = 'local';
const MARK = 'end-of-test';

const tellTale = ({ row }: StoredEvent): TellTale => {
  const value = (name: string): unknown => row.fields.get(`demodesk__${name}__c`) ?? null;
  const text = (name: string): string => String(value(name));
  const occurredAt = value('occurred_at');
  return {
    kind: text('kind'),
    entity: text('entity'),
    recordId: text('record_id'),
    demodeskId: value('demodesk_id') as string | null,
    changes: JSON.parse(text('changes')) as TellTale['changes'],
    changedBy: text('changed_by'),
    occurredAt: occurredAt instanceof Datetime ? occurredAt.epochMs : Number.NaN,
    key: text('change_key'),
  };
};

const idOf = ({ status, body }: Answer): string => {
  if (status !== 201) throw new Error(`Not created: ${status} ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
};

export const startOutboundWorld = async (): Promise<OutboundWorld> => {
  const running = await startLocalOrg({ projectDir: process.cwd(), port: 0, grpcPort: 0 });
  const events: StoredEvent[] = [];
  const stop = running.org.events.subscribe('demodesk__Sync_Change__e', '-1', (event) => events.push(event));
  const tokens = new Map<string, string>();

  const tokenOf = async (user: string | undefined): Promise<string> => {
    const known = tokens.get(user ?? '');
    if (known !== undefined) return known;
    const who =
      user === undefined
        ? { grant_type: 'client_credentials' }
        : { grant_type: 'password', username: user, password: PASSWORD };
    const answer = await fetch(`${running.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...who, client_id: 'local', client_secret: 'local' }),
    });
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    if (token === undefined) throw new Error(`No token for ${user ?? 'the administrator'}: ${answer.status}`);
    tokens.set(user ?? '', token);
    return token;
  };

  const send: OutboundWorld['send'] = async (method, path, body, as) => {
    const answer = await fetch(`${running.url}/services/data/v65.0/${path}`, {
      method,
      headers: { authorization: `Bearer ${await tokenOf(as)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };

  const create: OutboundWorld['create'] = async (object, fields, as) =>
    idOf(await send('POST', `sobjects/${object}`, fields, as));

  const createAll: OutboundWorld['createAll'] = async (object, records) => {
    const { body } = await send('POST', 'composite/sobjects', {
      allOrNone: true,
      records: records.map((fields) => ({ attributes: { type: object }, ...fields })),
    });
    const results = body as readonly { success: boolean; id: string }[];
    if (!results.every(({ success }) => success)) throw new Error(`Not created: ${JSON.stringify(results[0])}`);
    return results.map(({ id }) => id);
  };

  const query: OutboundWorld['query'] = async (soql) => {
    const { body } = await send('GET', `query?q=${encodeURIComponent(soql)}`);
    return (body as { records: Record<string, unknown>[] }).records;
  };

  // Events come after the answer, in order: whatever was published before this one has come when this one has.
  const told: OutboundWorld['told'] = async () => {
    await send('POST', 'sobjects/demodesk__Sync_Change__e', { demodesk__Kind__c: MARK });
    const end = await eventually('the events', () => {
      const at = events.findIndex(({ row }) => row.fields.get('demodesk__kind__c') === MARK);
      return Promise.resolve(at < 0 ? undefined : at);
    });
    return events
      .splice(0, end + 1)
      .slice(0, -1)
      .map(tellTale);
  };

  return {
    told,
    send,
    create,
    createAll,
    query,
    close: async () => {
      stop();
      await running.close();
    },
  };
};

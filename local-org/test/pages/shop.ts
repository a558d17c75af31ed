import { join } from 'node:path';
import { startLocalOrg, type RunningLocalOrg } from '../../src/cli/start.ts';

export const SHOP = join(import.meta.dirname, 'fixtures/shop');

/** People of the shop, as its seed makes them: password-less, chosen on `/login`. */
export const PEOPLE = {
  /** Has the permission set Shop_Clerk and speaks English. */
  clerk: 'clerk@shop.example',
  /** Has no permission set and speaks German. */
  guest: 'gast@shop.example',
} as const;

/** Starts an org over the shop, with its seed. */
export const startShop = (): Promise<RunningLocalOrg> =>
  startLocalOrg({ projectDir: SHOP, port: 0, grpcPort: 0, seed: join(SHOP, 'seed.json') });

/** One person's browser without a browser: cookies and the header that pages send. */
export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Calls `/lightning/api/…` as a page does. @returns status and JSON */
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
}

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

/** Opens the pages as a person. @param username default: the administrator */
export const openAs = async (org: RunningLocalOrg, username?: string): Promise<Client> => {
  const first = await fetch(`${org.url}/lightning`);
  let cookies = cookiesOf(first);
  await first.body?.cancel();
  if (username !== undefined) {
    const login = await (await fetch(`${org.url}/login`, { headers: { Cookie: cookies } })).text();
    const card = login.slice(login.indexOf(`data-username="${username}"`));
    const userId = /name="userId" value="([^"]+)"/.exec(card)?.[1] ?? '';
    const answer = await fetch(`${org.url}/login`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ userId, retURL: '/lightning' }),
    });
    cookies = cookiesOf(answer);
  }
  return {
    get: (path, headers = {}) => fetch(`${org.url}${path}`, { headers: { Cookie: cookies, ...headers } }),
    api: async (method, path, body) => {
      const response = await fetch(`${org.url}/lightning/api/${path}`, {
        method,
        headers: { Cookie: cookies, 'X-Local-Org-Page': '1', 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    },
  };
};

/** The page after the components are built. */
export const pageText = async (client: Client, path: string): Promise<string> => {
  await client.get('/lightning/building');
  const response = await client.get(path);
  return response.text();
};

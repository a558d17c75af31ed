import { join } from 'node:path';
import { startLocalOrg, type RunningLocalOrg, type StartOptions } from '../../src/cli/start.ts';

export const ORDERS = join(import.meta.dirname, '../projects/orders');

/** An answer of the API with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What JSON holds at a path; undefined where there is nothing. */
export const at = (json: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    json,
  );

/** The list that JSON holds at a path; empty where there is none. */
export const list = (json: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const found = at(json, ...path);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
};

export interface Caller {
  readonly running: RunningLocalOrg;
  readonly token: string;
  /** @param path below `/services/data/v65.0/`, or absolute */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

const readAnswer = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
};

/** Starts an org over the project of orders and signs in. */
export const runningOrg = async (options: Pick<StartOptions, 'dailyApiRequests' | 'apps'> = {}): Promise<Caller> => {
  const running = await startLocalOrg({ projectDir: ORDERS, port: 0, ...options });
  const signIn = await fetch(`${running.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'local', client_secret: 'local' }),
  });
  const { access_token: token } = (await signIn.json()) as { access_token: string };
  return {
    running,
    token,
    call: async (method, path, body, headers = {}) => {
      const url = path.startsWith('/') ? `${running.url}${path}` : `${running.url}/services/data/v65.0/${path}`;
      const response = await fetch(url, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return readAnswer(response);
    },
    close: () => running.close(),
  };
};

/** A SOQL query's path. */
export const soql = (text: string): string => `query?q=${encodeURIComponent(text)}`;

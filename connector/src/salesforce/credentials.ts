import { createSign } from 'node:crypto';

interface App {
  /** Where to log in: the org's My Domain address, `https://login.salesforce.com` or `https://test.salesforce.com`. */
  readonly loginUrl: string;
  /** Consumer key of the app in Salesforce. */
  readonly clientId: string;
}

/** How to log in to one org without a person. */
export type SalesforceCredentials = App &
  (
    | { readonly flow: 'client-credentials'; readonly clientSecret: string }
    | {
        readonly flow: 'jwt-bearer';
        /** PEM text of the private key whose certificate the app knows. */
        readonly privateKey: string;
        /** Name of the user to log in as. */
        readonly username: string;
      }
    | {
        readonly flow: 'web-server';
        /** Left out by apps that require none, because PKCE protects the flow. */
        readonly clientSecret?: string | undefined;
        readonly refreshToken: string;
      }
    | {
        /** A login that somebody else has made; it cannot be renewed. */
        readonly flow: 'access-token';
        readonly accessToken: string;
      }
  );

/** The name of a way to log in. */
export type SalesforceFlow = SalesforceCredentials['flow'];

/** Salesforce accepts an assertion for at most this long. */
const ASSERTION_SECONDS = 180;

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Salesforce names itself by its generic addresses in the audience, also when the request goes to a My Domain. */
const audienceOf = (loginUrl: string): string => {
  const { hostname, origin } = new URL(loginUrl);
  if (!hostname.endsWith('.salesforce.com')) return origin;
  const sandbox = hostname === 'test.salesforce.com' || /--|\.sandbox\./.test(hostname);
  return sandbox ? 'https://test.salesforce.com' : 'https://login.salesforce.com';
};

const assertionOf = (
  { clientId, loginUrl, username, privateKey }: SalesforceCredentials & { flow: 'jwt-bearer' },
  nowMs: number,
): string => {
  const claims = {
    iss: clientId,
    sub: username,
    aud: audienceOf(loginUrl),
    exp: Math.floor(nowMs / 1000) + ASSERTION_SECONDS,
  };
  const unsigned = `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url(claims)}`;
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey, 'base64url')}`;
};

/**
 * @param nowMs the time in milliseconds since 1970
 * @returns the parameters of the request that turns the credentials into an access token (RFC 6749, RFC 7523)
 * @throws Error when the private key is none
 */
export const tokenRequest = (
  credentials: Exclude<SalesforceCredentials, { flow: 'access-token' }>,
  nowMs: number,
): { grant_type: string } & Record<string, string> => {
  switch (credentials.flow) {
    case 'client-credentials':
      return {
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
      };
    case 'jwt-bearer':
      return {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: assertionOf(credentials, nowMs),
      };
    case 'web-server':
      return {
        grant_type: 'refresh_token',
        refresh_token: credentials.refreshToken,
        client_id: credentials.clientId,
        ...(credentials.clientSecret === undefined ? {} : { client_secret: credentials.clientSecret }),
      };
  }
};

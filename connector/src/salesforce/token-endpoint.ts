import { OAuth2 } from 'jsforce';
import { z } from 'zod';
import { SalesforceFailure } from './failure.ts';
import { describeCause, WatchedTransport, withTimeout } from './transport.ts';
import type { Seen } from './transport.ts';

/** What a login gave: enough for any of Salesforce's APIs. */
export interface SalesforceToken {
  accessToken: string;
  /** Where the org's APIs are, e.g. `https://acme.my.salesforce.com`. */
  instanceUrl: string;
  /** 18 characters; the Pub/Sub API calls it the tenant. Empty when the login did not say. */
  organizationId: string;
  userId: string;
  /** Where the flow gives one, or replaces the one that was used. */
  refreshToken: string | undefined;
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  instance_url: z.url(),
  refresh_token: z.string().min(1).optional(),
  /** `https://login.salesforce.com/id/<org id>/<user id>`. */
  id: z.string().default(''),
});

const tokenOf = (answer: unknown): SalesforceToken => {
  const given = tokenAnswer.parse(answer);
  const [, organizationId = '', userId = ''] = /\/id\/([A-Za-z0-9]{15,18})\/([A-Za-z0-9]{15,18})/.exec(given.id) ?? [];
  return {
    accessToken: given.access_token,
    instanceUrl: given.instance_url,
    organizationId,
    userId,
    refreshToken: given.refresh_token,
  };
};

/** Errors of OAuth itself: `invalid_grant`, `OAUTH_APPROVAL_ERROR_GENERIC`; jsforce makes them the error's name. */
const isOauthCode = (name: string): boolean => /^[a-z]+(_[a-z]+)+$|^OAUTH_[A-Z_]+$/.test(name);

/**
 * A failed login never condemns a delivery: either Salesforce is away or busy, or the credentials need a person.
 */
const loginFailure = (error: unknown, { status, retryAfterMs }: Seen): SalesforceFailure => {
  if (error instanceof SalesforceFailure) return error;
  const context = { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  const cause = error instanceof Error ? error : new Error(String(error));
  if (status === undefined) {
    const message = `Salesforce could not be reached for the login: ${describeCause(cause)}`;
    return new SalesforceFailure({ code: 'UNREACHABLE', message }, context);
  }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
    const code = isOauthCode(cause.name) ? cause.name : 'LOGIN_REFUSED';
    const message = cause.message === '' ? `Salesforce answered the login with ${status}.` : cause.message;
    return new SalesforceFailure({ code, message }, { ...context, status, failureClass: 'authentication' });
  }
  const message = `Salesforce answered the login with ${status}.`;
  return new SalesforceFailure({ code: `HTTP_${status}`, message }, { ...context, status });
};

/**
 * Asks Salesforce for a token.
 *
 * @param loginUrl where to log in
 * @param parameters of the grant, see `credentials.ts`
 * @throws SalesforceFailure
 */
export const requestToken = async (
  loginUrl: string,
  parameters: { grant_type: string } & Record<string, string>,
  timeoutMs: number,
): Promise<SalesforceToken> => {
  const oauth2 = new OAuth2({ loginUrl });
  const transport = new WatchedTransport();
  oauth2._transport = transport;
  try {
    const answer: unknown = await withTimeout(oauth2.requestToken(parameters), timeoutMs, 'The login to Salesforce');
    return tokenOf(answer);
  } catch (error) {
    throw loginFailure(error, transport.seen);
  }
};

const userInfo = z.object({ organization_id: z.string(), user_id: z.string() });

/**
 * Finds out whose token it is.
 *
 * @param instanceUrl where the org's APIs are
 * @throws SalesforceFailure when Salesforce does not accept it
 */
export const existingToken = async (
  instanceUrl: string,
  accessToken: string,
  timeoutMs: number,
): Promise<SalesforceToken> => {
  const url = new URL('/services/oauth2/userinfo', instanceUrl);
  const seen: Seen = {};
  try {
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${accessToken}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    seen.status = answer.status;
    if (!answer.ok) throw new Error(`Salesforce answered ${answer.status}.`);
    const { organization_id: organizationId, user_id: userId } = userInfo.parse(await answer.json());
    return { accessToken, instanceUrl, organizationId, userId, refreshToken: undefined };
  } catch (error) {
    throw loginFailure(error, seen);
  }
};

/**
 * Takes a token back; a refresh token takes the access tokens that came of it along.
 *
 * @throws SalesforceFailure
 */
export const revokeToken = async (loginUrl: string, token: string, timeoutMs: number): Promise<void> => {
  const oauth2 = new OAuth2({ loginUrl });
  const transport = new WatchedTransport();
  oauth2._transport = transport;
  try {
    await withTimeout(oauth2.revokeToken(token), timeoutMs, 'Revoking the token');
  } catch (error) {
    throw loginFailure(error, transport.seen);
  }
};

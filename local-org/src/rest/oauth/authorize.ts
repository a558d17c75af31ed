import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import { activeUserId, signInUsers } from '../../security/users.ts';
import { authorizeErrorPage, authorizePage } from './authorize-page.ts';
import type { AuthorizationCode } from './authorization-codes.ts';
import { checkCallback, clientNamed, grantedScopes, type OAuthClient } from './clients.ts';
import type { OAuthContext } from './context.ts';
import { OAuthError } from './oauth-error.ts';

/** How long a page may stay open before it is answered. */
const PAGE_MS = 60 * 60 * 1000;

const text = z.string().optional();
const request = z.object({
  response_type: text,
  client_id: text,
  redirect_uri: text,
  scope: text,
  state: text,
  code_challenge: text,
  code_challenge_method: text,
  login_hint: text,
});
type AuthorizeRequest = z.infer<typeof request>;

const decision = z.object({ request: z.string(), user: z.string().default(''), decision: z.enum(['allow', 'deny']) });

/** A page that was shown and not answered yet. */
interface Pending {
  readonly grant: Omit<AuthorizationCode, 'userId'>;
  readonly state: string | undefined;
  readonly at: number;
}

const sendPage = (response: Response, status: number, html: string): void => {
  response
    .status(status)
    .set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    })
    .type('html')
    .send(html);
};

const redirect = (response: Response, url: string, parameters: Readonly<Record<string, string | undefined>>): void => {
  const target = new URL(url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) target.searchParams.set(name, value);
  }
  response.set('Cache-Control', 'no-store').redirect(302, target.href);
};

/** What the app asks for. @throws OAuthError that goes back to the app */
const grantOf = (
  client: OAuthClient,
  callbackUrl: string,
  asked: AuthorizeRequest,
): Omit<AuthorizationCode, 'userId'> => {
  if (asked.response_type !== 'code') {
    throw new OAuthError(
      'unsupported_response_type',
      `UnsupportedFeature: response type ${asked.response_type ?? 'missing'}; the local org knows code`,
    );
  }
  // jsforce names no method; Salesforce knows S256 alone.
  if ((asked.code_challenge_method ?? 'S256') !== 'S256') {
    throw new OAuthError('invalid_request', 'code challenge method must be S256');
  }
  if (client.requiresPkce && asked.code_challenge === undefined) {
    throw new OAuthError('invalid_request', 'missing required code challenge');
  }
  return {
    clientId: client.id,
    callbackUrl,
    scopes: grantedScopes(client, asked.scope),
    ...(asked.code_challenge === undefined ? {} : { challenge: asked.code_challenge }),
  };
};

/** `GET` and `POST /services/oauth2/authorize`: the page of the web-server flow, and its answer. */
export const authorizeEndpoints = (
  context: OAuthContext,
): { readonly show: RequestHandler; readonly answer: RequestHandler } => {
  const { org, clients, codes } = context;
  const pending = new Map<string, Pending>();

  /** Refuses when the org has been told to; on Salesforce, too, this comes after the user has signed in. */
  const misbehave = (): void => {
    const told = org.faults.take('oauth-error', { oauth: 'authorize' });
    if (told) throw new OAuthError(told.error, told.description ?? told.error);
    if (org.faults.take('app-not-installed', { oauth: 'authorize' })) {
      throw new OAuthError(
        'OAUTH_APPROVAL_ERROR_GENERIC',
        'An unexpected error has occurred during authentication. Please try again.',
      );
    }
  };

  /** @throws OAuthError */
  const codeFor = ({ grant }: Pending, username: string, isAllowed: boolean): string => {
    if (!isAllowed) throw new OAuthError('access_denied', 'end-user denied authorization');
    misbehave();
    const userId = activeUserId(org, username);
    if (userId === undefined) throw new OAuthError('access_denied', 'authentication failure');
    return codes.issue({ ...grant, userId });
  };

  /** Answers the app with what the work gives, or with its error. */
  const answerApp = (
    response: Response,
    to: { readonly callbackUrl: string; readonly state: string | undefined },
    work: () => void,
  ): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      const { error: code, message } = error;
      redirect(response, to.callbackUrl, { error: code, error_description: message, state: to.state });
    }
  };

  const show = (response: Response, asked: AuthorizeRequest): void => {
    const client = clientNamed(clients, asked.client_id);
    const callbackUrl = checkCallback(client, asked.redirect_uri);
    answerApp(response, { callbackUrl, state: asked.state }, () => {
      const grant = grantOf(client, callbackUrl, asked);
      const id = randomUUID();
      for (const [old, { at }] of pending) if (org.now() - at > PAGE_MS) pending.delete(old);
      pending.set(id, { grant, state: asked.state, at: org.now() });
      const page = { request: id, clientId: client.id, callbackUrl, scopes: grant.scopes };
      const html = authorizePage({ ...page, users: signInUsers(org), loginHint: asked.login_hint ?? '' });
      sendPage(response, 200, html);
    });
  };

  return {
    show: (incoming, response) => {
      try {
        const parsed = request.safeParse(incoming.query);
        if (!parsed.success) throw new OAuthError('invalid_request', 'each parameter may be given once');
        show(response, parsed.data);
      } catch (error) {
        if (!(error instanceof OAuthError)) throw error;
        sendPage(response, 400, authorizeErrorPage(error.error, error.message));
      }
    },
    answer: (incoming, response) => {
      const parsed = decision.safeParse(incoming.body);
      const shown = parsed.success ? pending.get(parsed.data.request) : undefined;
      if (!parsed.success || !shown) {
        sendPage(response, 400, authorizeErrorPage('invalid_request', 'this page is no longer valid; begin again'));
        return;
      }
      pending.delete(parsed.data.request);
      const { callbackUrl } = shown.grant;
      answerApp(response, { callbackUrl, state: shown.state }, () => {
        const code = codeFor(shown, parsed.data.user, parsed.data.decision === 'allow');
        redirect(response, callbackUrl, { code, state: shown.state });
      });
    },
  };
};

import type { RequestHandler } from 'express';
import { findUser } from '../../security/users.ts';
import { checkSecret, clientNamed } from './clients.ts';
import type { OAuthContext } from './context.ts';
import { identityUrl } from './identity.ts';
import { OAuthError } from './oauth-error.ts';
import { readParameters } from './parameters.ts';

/** `/services/oauth2/revoke`: ends a session, or with a refresh token everything that hangs on it. */
export const revokeEndpoint =
  ({ org, refreshTokens }: OAuthContext): RequestHandler =>
  (request, response) => {
    const { token = '' } = readParameters(request);
    const isRefreshToken = refreshTokens.revoke(token);
    if (isRefreshToken) org.sessions.revokeAllOf(token);
    if (!isRefreshToken && !org.sessions.revoke(token)) {
      throw new OAuthError('unsupported_token_type', 'this token type is not supported');
    }
    response.status(200).end();
  };

/** `POST /services/oauth2/introspect` (RFC 7662): what a token is good for, told to its app alone. */
export const introspectEndpoint =
  ({ org, clients, refreshTokens }: OAuthContext): RequestHandler =>
  (request, response) => {
    const given = readParameters(request);
    const client = clientNamed(clients, given.client_id);
    checkSecret(client, given.client_secret);
    const token = given.token ?? '';
    const refresh = refreshTokens.find(token);
    const open = org.sessions.peek(token);
    const session = refresh ?? open;
    if (session?.clientId !== client.id) {
      response.json({ active: false });
      return;
    }
    response.json({
      active: true,
      scope: session.scopes.join(' '),
      client_id: client.id,
      username: findUser(org, session.userId)?.get('Username'),
      sub: identityUrl(request, org, session.userId),
      token_type: refresh ? 'refresh_token' : 'access_token',
      ...(open ? { exp: Math.floor(open.expiresAt / 1000) } : {}),
    });
  };

import { findUser } from '../../../security/users.ts';
import { checkSecret, clientNamed } from '../clients.ts';
import { invalidGrant, OAuthError } from '../oauth-error.ts';
import type { GrantFlow } from './grant.ts';

/** `refresh_token`: a new session for an app that a user has allowed before. */
export const refreshToken: GrantFlow = ({ org, clients, refreshTokens }, given) => {
  const client = clientNamed(clients, given.client_id);
  checkSecret(client, given.client_secret);
  const token = given.refresh_token ?? '';
  if (org.faults.take('expired-refresh-token')) refreshTokens.revoke(token);
  const known = refreshTokens.find(token);
  if (known?.clientId !== client.id) throw invalidGrant('expired access/refresh token');
  const { userId, scopes } = known;
  if (findUser(org, userId)?.get('IsActive') !== true) throw new OAuthError('inactive_user', 'user is inactive');
  if (!client.rotatesRefreshTokens) return { userId, client, scopes, refreshToken: token };
  refreshTokens.revoke(token);
  const next = refreshTokens.issue({ userId, clientId: client.id, scopes });
  return { userId, client, scopes, newRefreshToken: next.token, refreshToken: next.token };
};

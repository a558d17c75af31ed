import { createHash } from 'node:crypto';
import type { AuthorizationCode } from '../authorization-codes.ts';
import { checkSecret, clientNamed, sameSecret } from '../clients.ts';
import { invalidGrant, OAuthError } from '../oauth-error.ts';
import type { OAuthParameters } from '../parameters.ts';
import type { GrantFlow } from './grant.ts';

/** Proof Key for Code Exchange (RFC 7636), S256 only, as on Salesforce; the length of the verifier is not looked at. */
const checkVerifier = ({ challenge }: AuthorizationCode, { code_verifier: verifier = '' }: OAuthParameters): void => {
  if (challenge === undefined) return;
  const hash = createHash('sha256').update(verifier).digest('base64url');
  if (verifier === '' || !sameSecret(hash, challenge)) throw invalidGrant('invalid code verifier');
};

/** `authorization_code`: the second half of the web-server flow. */
export const authorizationCode: GrantFlow = ({ clients, codes, refreshTokens }, given) => {
  const client = clientNamed(clients, given.client_id);
  checkSecret(client, given.client_secret);
  if (given.redirect_uri === undefined) throw new OAuthError('redirect_uri_missing', 'redirect_uri is required');
  const grant = codes.take(given.code ?? '');
  if (grant === 'expired') throw invalidGrant('expired authorization code');
  if (grant?.clientId !== client.id) throw invalidGrant('invalid authorization code');
  if (grant.callbackUrl !== given.redirect_uri) {
    throw new OAuthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
  }
  checkVerifier(grant, given);
  const { userId, scopes } = grant;
  if (!scopes.includes('refresh_token')) return { userId, client, scopes };
  const { token } = refreshTokens.issue({ userId, clientId: client.id, scopes });
  return { userId, client, scopes, newRefreshToken: token, refreshToken: token };
};

import type { LocalOrg } from '../../org.ts';
import type { RefreshTokens } from '../../security/refresh-tokens.ts';
import type { AuthorizationCodes } from './authorization-codes.ts';
import type { OAuthClient } from './clients.ts';

/** What the OAuth flows work with. */
export interface OAuthContext {
  readonly org: LocalOrg;
  readonly clients: readonly OAuthClient[];
  readonly codes: AuthorizationCodes;
  readonly refreshTokens: RefreshTokens;
}

import type { OAuthClient } from '../clients.ts';
import type { OAuthContext } from '../context.ts';
import type { OAuthParameters } from '../parameters.ts';

/** Whom a request to the token endpoint may act for. */
export interface Grant {
  readonly userId: string;
  readonly client: OAuthClient;
  readonly scopes: readonly string[];
  /** A refresh token to hand out with the access token. */
  readonly newRefreshToken?: string;
  /** The refresh token that the session hangs on. */
  readonly refreshToken?: string;
}

/** One way to get a token. @throws OAuthError */
export type GrantFlow = (context: OAuthContext, given: OAuthParameters) => Grant;

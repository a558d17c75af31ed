import { authorizationCode } from './authorization-code.ts';
import { clientCredentials } from './client-credentials.ts';
import type { GrantFlow } from './grant.ts';
import { jwtBearer } from './jwt-bearer.ts';
import { password } from './password.ts';
import { refreshToken } from './refresh-token.ts';

/** The ways to get a token, by `grant_type`. */
export const grantFlows: ReadonlyMap<string, GrantFlow> = new Map([
  ['client_credentials', clientCredentials],
  ['password', password],
  ['authorization_code', authorizationCode],
  ['refresh_token', refreshToken],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', jwtBearer],
]);

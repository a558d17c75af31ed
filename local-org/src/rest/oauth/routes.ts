import express, { Router } from 'express';
import type { LocalOrg } from '../../org.ts';
import { createRefreshTokens } from '../../security/refresh-tokens.ts';
import { createAuthorizationCodes } from './authorization-codes.ts';
import { authorizeEndpoints } from './authorize.ts';
import type { OAuthClient } from './clients.ts';
import type { OAuthContext } from './context.ts';
import { OAuthError } from './oauth-error.ts';
import { introspectEndpoint, revokeEndpoint } from './revoke-and-introspect.ts';
import { tokenEndpoint } from './token.ts';

/** `/services/oauth2/...`: authorize, token, revoke, introspect. */
export const oauthRoutes = (org: LocalOrg, clients: readonly OAuthClient[]): Router => {
  const context: OAuthContext = {
    org,
    clients,
    codes: createAuthorizationCodes(() => org.now()),
    refreshTokens: createRefreshTokens(),
  };
  const router = Router();
  const form = express.urlencoded({ extended: false });
  const { show, answer } = authorizeEndpoints(context);
  router.get('/services/oauth2/authorize', show);
  router.post('/services/oauth2/authorize', form, answer);
  router.post('/services/oauth2/token', form, tokenEndpoint(context));
  router.all('/services/oauth2/revoke', form, revokeEndpoint(context));
  router.post('/services/oauth2/introspect', form, introspectEndpoint(context));
  router.use(((error: unknown, _request, response, next) => {
    if (error instanceof OAuthError) {
      response.status(error.status).json({ error: error.error, error_description: error.message });
    } else next(error);
  }) satisfies express.ErrorRequestHandler);
  return router;
};

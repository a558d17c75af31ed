import { createHmac } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { OAuthContext } from './context.ts';
import { grantFlows } from './grants/index.ts';
import type { Grant } from './grants/grant.ts';
import { identityUrl, instanceUrl } from './identity.ts';
import { OAuthError } from './oauth-error.ts';
import { readParameters } from './parameters.ts';

/** Refuses when the org has been told to. */
const misbehave = ({ org }: OAuthContext): void => {
  const told = org.faults.take('oauth-error', { oauth: 'token' });
  if (told) throw new OAuthError(told.error, told.description ?? told.error);
  if (org.faults.take('app-not-installed', { oauth: 'token' })) {
    throw new OAuthError('invalid_app_access', 'user is not admin approved to access this app');
  }
};

const answer = (request: Request, { org }: OAuthContext, grant: Grant) => {
  const { userId, client, scopes, newRefreshToken, refreshToken } = grant;
  const session = org.sessions.open(userId, client.id, { scopes, ...(refreshToken ? { refreshToken } : {}) });
  const id = identityUrl(request, org, userId);
  const issuedAt = String(org.now());
  return {
    access_token: session.token,
    ...(newRefreshToken === undefined ? {} : { refresh_token: newRefreshToken }),
    signature: createHmac('sha256', client.secret).update(`${id}${issuedAt}`).digest('base64'),
    scope: scopes.join(' '),
    instance_url: instanceUrl(request),
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
};

/** `POST /services/oauth2/token` */
export const tokenEndpoint =
  (context: OAuthContext): RequestHandler =>
  (request, response) => {
    const given = readParameters(request);
    if (given.grant_type === undefined) throw new OAuthError('invalid_request', 'grant_type is required');
    const flow = grantFlows.get(given.grant_type);
    if (!flow) {
      throw new OAuthError('unsupported_grant_type', `UnsupportedFeature: grant type ${given.grant_type}`);
    }
    misbehave(context);
    response.set('Cache-Control', 'no-cache, no-store').json(answer(request, context, flow(context, given)));
  };

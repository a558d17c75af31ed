import { createHmac } from 'node:crypto';
import express, { Router, type Request } from 'express';
import { z } from 'zod';
import type { LocalOrg } from '../../org.ts';
import { USER_IDS } from '../../security/ids-of-the-org.ts';
import { activeUserId } from '../../security/users.ts';
import { LOCAL_PASSWORD, sameSecret, type OAuthClient } from './clients.ts';
import { identityUrl, instanceUrl } from './identity.ts';

/** An OAuth error answer: status 400 or 401, `{error, error_description}`. */
class OAuthError extends Error {
  readonly status: number;
  readonly error: string;

  constructor(error: string, description: string, status = 400) {
    super(description);
    this.error = error;
    this.status = status;
  }
}

const parameters = z.object({
  grant_type: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
});

type Parameters = z.infer<typeof parameters>;

/** Form fields, with those of the query and of HTTP Basic authentication beside them. */
const readParameters = (request: Request): Parameters => {
  const basic = /^Basic\s+(\S+)$/i.exec(request.get('Authorization') ?? '')?.[1];
  const [id, secret] = basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':');
  const fromBasic = id === undefined ? {} : { client_id: id, client_secret: secret ?? '' };
  const parsed = parameters.safeParse({ ...request.query, ...(request.body as object | undefined), ...fromBasic });
  if (!parsed.success) throw new OAuthError('invalid_request', 'each parameter may be given once');
  return parsed.data;
};

const checkClient = (client: OAuthClient, { client_id: id = '', client_secret: secret = '' }: Parameters): void => {
  if (!sameSecret(id, client.id)) throw new OAuthError('invalid_client_id', 'client identifier invalid');
  if (!sameSecret(secret, client.secret)) throw new OAuthError('invalid_client', 'invalid client credentials');
};

/** The user of a grant. */
const grantedUser = (org: LocalOrg, given: Parameters): string => {
  switch (given.grant_type) {
    case 'client_credentials':
      // The "run as" user of the connected app.
      return USER_IDS.admin;
    case 'password': {
      const userId = activeUserId(org, given.username ?? '');
      if (userId === undefined || !sameSecret(given.password ?? '', LOCAL_PASSWORD)) {
        throw new OAuthError('invalid_grant', 'authentication failure');
      }
      return userId;
    }
    case undefined:
      throw new OAuthError('invalid_request', 'grant_type is required');
    default:
      throw new OAuthError('unsupported_grant_type', `UnsupportedFeature: grant type ${given.grant_type}`);
  }
};

/** `/services/oauth2/token` and `/services/oauth2/revoke`. */
export const oauthRoutes = (org: LocalOrg, client: OAuthClient): Router => {
  const router = Router();
  const form = express.urlencoded({ extended: false });

  router.post('/services/oauth2/token', form, (request, response) => {
    const given = readParameters(request);
    checkClient(client, given);
    const userId = grantedUser(org, given);
    const session = org.sessions.open(userId, client.id);
    const id = identityUrl(request, org, userId);
    const issuedAt = String(org.now());
    response.set('Cache-Control', 'no-cache, no-store').json({
      access_token: session.token,
      signature: createHmac('sha256', client.secret).update(`${id}${issuedAt}`).digest('base64'),
      scope: 'api id',
      instance_url: instanceUrl(request),
      id,
      token_type: 'Bearer',
      issued_at: issuedAt,
    });
  });

  router.all('/services/oauth2/revoke', form, (request, response) => {
    const parsed = z
      .object({ token: z.string() })
      .safeParse({ ...request.query, ...(request.body as object | undefined) });
    if (!parsed.success || !org.sessions.revoke(parsed.data.token)) {
      throw new OAuthError('unsupported_token_type', 'this token type is not supported');
    }
    response.status(200).end();
  });

  router.use(((error: unknown, _request, response, next) => {
    if (error instanceof OAuthError) {
      response.status(error.status).json({ error: error.error, error_description: error.message });
    } else next(error);
  }) satisfies express.ErrorRequestHandler);
  return router;
};

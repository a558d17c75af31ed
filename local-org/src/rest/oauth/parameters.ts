import type { Request } from 'express';
import { z } from 'zod';
import { OAuthError } from './oauth-error.ts';

const text = z.string().optional();

const parameters = z.object({
  grant_type: text,
  client_id: text,
  client_secret: text,
  username: text,
  password: text,
  code: text,
  redirect_uri: text,
  code_verifier: text,
  refresh_token: text,
  assertion: text,
  scope: text,
  token: text,
  token_type_hint: text,
});

/** The parameters of a request to the token endpoint and its neighbours. */
export type OAuthParameters = z.infer<typeof parameters>;

/**
 * Form fields, with those of the query and of HTTP Basic authentication beside them.
 * @throws OAuthError invalid_request
 */
export const readParameters = (request: Request): OAuthParameters => {
  const basic = /^Basic\s+(\S+)$/i.exec(request.get('Authorization') ?? '')?.[1];
  const [id, secret] = basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':');
  const fromBasic = id === undefined ? {} : { client_id: id, client_secret: secret ?? '' };
  const parsed = parameters.safeParse({ ...request.query, ...(request.body as object | undefined), ...fromBasic });
  if (!parsed.success) throw new OAuthError('invalid_request', 'each parameter may be given once');
  return parsed.data;
};

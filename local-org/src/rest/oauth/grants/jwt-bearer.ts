import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { activeUserId } from '../../../security/users.ts';
import { clientNamed, grantedScopes, type OAuthClient } from '../clients.ts';
import { invalidGrant } from '../oauth-error.ts';
import type { GrantFlow } from './grant.ts';

const header = z.object({ alg: z.literal('RS256') });
const claims = z.object({ iss: z.string(), sub: z.string(), aud: z.string(), exp: z.coerce.number() });

/** Who asks Salesforce may name any of these as the one asked; here also this org. */
const LOGIN_HOSTS = new Set(['login.salesforce.com', 'test.salesforce.com', '127.0.0.1', 'localhost']);

const part = <T>(schema: z.ZodType<T>, text: string | undefined): T => {
  try {
    return schema.parse(JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8')));
  } catch {
    throw invalidGrant('invalid assertion');
  }
};

const isSigned = ({ certificate }: OAuthClient, content: string, signature: string): boolean =>
  certificate !== undefined &&
  verify('RSA-SHA256', Buffer.from(content), createPublicKey(certificate), Buffer.from(signature, 'base64url'));

/** `urn:ietf:params:oauth:grant-type:jwt-bearer`: the app shows a token that it has signed itself, and no secret. */
export const jwtBearer: GrantFlow = ({ org, clients }, given) => {
  const [head, body, signature = ''] = (given.assertion ?? '').split('.');
  part(header, head);
  const { iss, sub, aud, exp } = part(claims, body);
  const client = clientNamed(clients, iss);
  if (!isSigned(client, `${head ?? ''}.${body ?? ''}`, signature)) throw invalidGrant('invalid assertion');
  if (!URL.canParse(aud) || !LOGIN_HOSTS.has(new URL(aud).hostname)) throw invalidGrant('audience is invalid');
  if (exp * 1000 <= org.now()) throw invalidGrant('expired authorization code');
  const userId = activeUserId(org, sub);
  if (userId === undefined) throw invalidGrant("user hasn't approved this consumer");
  return { userId, client, scopes: grantedScopes(client, given.scope).filter((scope) => scope !== 'refresh_token') };
};

import { activeUserId } from '../../../security/users.ts';
import { checkSecret, clientNamed, LOCAL_PASSWORD, sameSecret } from '../clients.ts';
import { invalidGrant } from '../oauth-error.ts';
import type { GrantFlow } from './grant.ts';

/** `password`: any active user, with the password that all users of a local org have. */
export const password: GrantFlow = ({ org, clients }, given) => {
  const client = clientNamed(clients, given.client_id);
  checkSecret(client, given.client_secret);
  const userId = activeUserId(org, given.username ?? '');
  if (userId === undefined || !sameSecret(given.password ?? '', LOCAL_PASSWORD)) {
    throw invalidGrant('authentication failure');
  }
  return { userId, client, scopes: ['api', 'id'] };
};

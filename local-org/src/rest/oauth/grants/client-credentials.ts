import { USER_IDS } from '../../../security/ids-of-the-org.ts';
import { checkSecret, clientNamed } from '../clients.ts';
import type { GrantFlow } from './grant.ts';

/** `client_credentials`: the app acts as its "run as" user, here the administrator. */
export const clientCredentials: GrantFlow = ({ clients }, given) => {
  const client = clientNamed(clients, given.client_id);
  checkSecret(client, given.client_secret);
  return { userId: USER_IDS.admin, client, scopes: ['api', 'id'] };
};

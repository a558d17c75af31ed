import { setTimeout as wait } from 'node:timers/promises';
import type { Metadata } from '@grpc/grpc-js';
import type { LocalOrg } from '../org.ts';
import type { Session } from '../security/sessions.ts';
import { authenticate } from './authenticate.ts';
import { authError, unavailable } from './pub-sub-error.ts';

/**
 * What every call passes first: the faults that are on for the Pub/Sub API, then authentication.
 * @throws PubSubError
 */
export const passGate = async (org: LocalOrg, metadata: Metadata): Promise<Session> => {
  const slow = org.faults.take('slow', { api: 'pub-sub' });
  if (slow) await wait(slow.ms, undefined, { ref: false });
  if (org.faults.take('service-unavailable', { api: 'pub-sub' })) throw unavailable();
  const session = authenticate(org, metadata);
  if (org.faults.take('invalid-session', { api: 'pub-sub' })) {
    org.sessions.revoke(session.token);
    throw authError();
  }
  return session;
};

import { status, type Metadata } from '@grpc/grpc-js';
import type { LocalOrg } from '../org.ts';
import type { Session } from '../security/sessions.ts';
import { authError, PubSubError } from './pub-sub-error.ts';

const header = (metadata: Metadata, name: string): string => {
  const [value] = metadata.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

const required = (metadata: Metadata, name: string): string => {
  const value = header(metadata, name);
  if (value !== '') return value;
  throw new PubSubError(
    status.UNAUTHENTICATED,
    'service.auth.headers.invalid',
    `The authentication header ${name} is missing or blank.`,
  );
};

/**
 * The session that a call names in its metadata `accesstoken`, `instanceurl` and `tenantid`.
 * @throws PubSubError UNAUTHENTICATED
 */
export const authenticate = (org: LocalOrg, metadata: Metadata): Session => {
  const token = required(metadata, 'accesstoken');
  const instanceUrl = required(metadata, 'instanceurl');
  const tenantId = required(metadata, 'tenantid');
  const session = org.sessions.find(token);
  // The instance cannot be compared: this machine has more than one name.
  if (!session || !URL.canParse(instanceUrl) || tenantId.slice(0, 15) !== org.id.slice(0, 15)) throw authError();
  return session;
};

import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** Where changes are pushed to and what they are signed with. */
export interface PushTarget {
  url: string;
  /** Standard Webhooks secrets, `whsec_...`; several while one is being replaced: each makes a signature. */
  secrets: readonly string[];
}

const isLoopback = (hostname: string): boolean => {
  const host = hostname.replace(/^\[|\]$/g, '');
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    (isIP(host) === 4 && host.startsWith('127.'))
  );
};

/**
 * Checks where to push to. What changes in a CRM must not travel in the clear, and an address on the connector's own
 * machine reaches what is not meant to be reached; both are fine while everything is tried out on one machine.
 *
 * @param local whether the connector works with a local org
 * @returns what is wrong, one line each; none when the target is usable
 */
export const pushTargetProblems = ({ url, secrets }: PushTarget, { local }: { local: boolean }): string[] => {
  const problems: string[] = [];
  const { protocol, hostname, username } = new URL(url);
  if (!local && protocol !== 'https:') problems.push('DEMODESK_PUSH_URL must be https');
  if (!local && isLoopback(hostname)) problems.push('DEMODESK_PUSH_URL points to this machine itself');
  if (username !== '') problems.push('DEMODESK_PUSH_URL must not hold a user name: pushes are signed instead');
  if (secrets.length === 0) {
    problems.push('DEMODESK_PUSH_SECRETS is missing: pushes are signed with it (whsec_ and base64 of 24 to 64 bytes)');
  }
  return problems;
};

/** One signed request. */
export interface SignedRequest {
  headers: Record<string, string>;
  body: string;
}

/**
 * Signs a message as Standard Webhooks 1.0 wants it: one signature for each secret, separated by spaces.
 *
 * @param id the same for every attempt of one message
 * @param at now
 */
export const signed = (secrets: readonly string[], id: string, at: Date, body: string): SignedRequest => ({
  headers: {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  },
  body,
});

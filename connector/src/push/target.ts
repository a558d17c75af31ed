import { Webhook } from 'standardwebhooks';
import { mayName } from './network.ts';
import type { PushNetwork } from './network.ts';

/** Where changes are pushed to and what they are signed with. */
export interface PushTarget {
  url: string;
  /** Standard Webhooks secrets, `whsec_...`; several while one is being replaced: each makes a signature. */
  secrets: readonly string[];
  /** Where the address may lead to. */
  network: PushNetwork;
}

/** Something about a target that a person has to put right. */
export interface TargetProblem {
  at: 'url' | 'secrets';
  message: string;
}

/**
 * Checks where to push to. What changes in a CRM must not travel in the clear, and an address inside reaches what is
 * not meant to be reached; both are fine while everything is tried out on one machine.
 *
 * @returns what is wrong; nothing when the target is usable
 */
export const pushTargetProblems = ({ url, secrets, network }: PushTarget): TargetProblem[] => {
  const problems: TargetProblem[] = [];
  const { protocol, hostname, username, password } = new URL(url);
  if (network !== 'this-machine' && protocol !== 'https:') problems.push({ at: 'url', message: 'must be https' });
  if (!mayName(network, hostname)) {
    const inside = network === 'public' ? 'this machine itself or into a private network' : 'this machine itself';
    problems.push({ at: 'url', message: `points to ${inside}` });
  }
  if (username !== '' || password !== '') {
    problems.push({ at: 'url', message: 'must not hold a user name or password: pushes are signed instead' });
  }
  if (secrets.length === 0) {
    const message = 'is missing: pushes are signed with it (whsec_ and base64 of 24 to 64 bytes)';
    problems.push({ at: 'secrets', message });
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

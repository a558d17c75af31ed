import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from './problem.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Compares with every accepted secret, each in constant time (hashes are equally long) and without stopping at the
 * first match, so that neither the answer's time nor its order tells anything about a secret.
 */
export const matcher = (secrets: readonly string[]): ((given: string) => boolean) => {
  const accepted = secrets.map(digest);
  return (given) => {
    const presented = digest(given);
    return accepted.map((secret) => timingSafeEqual(secret, presented)).includes(true);
  };
};

/** @returns the answer to a webhook whose header with the shared secret is missing or wrong */
export const wrongSecret = (header: string, missing: boolean): Problem =>
  new Problem({
    status: 401,
    code: missing ? 'missing-secret' : 'wrong-secret',
    title: 'Unauthorized',
    detail: missing ? `The header ${header} is missing.` : `The value of the header ${header} is wrong.`,
    remedy: `In Demodesk, give the webhook a custom header ${header} with the webhook secret of this workspace.`,
    headers: { 'WWW-Authenticate': `SharedSecret header="${header}"` },
  });

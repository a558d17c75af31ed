import type { IncomingHttpHeaders } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { Problem } from './problem.ts';

/** Headers of Standard Webhooks; what they mean: https://www.standardwebhooks.com. */
const HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

const refused = (code: string, detail: string): Problem =>
  new Problem({
    status: 401,
    code,
    title: 'Unauthorized',
    detail,
    remedy:
      'Sign the body as it is sent with one of the signing secrets of this workspace (Standard Webhooks, v1), not longer than five minutes ago.',
    headers: { 'WWW-Authenticate': 'StandardWebhooks version="v1"' },
  });

const isSignedWith = (secret: string, body: string, headers: Record<string, string>): boolean => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch (error) {
    // The library parses the body once the signature is right; whether it is JSON is not decided here.
    if (error instanceof SyntaxError) return true;
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
};

/**
 * Checks the signature of a webhook (Standard Webhooks, symmetric, v1; at most five minutes old).
 *
 * @param secrets `whsec_...`, every one that is accepted right now; with none nothing is checked
 * @param required whether a webhook without a signature is refused
 * @throws Problem 401 when the signature is wrong, incomplete or, where required, missing
 */
export const checkSignature = (
  headers: IncomingHttpHeaders,
  body: Buffer,
  secrets: readonly string[],
  required: boolean,
): void => {
  if (secrets.length === 0) return;
  const given: Record<string, string> = {};
  for (const name of HEADERS) {
    const value = headers[name];
    if (typeof value === 'string') given[name] = value;
  }
  const present = Object.keys(given).length;
  if (present === 0 && !required) return;
  if (present === 0) throw refused('missing-signature', 'The webhook carries no signature.');
  const missing = HEADERS.find((name) => given[name] === undefined);
  if (missing !== undefined) throw refused('incomplete-signature', `The header ${missing} is missing.`);
  const text = body.toString('utf8');
  // Every secret is tried, so that the time taken does not tell which one matched.
  const matches = secrets.map((secret) => isSignedWith(secret, text, given));
  if (!matches.includes(true)) throw refused('wrong-signature', 'The signature is wrong or too old.');
};

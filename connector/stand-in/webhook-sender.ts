import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { BadRequest } from './api-error.ts';
import { SAMPLES_DIR } from './sample-recordings.ts';

/** Where webhooks go and the secret header an admin would have set on the endpoint. */
export interface WebhookTarget {
  /** E.g. `http://127.0.0.1:3000/webhooks/demodesk`. */
  url: string;
  header: string;
  secret: string;
}

/** What `POST /stand-in/webhooks` takes: the name of a sample, or any body. */
export const webhookOrder = z.union([
  z.strictObject({ sample: z.string().min(1) }),
  z.strictObject({ body: z.record(z.string(), z.unknown()) }),
]);
export type WebhookOrder = z.infer<typeof webhookOrder>;

/** What the receiver answered; status 0 means it could not be reached. */
export interface WebhookReceipt {
  status: number;
  body: string;
}

/**
 * Posts one webhook the way Demodesk does.
 *
 * @param target where to
 * @param body the raw JSON
 */
export const sendWebhook = async (target: WebhookTarget, body: string | Buffer): Promise<WebhookReceipt> => {
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [target.header]: target.secret },
      body: typeof body === 'string' ? body : new Uint8Array(body),
      signal: AbortSignal.timeout(10_000),
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  }
};

/**
 * @param order a sample's file name in `config/samples/webhooks` (with or without `.json`), or a body
 * @returns the raw JSON to post
 * @throws BadRequest when there is no such sample
 */
export const webhookBody = async (order: WebhookOrder): Promise<string> => {
  if ('body' in order) return JSON.stringify(order.body);
  const file = join(SAMPLES_DIR, 'webhooks', `${basename(order.sample, '.json')}.json`);
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new BadRequest(`There is no sample "${order.sample}".`);
  }
};

import { Router } from 'express';
import type { Request } from 'express';
import { deliveryId } from '../deliveries/delivery-record.ts';
import type { NewDelivery } from '../deliveries/delivery-store.ts';
import { InboxFull } from '../deliveries/inbox.ts';
import type { Inbox } from '../deliveries/inbox.ts';
import { MalformedDelivery, parseDelivery } from '../demodesk/delivery.ts';
import type { Delivery } from '../demodesk/delivery.ts';
import { unknownAction } from '../inbound/prepare.ts';
import type { Logger } from '../logging.ts';
import { methodNotAllowed, Problem } from './problem.ts';
import { bodyOf, rawJson } from './raw-json.ts';
import { requireSharedSecret } from './secrets.ts';

const BODY_LIMIT = '1mb';

/** What the route works with. */
export interface WebhookOptions {
  /** Lower-case name of the header with the shared secret. */
  header: string;
  secrets: readonly string[];
  /** The Demodesk workspace, and with it the Salesforce org, that these webhooks belong to. */
  workspace: string;
  inbox: Inbox;
  log: Logger;
}

const read = (request: Request): Delivery => {
  try {
    return parseDelivery(bodyOf(request));
  } catch (error) {
    if (!(error instanceof MalformedDelivery)) throw error;
    const shape = error.status === 422;
    throw new Problem({
      status: error.status,
      code: shape ? 'wrong-shape' : 'malformed-json',
      title: shape ? 'Unprocessable content' : 'Malformed JSON',
      detail: shape ? `${error.pointer} ${error.message}` : error.message,
      remedy: 'Send a webhook as Demodesk does: {"meta":{"event":{...}},"data":{"id","type","attributes":{...}}}.',
      ...(shape ? { pointer: error.pointer } : {}),
    });
  }
};

const store = async (inbox: Inbox, delivery: NewDelivery): Promise<{ duplicate: boolean }> => {
  try {
    return await inbox.store(delivery);
  } catch (error) {
    throw new Problem(
      {
        status: 503,
        code: error instanceof InboxFull ? 'too-busy' : 'not-stored',
        title: 'Not stored',
        detail: 'The webhook could not be stored and has not been taken.',
        remedy: 'Send it again in a moment.',
        headers: { 'Retry-After': '5' },
      },
      error,
    );
  }
};

/** Takes Demodesk's webhooks: authenticated, checked, stored, only then answered. */
export const demodeskWebhook = ({ header, secrets, workspace, inbox, log }: WebhookOptions): Router => {
  const router = Router();
  router.post(
    '/',
    requireSharedSecret(header, secrets), // 401, in constant time, before a byte of the body is read
    rawJson(BODY_LIMIT), // 415, 413
    async (request, response) => {
      const { key, action, known } = read(request); // 400, or 422 naming the first wrong property
      const delivery: NewDelivery = {
        id: deliveryId(workspace, key),
        workspace,
        key,
        action,
        body: bodyOf(request).toString('utf8'),
        ...(known ? {} : { skipped: unknownAction(action) }),
      };
      const { duplicate } = await store(inbox, delivery); // on the disk when this resolves
      log.info({ deliveryKey: key, action, duplicate, ...(known ? {} : { skipped: true }) }, 'webhook accepted');
      response.status(202).json({ deliveryKey: key, duplicate });
    },
  );
  router.all('/', (request) => {
    throw methodNotAllowed(request.method, 'POST');
  });
  return router;
};

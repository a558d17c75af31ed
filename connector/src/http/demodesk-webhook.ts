import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { deliveryId } from '../deliveries/delivery-record.ts';
import type { NewDelivery } from '../deliveries/delivery-store.ts';
import { InboxFull } from '../deliveries/inbox.ts';
import type { Inbox } from '../deliveries/inbox.ts';
import { MalformedDelivery, parseDelivery } from '../demodesk/delivery.ts';
import type { Delivery } from '../demodesk/delivery.ts';
import { traced } from '../operations/tracing.ts';
import { unknownAction } from '../inbound/prepare.ts';
import type { Logger } from '../logging.ts';
import type { Operation } from './operation.ts';
import { methodNotAllowed, Problem } from './problem.ts';
import { bodyOf, rawJson } from './raw-json.ts';
import { matcher, wrongSecret } from './secrets.ts';
import { checkSignature } from './webhook-signature.ts';
import { DEFAULT_WORKSPACE, workspaceName } from '../workspaces/workspace-name.ts';

const BODY_LIMIT = '1mb';

const accepted = z.object({ deliveryKey: z.string(), duplicate: z.boolean() });
const webhookBody = z
  .object({
    meta: z.object({
      event: z.object({
        action: z.string().min(1).max(80),
        apiVersion: z.string().optional(),
        createdAt: z.iso.datetime().nullish(),
      }),
    }),
    data: z.object({
      id: z.union([z.string().max(80), z.int()]).nullish(),
      type: z.string().nullish(),
      attributes: z.record(z.string(), z.unknown()).nullish(),
    }),
  })
  .meta({ id: 'Webhook' });

const webhookOperation = {
  method: 'post',
  description:
    'Answered after the webhook is on disk. The same delivery twice is one effect. Headers of Standard Webhooks are verified when the workspace has signing secrets.',
  security: 'webhook-secret',
  body: webhookBody,
  answer: { status: 202, description: 'Stored; it will be passed on.', body: accepted },
  problems: [400, 413, 415, 422, 503],
} as const;

/** Where Demodesk sends its webhooks. */
export const webhookOperations: readonly Operation[] = [
  {
    ...webhookOperation,
    path: '/webhooks/demodesk',
    id: 'receiveWebhook',
    summary: 'Takes a webhook of the default workspace.',
  },
  {
    ...webhookOperation,
    path: '/webhooks/demodesk/{workspace}',
    id: 'receiveWorkspaceWebhook',
    summary: 'Takes a webhook of another workspace.',
    params: z.object({ workspace: workspaceName }),
  },
];

/** Who a webhook may come from. */
export interface WebhookSender {
  /** The Demodesk workspace, and with it the Salesforce org. */
  workspace: string;
  /** Values of the header that are accepted; several while a secret is being replaced. */
  secrets: readonly string[];
  /** See `checkSignature`. */
  signingSecrets: readonly string[];
}

/** What the route works with. */
export interface WebhookOptions {
  /** Lower-case name of the header with the shared secret. */
  header: string;
  signatureRequired: boolean;
  /** @returns what is known of a workspace, or undefined when there is none of that name */
  senderOf: (workspace: string) => WebhookSender | undefined;
  inbox: Inbox;
  log: Logger;
  /** Called with each webhook that was stored. */
  onAccepted?: (workspace: string, duplicate: boolean) => void;
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

/**
 * The senders whose header has been checked, by request. Nobody else is served, so an unknown workspace and a wrong
 * secret look the same from outside.
 */
const authenticate = ({ header, senderOf }: WebhookOptions) => {
  const matchers = new WeakMap<readonly string[], (given: string) => boolean>();
  const matcherOf = (secrets: readonly string[]): ((given: string) => boolean) => {
    const known = matchers.get(secrets) ?? matcher(secrets);
    matchers.set(secrets, known);
    return known;
  };
  return (request: Request): WebhookSender => {
    const { workspace = DEFAULT_WORKSPACE } = request.params;
    const sender = typeof workspace === 'string' ? senderOf(workspace) : undefined;
    const given = request.headers[header];
    if (typeof given !== 'string') throw wrongSecret(header, true);
    const matches = matcherOf(sender?.secrets ?? NO_SECRETS)(given);
    if (sender === undefined || !matches) throw wrongSecret(header, false);
    return sender;
  };
};

const NO_SECRETS: readonly string[] = [];

/** Takes Demodesk's webhooks: authenticated, checked, stored, only then answered. */
export const demodeskWebhook = (options: WebhookOptions): Router => {
  const { signatureRequired, inbox, log, onAccepted } = options;
  const router = Router();
  const senderFor = authenticate(options);
  router.post(
    ['/', '/:workspace'],
    (request, response, next) => {
      response.locals.sender = senderFor(request); // 401, in constant time, before a byte of the body is read
      next();
    },
    rawJson(BODY_LIMIT), // 415, 413
    async (request, response) => {
      const { workspace, signingSecrets } = response.locals.sender as WebhookSender; // set by the handler above
      checkSignature(request.headers, bodyOf(request), signingSecrets, signatureRequired); // 401
      const { key, action, known } = read(request); // 400, or 422 naming the first wrong property
      const delivery: NewDelivery = {
        id: deliveryId(workspace, key),
        workspace,
        key,
        action,
        body: bodyOf(request).toString('utf8'),
        ...(known ? {} : { skipped: unknownAction(action) }),
      };
      // On the disk when this resolves.
      const { duplicate } = await traced('webhook', 'server', { deliveryKey: key, workspace, action }, () =>
        store(inbox, delivery),
      );
      onAccepted?.(workspace, duplicate);
      const line = { deliveryKey: key, workspace, action, duplicate, ...(known ? {} : { skipped: true }) };
      log.info(line, 'webhook accepted');
      response.status(202).json({ deliveryKey: key, duplicate });
    },
  );
  router.all(['/', '/:workspace'], (request) => {
    throw methodNotAllowed(request.method, 'POST');
  });
  return router;
};

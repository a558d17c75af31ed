import { connectLocalOrg, type SalesforceRest } from '../stack/salesforce-rest.ts';
import { startLocalStack } from '../stack/local-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { post, sampleWebhook, type Webhook } from '../stack/webhooks.ts';
import { eventually } from '../test/eventually.ts';

/** The whole product on free ports: connector, local org, Demodesk stand-in. */
export interface RunningProduct {
  readonly stack: Stack;
  /** Address of the local org, whose pages are below `/lightning`. */
  readonly orgUrl: string;
  readonly salesforce: SalesforceRest;
  /** Sends webhooks, or samples by name, one after the other, and waits until each is in the Sync Log. */
  send(...webhooks: readonly (string | Webhook)[]): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the product with an empty data folder and the seed of the local org.
 * @param project folder of the sfdx project that the local org runs; absent: this one
 */
export const startProduct = async (project?: string): Promise<RunningProduct> => {
  const stack = await startLocalStack({}, project);
  const orgUrl = stack.localOrgUrl ?? '';
  const salesforce = await connectLocalOrg(orgUrl);
  const rows = async (): Promise<number> =>
    (await salesforce.query<object>('SELECT Id FROM demodesk__Sync_Log__c')).length;
  return {
    stack,
    orgUrl,
    salesforce,
    send: async (...webhooks) => {
      for (const webhook of webhooks) {
        const before = await rows();
        const body = typeof webhook === 'string' ? await sampleWebhook(webhook) : webhook;
        await post(stack.connectorUrl, body);
        await eventually(`${body.meta.event.action} of ${body.data.id} in the Sync Log`, async () =>
          (await rows()) > before ? true : undefined,
        );
      }
    },
    stop: () => stack.stop(),
  };
};

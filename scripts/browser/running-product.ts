import { connectLocalOrg, type SalesforceRest } from '../stack/salesforce-rest.ts';
import { startLocalStack } from '../stack/local-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { post, sampleWebhook } from '../stack/webhooks.ts';
import { eventually } from '../test/eventually.ts';

/** The whole product on free ports: connector, local org, Demodesk stand-in. */
export interface RunningProduct {
  readonly stack: Stack;
  /** Address of the local org, whose pages are below `/lightning`. */
  readonly orgUrl: string;
  readonly salesforce: SalesforceRest;
  /** Sends sample webhooks, one after the other, and waits until each is in the Sync Log. */
  send(...samples: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the product with an empty data folder and the seed of the local org. */
export const startProduct = async (): Promise<RunningProduct> => {
  const stack = await startLocalStack();
  const orgUrl = stack.localOrgUrl ?? '';
  const salesforce = await connectLocalOrg(orgUrl);
  const rows = async (): Promise<number> =>
    (await salesforce.query<object>('SELECT Id FROM demodesk__Sync_Log__c')).length;
  return {
    stack,
    orgUrl,
    salesforce,
    send: async (...samples) => {
      for (const sample of samples) {
        const before = await rows();
        await post(stack.connectorUrl, await sampleWebhook(sample));
        await eventually(`${sample} in the Sync Log`, async () => ((await rows()) > before ? true : undefined));
      }
    },
    stop: () => stack.stop(),
  };
};

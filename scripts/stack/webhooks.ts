import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from './service.ts';

/** A Demodesk webhook body. */
export interface Webhook {
  meta: { event: { action: string; apiVersion: string; createdAt: string } };
  data: { id: string; type: string; attributes: Record<string, unknown> };
}

/** @param name of a file in `config/samples/webhooks`, without `.json` */
export const sampleWebhook = async (name: string): Promise<Webhook> =>
  JSON.parse(await readFile(join(projectRoot, 'config/samples/webhooks', `${name}.json`), 'utf8')) as Webhook;

/**
 * The same webhook as if it were about another meeting.
 * @param demoId the other meeting's id; for a recording webhook its recording keeps its token
 */
export const ofMeeting = (webhook: Webhook, demoId: number): Webhook => {
  const isRecording = webhook.meta.event.action.startsWith('recording.');
  return {
    meta: webhook.meta,
    data: {
      ...webhook.data,
      id: String(demoId),
      attributes: isRecording ? { ...webhook.data.attributes, demoId } : webhook.data.attributes,
    },
  };
};

/** Posts a webhook as Demodesk does. @returns the status code */
export const post = async (connectorUrl: string, webhook: Webhook): Promise<number> => {
  const answer = await fetch(`${connectorUrl}/webhooks/demodesk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-demodesk-token': 'local' },
    body: JSON.stringify(webhook),
  });
  await answer.arrayBuffer();
  return answer.status;
};

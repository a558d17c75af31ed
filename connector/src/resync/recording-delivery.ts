import { deliveryId } from '../deliveries/delivery-record.ts';
import type { ListedRecording } from '../demodesk/recordings.ts';
import type { RunItem } from './run-store.ts';

/** A delivery that the connector makes itself, for a recording that it found in Demodesk. */
export interface RecordingDelivery {
  key: string;
  action: string;
  body: string;
}

/**
 * Makes the webhook that Demodesk would have sent for a recording. The key says who made it, so that it never meets
 * one of Demodesk's own.
 *
 * @param origin `resync:<run>` or `catch-up`
 * @param version what tells this delivery from another one of the same recording
 * @param createdAt ISO 8601; of two deliveries with the same facts the later one counts
 */
export const recordingDelivery = (
  recording: ListedRecording,
  { origin, version, createdAt }: { origin: string; version: string | null; createdAt: string },
): RecordingDelivery => {
  const { recordingToken: token, recordingId, demoId, recordingWebUrl: url, postprocessingStatus } = recording;
  const action = postprocessingStatus === 'done' ? 'recording.transcription_postprocessed' : 'recording.uploaded';
  const data = { id: recordingId ?? token, type: 'recordings', attributes: { demoId, token, url } };
  return {
    key: [origin, token, ...(version === null ? [] : [version])].join(':'),
    action,
    body: JSON.stringify({ meta: { event: { action, apiVersion: 'v1', createdAt } }, data }),
  };
};

/** @returns a recording as the item of a run; the same recording is the same item however often it is found */
export const runItem = (workspace: string, runKey: string, recording: ListedRecording, createdAt: string): RunItem => {
  const { key, body } = recordingDelivery(recording, { origin: `resync:${runKey}`, version: null, createdAt });
  return { deliveryId: deliveryId(workspace, key), deliveryKey: key, body };
};

/** Whether a delivery was made by the connector itself rather than sent by Demodesk; as an SQL condition on its key. */
export const MADE_HERE_SQL =
  "(delivery_key like 'resync:%' or delivery_key like 'catch-up:%' or delivery_key like 'salesforce.reconcile:%')";

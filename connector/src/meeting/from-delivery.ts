import { isDemoAction, isRecordingAction } from '../demodesk/actions.ts';
import { demoAttributes, recordingAttributes } from '../demodesk/attributes.ts';
import type { DemodeskClient } from '../demodesk/client.ts';
import type { Delivery } from '../demodesk/delivery.ts';
import type { Recording, Summary } from '../demodesk/recordings.ts';
import { meetingFromDemo } from './demo-meeting.ts';
import { fitPayload } from './fit-payload.ts';
import { meetingFromRecording } from './recording-meeting.ts';
import type { Meeting, MeetingPayload } from './schema.ts';

/** A delivery that is no meeting was given to the normaliser: a mistake of the caller, never of the sender. */
export class NotAMeeting extends Error {
  constructor(action: string) {
    super(`"${action}" is not about a meeting.`);
    this.name = 'NotAMeeting';
  }
}

/**
 * @param delivery any delivery
 * @returns the id of its meeting (Demodesk's demo id) without asking Demodesk; null when it has none
 */
export const meetingIdOf = (delivery: Delivery): string | null => {
  if (isDemoAction(delivery.action)) return delivery.id;
  if (!isRecordingAction(delivery.action)) return null;
  return recordingAttributes.parse(delivery.attributes).demoId;
};

/** The recording and its summaries; summaries are not asked for while Demodesk is still making them. */
const fetchRecording = async (
  token: string,
  demodesk: DemodeskClient,
): Promise<{ recording: Recording | undefined; summaries: Summary[] }> => {
  const recording = await demodesk.recording(token);
  if (!recording || recording.postprocessingStatus === 'pending') return { recording, summaries: [] };
  return { recording, summaries: (await demodesk.summaries(token)) ?? [] };
};

const readMeeting = async (delivery: Delivery, demodesk: DemodeskClient): Promise<Meeting> => {
  const { action, id, createdAt } = delivery;
  if (isDemoAction(action) && id !== null) {
    return meetingFromDemo({ id, action, createdAt, attributes: demoAttributes.parse(delivery.attributes) });
  }
  if (!isRecordingAction(action)) throw new NotAMeeting(action);
  const attributes = recordingAttributes.parse(delivery.attributes);
  return meetingFromRecording({ createdAt, attributes, ...(await fetchRecording(attributes.token, demodesk)) });
};

/**
 * Makes the `Meeting` JSON of one webhook: asks Demodesk for what the webhook leaves out, then normalises.
 *
 * @param delivery one of the ten meeting events
 * @param demodesk where the recording's details come from; demo events need none
 * @returns the payload of `Meeting_Event__e`, at most 131,072 characters as JSON
 * @throws NotAMeeting when the delivery is of another kind
 * @throws DemodeskError when Demodesk cannot answer now (`transient`) or refuses; a recording it does not know is no
 *   error: the meeting then holds what the webhook says
 */
export const meetingFromDelivery = async (delivery: Delivery, demodesk: DemodeskClient): Promise<MeetingPayload> =>
  fitPayload({
    version: 1,
    deliveryKey: delivery.key,
    action: delivery.action,
    meeting: await readMeeting(delivery, demodesk),
  });

/** The eight webhooks about a planned or running meeting (Demodesk calls a meeting a demo). */
export const DEMO_ACTIONS = [
  'demo.scheduled',
  'demo.rescheduled',
  'demo.handovered',
  'demo.canceled',
  'demo.started',
  'demo.ended',
  'demo.call_note_updated',
  'demo.event_response_updated',
] as const;
export type DemoAction = (typeof DEMO_ACTIONS)[number];

/** The two webhooks about the recording of a meeting. */
export const RECORDING_ACTIONS = ['recording.uploaded', 'recording.transcription_postprocessed'] as const;
export type RecordingAction = (typeof RECORDING_ACTIONS)[number];

/** Changes of people, companies and deals. Not meetings; Demodesk's public API does not send them today. */
export const RECORD_CHANGE_ACTIONS = ['contact.updated', 'account.updated', 'opportunity.updated'] as const;
export type RecordChangeAction = (typeof RECORD_CHANGE_ACTIONS)[number];

const isOneOf =
  <T extends string>(actions: readonly T[]) =>
  (action: string): action is T =>
    (actions as readonly string[]).includes(action);

export const isDemoAction = isOneOf(DEMO_ACTIONS);
export const isRecordingAction = isOneOf(RECORDING_ACTIONS);
/** Whether an action is a changed contact, account or opportunity rather than a meeting. */
export const isRecordChangeAction = isOneOf(RECORD_CHANGE_ACTIONS);
/** Whether an action is about a meeting: the ten webhooks of Demodesk. */
export const isMeetingAction = (action: string): action is DemoAction | RecordingAction =>
  isDemoAction(action) || isRecordingAction(action);

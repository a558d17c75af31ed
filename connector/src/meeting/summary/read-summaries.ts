import type { Summary } from '../../demodesk/recordings.ts';
import type { ActionItem, KeyMoment } from '../schema.ts';
import type { ChosenSummary } from '../summary-choice.ts';

/** Somebody the summary may speak of. */
export interface Person {
  email: string | null;
  name: string | null;
}

/** What is known about the meeting when its summary is read. */
export interface MeetingContext {
  meetingId: string;
  /** ISO 8601 UTC; relative due dates count from its day. */
  startedAt: string | null;
  durationMs: number | null;
  people: readonly Person[];
}

export interface Findings {
  actionItems: ActionItem[] | null;
  keyMoments: KeyMoment[] | null;
}

export const readSummaries = (
  _chosen: ChosenSummary | null,
  _all: readonly Summary[],
  _context: MeetingContext,
): Findings => ({ actionItems: null, keyMoments: null });

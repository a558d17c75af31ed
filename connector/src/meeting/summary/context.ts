/** Somebody the summary may speak of. */
export interface Person {
  email: string | null;
  name: string | null;
}

/** What is known about the meeting when its summary is read. */
export interface MeetingContext {
  /** Demodesk's demo id; part of every action item's key. */
  meetingId: string;
  /** ISO 8601 UTC; due dates without a year, and relative ones, count from its day. */
  startedAt: string | null;
  durationMs: number | null;
  people: readonly Person[];
}

const MINUTE_MS = 60_000;
/** Below this a bare number could as well be minutes: 300 seconds are five minutes, 300 minutes a long working morning. */
const SHORTEST_TRUSTED_SECONDS = 300;
const LONGEST_TRUSTED_SECONDS = 86_400;

/**
 * @param startedAt ISO 8601 UTC
 * @param endedAt ISO 8601 UTC
 * @returns whole minutes between them; null when one is unknown or the end lies before the start
 */
export const minutesBetween = (startedAt: string | null, endedAt: string | null): number | null => {
  if (startedAt === null || endedAt === null) return null;
  const ms = Date.parse(endedAt) - Date.parse(startedAt);
  return ms < 0 ? null : Math.round(ms / MINUTE_MS);
};

/**
 * Reads the webhooks' `duration`, whose unit Demodesk's API description does not state. The older v1 API counts
 * seconds, and the webhooks call themselves v1; a number that would be implausible as seconds is not trusted.
 *
 * @param duration the number as sent
 * @returns whole minutes, or null when it may mean something else
 */
export const minutesFromDuration = (duration: number | null): number | null => {
  if (duration === null || duration < SHORTEST_TRUSTED_SECONDS || duration > LONGEST_TRUSTED_SECONDS) return null;
  return Math.round(duration / 60);
};

/**
 * @param startedAt ISO 8601 UTC
 * @param durationMs length of the recording in milliseconds
 * @returns when it ended, ISO 8601 UTC; null when one is unknown
 */
export const endAfter = (startedAt: string | null, durationMs: number | null): string | null => {
  if (startedAt === null || durationMs === null || durationMs < 0) return null;
  const end = new Date(Date.parse(startedAt) + Math.round(durationMs));
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
};

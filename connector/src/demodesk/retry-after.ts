/** What is waited when Demodesk sends 429 without saying how long: its limits count per minute. */
const DEFAULT_WAIT_MS = 60_000;
/** No answer makes the connector wait longer than this; a wrong clock could otherwise stop it for days. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Reads a `Retry-After` header (RFC 9110, section 10.2.3): a number of seconds or an HTTP date.
 *
 * @param header the header's value, null when absent
 * @param now the current time in milliseconds since 1970
 * @returns how long to wait, in milliseconds: 0 to one hour; one minute when the header says nothing
 */
export const retryAfterMs = (header: string | null, now: number): number => {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_WAIT_MS);
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date)) return DEFAULT_WAIT_MS;
  return Math.min(Math.max(date - now, 0), LONGEST_WAIT_MS);
};

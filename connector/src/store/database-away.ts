/** Classes of SQLSTATE that say that the server is not there for anybody: connection, resources, intervention. */
const AWAY = /^(08|53|57)/;
/** An SQLSTATE; the system's codes (`EPIPE`, `ECONNREFUSED`) begin with an E or are longer. */
const SQLSTATE = /^(?!E)[0-9A-Z]{5}$/;

/**
 * Says whether an error of the database is about the database and not about what it was asked: the same would happen
 * to everything else right now.
 */
export const isDatabaseAway = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // Without an SQLSTATE it did not come from the server, but from the way to it.
  return !SQLSTATE.test(code) || AWAY.test(code);
};

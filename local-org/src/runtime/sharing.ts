/**
 * Whether the Apex that is running sees only the records shared with the running user. `null` at an entry point:
 * no class around has said anything yet.
 *
 * A class `with sharing` or `without sharing` sets it while its methods run; one without a keyword and one with
 * `inherited sharing` keep their caller's. At an entry point the first runs without sharing (except for methods that
 * Lightning components call), the other with it.
 * Source: Apex Developer Guide, "Using the with sharing, without sharing, and inherited sharing Keywords".
 */
export const runningSharing: { now: boolean | null } = { now: null };

/** Runs work at an entry point, or with the sharing given; restores the outer one even when the work throws. */
export const withSharing = <T>(sharing: boolean | null, work: () => T): T => {
  const outer = runningSharing.now;
  runningSharing.now = sharing;
  try {
    return work();
  } finally {
    runningSharing.now = outer;
  }
};

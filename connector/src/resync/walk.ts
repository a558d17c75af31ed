import type { DemodeskClient, RecordingFilter } from '../demodesk/client.ts';
import type { ListedRecording } from '../demodesk/recordings.ts';
import type { Pace } from '../demodesk/pace.ts';
import type { SyncRun } from '../salesforce/sync-run.ts';

/** So many ids fit into the address of one request. */
const IDS_PER_REQUEST = 50;
/** A list that does not end is a defect of the other side; nobody has ten million recordings. */
const MAX_PAGES = 100_000;

/** A listing that would never end. */
export class EndlessList extends Error {
  constructor() {
    super(`Demodesk's list of recordings did not end after ${MAX_PAGES} pages.`);
    this.name = 'EndlessList';
  }
}

/** @returns the lists that together hold every recording of a run */
export const filtersOf = ({ scope, since, until, meetingIds }: SyncRun): RecordingFilter[] => {
  if (scope === 'Everything') return [{}];
  const filters: RecordingFilter[] = [];
  for (let first = 0; first < meetingIds.length; first += IDS_PER_REQUEST) {
    filters.push({ demoIds: meetingIds.slice(first, first + IDS_PER_REQUEST) });
  }
  if (scope === 'Since' && since !== null) {
    filters.push({ updatedSince: new Date(since), ...(until === null ? {} : { updatedUntil: new Date(until) }) });
  }
  return filters;
};

/**
 * Reads whole lists of recordings, page by page.
 *
 * @param pace of requests to Demodesk's list
 * @param onPage called with each page before the next one is asked for
 * @throws DemodeskError, EndlessList, AbortError
 */
export const walk = async (
  demodesk: Pick<DemodeskClient, 'recordings'>,
  filters: readonly RecordingFilter[],
  pace: Pace,
  signal: AbortSignal,
  onPage: (recordings: ListedRecording[]) => Promise<void>,
): Promise<void> => {
  for (const filter of filters) {
    let cursor: string | undefined;
    for (let page = 0; ; page += 1) {
      if (page === MAX_PAGES) throw new EndlessList();
      await pace.next(signal);
      const { data, nextCursor } = await demodesk.recordings(filter, cursor);
      await onPage(data);
      if (nextCursor === undefined) break;
      cursor = nextCursor;
    }
  }
};

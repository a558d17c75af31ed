/** A place in the feed of one workspace: everything up to it has been read. */
export interface FeedPlace {
  /** Which feed: a new database is a new feed, whose numbers mean other changes. */
  feedId: string;
  sequence: bigint;
}

const CURSOR = /^([0-9a-f-]{36})\.(\d{1,19})$/;

/** @returns the opaque text that callers keep */
export const encodeCursor = ({ feedId, sequence }: FeedPlace): string =>
  Buffer.from(`${feedId}.${sequence}`).toString('base64url');

/** @returns the place; undefined when the text is no cursor of a feed */
export const decodeCursor = (text: string): FeedPlace | undefined => {
  const [, feedId, sequence] = CURSOR.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  return feedId === undefined || sequence === undefined ? undefined : { feedId, sequence: BigInt(sequence) };
};

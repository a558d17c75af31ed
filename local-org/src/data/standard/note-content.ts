import { LimitException } from '../../runtime/limits.ts';

const REFUSED =
  "Note can't be saved because it contains HTML tags or unescaped characters that are not allowed in a Note.";

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);)/i;
const BARE_LESS_THAN = /<(?!\/?[a-z])/i;
const TAG = /<\/?[a-z][^>]*>/gi;

/**
 * Refuses the content of a note that is not well-formed HTML with everything escaped, quotes included.
 * @param html what the note is to hold
 * @throws LimitException System.UnexpectedException, which Apex cannot catch: it ends the transaction
 */
export const checkNoteContent = (html: string): void => {
  const isWrong =
    CONTROL.test(html) || BARE_AMPERSAND.test(html) || BARE_LESS_THAN.test(html) || html.replace(TAG, '').includes("'");
  if (isWrong) throw new LimitException(REFUSED, 'System.UnexpectedException');
};

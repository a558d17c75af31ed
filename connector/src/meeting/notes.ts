import { htmlToText, looksLikeHtml } from './html/to-text.ts';

/**
 * Call notes as plain text. Demodesk's editor may send them as HTML; the field in Salesforce is text.
 *
 * @param notes as sent
 * @returns plain text; null stays null (unknown), an empty text stays empty (known to be empty)
 */
export const notesText = (notes: string | null): string | null => {
  if (notes === null) return null;
  return looksLikeHtml(notes) ? htmlToText(notes) : notes.trim();
};

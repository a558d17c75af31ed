import type { Person } from './context.ts';
import { foldWords } from './words.ts';

/** Finds people of the meeting by what a summary calls them. */
export interface People {
  /** The full name (or address) of the one person that these words name; undefined when nobody or several fit. */
  find(words: string): string | undefined;
}

const TITLES = /^(?:(?:dr|prof|mr|mrs|ms|herr|frau|hr|fr|dipl|ing)\.?\s+)+/i;

/**
 * @param people host and attendees; names may be missing
 * @returns a finder by full name, first name, last name or address, whatever the case and accents
 */
export const createPeople = (people: readonly Person[]): People => {
  const named = new Map<string, Set<string>>();
  const add = (key: string, name: string): void => {
    if (key !== '') named.set(key, (named.get(key) ?? new Set()).add(name));
  };
  for (const { email, name } of people) {
    const shown = name ?? email;
    if (shown === null) continue;
    if (email !== null) add(foldWords(email), shown);
    const folded = foldWords((name ?? '').replace(TITLES, ''));
    const parts = folded.split(' ');
    for (const key of new Set([folded, parts[0] ?? '', parts.at(-1) ?? ''])) add(key, shown);
  }
  return {
    find: (words) => {
      const found = named.get(foldWords(words.trim().replace(TITLES, '')));
      return found?.size === 1 ? [...found][0] : undefined;
    },
  };
};

/** Words that stand before a colon without being anybody's name. */
const NOT_NAMES = new Set(
  foldWords(
    `action actions agenda agreement analysis answer api approach attachment background billing blocker budget call
     clarification compliance contract cost crm data date deadline decision demo details discount document due email
     example feature feedback follow goal hint idea important info integration internal invoice issue kickoff kick legal
     link meeting milestone new next note notes offer onboarding open option optional owner phase pilot plan poc point
     presentation pricing priority problem process product project proposal question quote reason reminder report request
     requirement result review rollout scope security setup slide slides solution status step support task team technical
     test timeline timing topic training update urgent workshop abstimmung analyse angebot angebote anhang anlage antwort
     aufgabe aufwand beispiel bericht bestellung datenschutz datum demo dokument einkauf entscheidung ergebnis fazit frage
     fragen frist grund hinweis hinweise idee info intern extern klaerung konzept kosten lizenzen loesung meilenstein
     mail nachtrag offen option paket phase preis preise projekt protokoll punkt rechnung rueckfrage rueckmeldung
     schnittstelle schritt schulung sonstiges stand termin test thema themen unterlagen unternehmen vertrag vorgehen
     vorlage vorschlag wichtig ziel zugang zusage neu next heute morgen montag dienstag mittwoch donnerstag freitag
     samstag sonntag monday tuesday wednesday thursday friday saturday sunday`,
  ).split(' '),
);
const NOUN_ENDING = /(?:ung|ungen|heit|keit|schaft|tion|tionen|taet|ment|ness|ing|termin|plan|liste|daten|gespraech)$/;
const NAME_WORD = /^\p{Lu}\p{Ll}[\p{L}'’-]*$/u;

/**
 * Whether unknown words look like somebody's name. Careful: German nouns begin with a capital as well, so what could
 * be a thing is none.
 *
 * @param words e.g. "Anna" or "Anna Bergmann"
 */
export const looksLikeName = (words: string): boolean => {
  const parts = words.trim().replace(TITLES, '').split(' ');
  if (parts.length > 3) return false;
  return parts.every((part) => {
    const folded = foldWords(part);
    return NAME_WORD.test(part) && !NOT_NAMES.has(folded) && !NOUN_ENDING.test(folded);
  });
};

import { foldWords } from './words.ts';

/** What a section of a summary is about, as far as records are made of it. */
export type SectionKind = 'actions' | 'moments';

const fold = (titles: string): string[] => titles.split(',').map((title) => foldWords(title).replaceAll(' ', ''));

/** Titles as customers' prompts choose them, English and German; compared without case, spaces and punctuation. */
const TITLES: Record<SectionKind | 'other', Set<string>> = {
  actions: new Set(
    fold(`action item, action items, actions, action points, action plan, action list, to do, to dos, to do's, todo,
      to do list, todo list, next step, next steps, steps, tasks, task list, follow up, follow ups, follow up actions,
      follow up tasks, follow up items, commitments, deliverables, assignments, actionable items, follow up steps,
      nächste Schritte, nächster Schritt, weitere Schritte, weiteres Vorgehen, Aufgabe, Aufgaben, Aufgabenliste,
      To-do-Liste, Maßnahmen, Maßnahmenplan, Handlungspunkte, Aktionspunkte, Aktionen, Vereinbarungen,
      nächste Aktionen, Folgeaufgaben, Schritte, Todos`),
  ),
  moments: new Set(
    fold(`key moment, key moments, moments, highlight, highlights, chapter, chapters, timestamps, time stamps, timeline,
      video chapters, meeting chapters, meeting highlights, call highlights, wichtige Momente, wichtigste Momente,
      Schlüsselmomente, Schlüsselmoment, Kernmomente, Momente, Höhepunkte, Kapitel, Zeitmarken, Zeitstempel,
      Zeitleiste, Kapitelübersicht, Gesprächskapitel`),
  ),
  other: new Set(
    fold(`summary, overview, recap, introduction, context, background, risks, risk, questions, open questions, concerns,
      objections, decisions, participants, attendees, notes, agenda, topics, discussion, key points, key takeaways,
      takeaways, pain points, budget, pricing, timing, competitors, conclusion, sentiment, metrics, feedback,
      Zusammenfassung, Überblick, Übersicht, Kontext, Hintergrund, Einleitung, Risiken, Risiko, Fragen, offene Fragen,
      Bedenken, Einwände, Entscheidungen, Beschlüsse, Teilnehmer, Teilnehmende, Notizen, Themen, Diskussion,
      wichtige Punkte, Kernpunkte, Erkenntnisse, wichtigste Erkenntnisse, Herausforderungen, Preise, Zeitplan,
      Wettbewerb, Fazit, Stimmung, offene Punkte, open points`),
  ),
};

/** Words that narrow a title without changing what it is about. */
const QUALIFIERS = new Set(
  foldWords(
    `the our your my all agreed key main open immediate proposed recommended planned concrete internal external customer
     client important remaining upcoming possible die der unsere ihre alle vereinbarte vereinbarten wichtige wichtigen
     wichtigste wichtigsten offene offenen konkrete konkreten empfohlene geplante interne externe moegliche kurzfristige`,
  ).split(' '),
);

const withoutQualifiers = (folded: string): string => {
  const words = folded.split(' ');
  while (words.length > 1 && QUALIFIERS.has(words[0] ?? '')) words.shift();
  return words.join('');
};

const kindOfPart = (part: string): SectionKind | 'other' | undefined => {
  const folded = foldWords(part);
  if (folded === '') return undefined;
  const candidates = [folded.replaceAll(' ', ''), withoutQualifiers(folded)];
  for (const kind of ['actions', 'moments', 'other'] as const) {
    if (candidates.some((title) => TITLES[kind].has(title))) return kind;
  }
  return undefined;
};

/** No heading that is looked for is longer. */
const LONGEST_TITLE = 80;

/**
 * @param title words that are a title and nothing else, e.g. "Next steps"
 * @returns what its section is about; `other` for a known title of another section, undefined for any other words
 */
export const kindOfExactTitle = (title: string): SectionKind | 'other' | undefined =>
  title.length > LONGEST_TITLE ? undefined : kindOfPart(title);

/**
 * @param title a line that may be a heading, e.g. "Next steps & to-dos (customer)" or "Next steps for Nordlicht"
 * @returns what its section is about; `other` for a known title of another section, undefined for any other words
 */
export const kindOfTitle = (title: string): SectionKind | 'other' | undefined => {
  // A line with a time in it is a moment, not the title of a list of them.
  if (title.length > LONGEST_TITLE || /\d:\d\d/.test(title)) return undefined;
  const bare = title
    .replace(/[([{][^)\]}]*[)\]}]?/g, ' ')
    .replace(/\s(?:for|für|by|von|from|aus|of)\s.*$/i, '')
    .replace(/\s[–—-]\s.*$/, '');
  const whole = kindOfPart(bare);
  if (whole !== undefined) return whole;
  // "Next steps and owners" is a title; a sentence that mentions next steps is none.
  const parts = bare.split(/\s(?:and|und)\s|[&/+,|]/i).map((part) => ({ kind: kindOfPart(part), part: part.trim() }));
  const isTitle =
    parts[0]?.kind !== undefined && parts.every(({ kind, part }) => kind !== undefined || !/\s/.test(part));
  if (!isTitle) return undefined;
  return parts.find(({ kind }) => kind === 'actions' || kind === 'moments')?.kind ?? 'other';
};

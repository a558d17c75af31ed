import { kindOfExactTitle, kindOfTitle } from './headings.ts';
import type { SectionKind } from './headings.ts';
import { readLines } from './lines.ts';
import type { Line } from './lines.ts';

/** The lines under one heading; headings of its own parts are among them. */
export interface Section {
  kind: SectionKind;
  lines: Line[];
}

/** Plain lines and lines that end with a colon are the weakest headings. */
const PLAIN_LEVEL = 8;

const withoutColon = (text: string): string => text.replace(/\s*[:：]$/, '');

/** A heading with its first words on the same line: "Next steps: Anna sends the quote." */
const splitInline = (line: Line): { title: string; rest: string } | undefined => {
  const colon = line.text.search(/[:：]\s/);
  if (line.bulleted || colon < 1 || colon > 60) return undefined;
  return { title: line.text.slice(0, colon), rest: line.text.slice(colon + 1).trim() };
};

interface Heading {
  kind: SectionKind | 'other' | undefined;
  level: number;
  rest: string;
}

/** Reads a line as a heading; undefined when it cannot be one. */
const readHeading = (line: Line): Heading | undefined => {
  const level = line.headingLevel === 0 ? PLAIN_LEVEL : line.headingLevel;
  // A point of a list can be a title too ("2. Action items"), but then it is nothing else.
  const marked = !line.bulleted || line.headingLevel > 0 || /[:：]$/.test(line.text);
  const exact = kindOfExactTitle(withoutColon(line.text));
  const whole = marked ? kindOfTitle(withoutColon(line.text)) : exact === 'other' ? undefined : exact;
  if (whole !== undefined) return { kind: whole, level, rest: '' };
  const inline = splitInline(line);
  const kind = inline && kindOfTitle(inline.title);
  if (inline && (kind === 'actions' || kind === 'moments')) return { kind, level, rest: inline.rest };
  const isHeading = line.headingLevel > 0 || (!line.bulleted && /[:：]$/.test(line.text));
  return isHeading && !line.bulleted ? { kind: undefined, level, rest: '' } : undefined;
};

interface OpenSection extends Section {
  level: number;
  hasBullets: boolean;
  /** Whether lines without bullets follow each other: such a list ends at a gap. */
  hasRun: boolean;
}

/** Whether an unknown line ends the open section rather than belonging to it. */
const endsSection = (open: OpenSection, line: Line, heading: Heading | undefined, isPerson: boolean): boolean => {
  if (isPerson) return false;
  if (heading) {
    if (heading.level < open.level) return true;
    if (heading.level === open.level) return heading.level < PLAIN_LEVEL || line.afterGap;
    // Under a Markdown or bold heading, a weaker one is a part of the section unless a gap sets it apart.
    return heading.level === PLAIN_LEVEL && line.afterGap && open.hasBullets;
  }
  // After a list, a plain line behind a gap begins something else, as long as no time stands in it.
  return (
    (open.hasBullets || open.hasRun) &&
    !line.bulleted &&
    line.afterGap &&
    line.indent === 0 &&
    !/\d:\d\d/.test(line.text)
  );
};

/**
 * Finds the sections of a summary that records are made of.
 *
 * @param text plain text or Markdown, German or English
 * @param isPerson whether a line names somebody: such a line groups items, it does not begin another section
 * @returns the sections in order; there may be several of a kind, and empty ones
 */
export const readSections = (text: string, isPerson: (title: string) => boolean): Section[] => {
  const sections: Section[] = [];
  let open: OpenSection | undefined;
  for (const line of readLines(text)) {
    const heading = readHeading(line);
    const kind = heading?.kind;
    if (heading && (kind === 'actions' || kind === 'moments')) {
      open = { kind, lines: [], level: heading.level, hasBullets: false, hasRun: false };
      if (heading.rest !== '') open.lines.push({ ...line, text: heading.rest, headingLevel: 0 });
      sections.push(open);
    } else if (open && (kind === 'other' || endsSection(open, line, heading, isPerson(withoutColon(line.text))))) {
      open = undefined;
    } else if (open) {
      open.hasRun ||= open.lines.length > 0 && !line.bulleted && !line.afterGap;
      open.hasBullets ||= line.bulleted;
      open.lines.push(line);
    }
  }
  return sections.map((section) => ({ kind: section.kind, lines: section.lines }));
};

import type { Summary } from '../../demodesk/recordings.ts';
import { htmlToText } from '../html/to-text.ts';
import type { ActionItem, KeyMoment } from '../schema.ts';
import { fromRest, usableSummaries } from '../summary-choice.ts';
import type { ChosenSummary } from '../summary-choice.ts';
import { readActionItems } from './action-items.ts';
import type { MeetingContext } from './context.ts';
import { kindOfTitle } from './headings.ts';
import { readKeyMoments } from './key-moments.ts';
import { readLines } from './lines.ts';
import type { Line } from './lines.ts';
import { readGroupOwner } from './owners.ts';
import { createPeople } from './people.ts';
import type { People } from './people.ts';
import { readSections } from './sections.ts';
import type { Section } from './sections.ts';

/** What a meeting's summaries hold beyond their text. */
export interface Findings {
  /** Null when no summary has a section for them: nothing is known. */
  actionItems: ActionItem[] | null;
  keyMoments: KeyMoment[] | null;
}

/**
 * The sections of one summary: from its text, else from its HTML, whose headings the text may have lost. A summary
 * whose prompt is called "Action items" is such a section as a whole.
 */
const sectionsOf = (summary: ChosenSummary, promptName: string | null, people: People): Section[] => {
  const isPerson = (title: string): boolean => readGroupOwner(title, people) !== undefined;
  const fromText = readSections(summary.text, isPerson);
  if (fromText.length > 0) return fromText;
  const fromHtml =
    summary.html === null ? [] : readSections(htmlToText(summary.html, { markHeadings: true }), isPerson);
  if (fromHtml.length > 0) return fromHtml;
  const kind = promptName === null ? undefined : kindOfTitle(promptName);
  return kind === 'actions' || kind === 'moments' ? [{ kind, lines: [...readLines(summary.text)] }] : [];
};

/**
 * Reads action items and key moments out of a recording's summaries. Demodesk's API has them nowhere else.
 *
 * @param chosen the summary of the meeting; the others are looked at only for what it lacks
 * @param all the recording's summaries, in any order
 * @param context the meeting
 */
export const readSummaries = (
  chosen: ChosenSummary | null,
  all: readonly Summary[],
  context: MeetingContext,
): Findings => {
  const people = createPeople(context.people);
  const rest = usableSummaries(all).map((summary) => ({ summary: fromRest(summary), promptName: summary.promptName }));
  const promptName = rest.find(({ summary }) => summary.id === chosen?.id)?.promptName ?? null;
  const others = rest.filter(({ summary }) => summary.id !== chosen?.id);
  const sections = [...(chosen ? [{ summary: chosen, promptName }] : []), ...others].map((candidate) =>
    sectionsOf(candidate.summary, candidate.promptName, people),
  );
  const linesOf = (kind: Section['kind']): Line[] | undefined =>
    sections
      .map((found) => found.filter((section) => section.kind === kind))
      .find((found) => found.length > 0)
      ?.flatMap(({ lines }) => lines);

  const actions = linesOf('actions');
  const moments = linesOf('moments');
  const { meetingId, startedAt, durationMs } = context;
  const meetingDay = startedAt?.slice(0, 10);
  return {
    actionItems: actions ? readActionItems(actions, { meetingId, meetingDay, people }) : null,
    keyMoments: moments ? readKeyMoments(moments, durationMs === null ? undefined : durationMs / 1000) : null,
  };
};

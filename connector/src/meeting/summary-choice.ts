import type { RecordingAttributes } from '../demodesk/attributes.ts';
import type { Summary } from '../demodesk/recordings.ts';
import { htmlToText, looksLikeHtml } from './html/to-text.ts';

/** The summary of a meeting, whichever source it came from. */
export interface ChosenSummary {
  /** Plain text. */
  text: string;
  html: string | null;
  /** E.g. `de`; null when only the webhook had it, which does not say. */
  language: string | null;
  /** ISO 8601 UTC; null when only the webhook had it. */
  updatedAt: string | null;
  /** The id in the REST API, when it is there. */
  id: string | null;
}

const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

const asPlainText = (text: string | null, html: string | null): string => {
  if (text !== null && !isBlank(text)) return looksLikeHtml(text) ? htmlToText(text) : text.trim();
  return html === null ? '' : htmlToText(html);
};

/** Compares texts by their words alone: the webhook and REST may break lines differently. */
const sameWords = (one: string, other: string): boolean =>
  one.split(/\s+/).join(' ').trim() === other.split(/\s+/).join(' ').trim();

const newestFirst = (one: Summary, other: Summary): number => {
  const time = ({ updatedAt, createdAt }: Summary): string => updatedAt ?? createdAt ?? '';
  if (time(one) !== time(other)) return time(one) < time(other) ? 1 : -1;
  return one.summaryId < other.summaryId ? 1 : -1;
};

/** A recording's summaries, the newest first; empty ones left out. */
export const usableSummaries = (summaries: readonly Summary[]): Summary[] =>
  summaries.filter(({ content, htmlContent }) => !isBlank(content) || !isBlank(htmlContent)).sort(newestFirst);

/** A summary of the REST API as plain text, HTML and language. */
export const fromRest = (summary: Summary): ChosenSummary => ({
  text: asPlainText(summary.content, summary.htmlContent),
  html: isBlank(summary.htmlContent) ? null : summary.htmlContent,
  language: summary.languageCode,
  updatedAt: summary.updatedAt ?? summary.createdAt,
  id: summary.summaryId,
});

/**
 * Chooses the summary of a meeting that has several: the one the webhook calls primary, else the one it calls latest,
 * else the newest that the REST API has. One that REST has too is taken from there, because REST knows its language
 * and age.
 *
 * @param attributes the webhook's own summary texts, all optional
 * @param summaries the REST API's, in any order
 * @returns the summary, or null when there is none
 */
export const chooseSummary = (
  attributes: Pick<
    RecordingAttributes,
    'primaryAiSummaryPlaintext' | 'primaryAiSummaryHtml' | 'latestAiSummaryPlaintext' | 'latestAiSummaryHtml'
  >,
  summaries: readonly Summary[],
): ChosenSummary | null => {
  const rest = usableSummaries(summaries).map(fromRest);
  const named = [
    { text: attributes.primaryAiSummaryPlaintext, html: attributes.primaryAiSummaryHtml },
    { text: attributes.latestAiSummaryPlaintext, html: attributes.latestAiSummaryHtml },
  ].find(({ text, html }) => !isBlank(text) || !isBlank(html));
  if (!named) return rest[0] ?? null;
  const text = asPlainText(named.text, named.html);
  const same = rest.find((summary) => sameWords(summary.text, text));
  if (same) return { ...same, html: same.html ?? named.html };
  return { text, html: isBlank(named.html) ? null : named.html, language: null, updatedAt: null, id: null };
};

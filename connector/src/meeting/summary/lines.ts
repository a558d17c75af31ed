/** One line of a summary with the marks in front of its words taken off. */
export interface Line {
  /** The words, without bullet, check box, heading mark and emphasis. */
  text: string;
  /** Columns of white space in front. */
  indent: number;
  /** Whether a bullet, number or check box stood in front. */
  bulleted: boolean;
  /** Whether its check box is ticked. */
  ticked: boolean;
  /** 1 to 6 for Markdown headings, 7 for a line that is bold as a whole, 0 for others. */
  headingLevel: number;
  /** Whether the line before it was empty, or it is the first. */
  afterGap: boolean;
}

/** A longer line is prose: nothing in it is looked for, which also bounds the work per line. */
export const LONGEST_LINE = 1000;
/** The heading level of a line that is bold as a whole. */
export const BOLD_LEVEL = 7;

const BULLET = /^(?:[-*+•·–—▪◦‣●○■➢➤→►✅⭐👉🔹🔸]\uFE0F?|\d{1,3}[.)])\s+/u;
const CHECK_BOX = /^(?:\[([ xX✓✔]?)\]|([☐☑☒⬜🔲✓✔])\uFE0F?)\s+/u;
const TICKED = /[xX✓✔☑☒]/u;
const MARKDOWN_HEADING = /^(#{1,6})\s+/;
const WHOLLY_BOLD = /^(?:\*\*|__)(?!\s)[^*_]{1,200}(?:\*\*|__)\s*:?$/;

const widthOf = (space: string): number => space.length + 3 * (space.split('\t').length - 1);

const readLine = (raw: string, afterGap: boolean): Line => {
  const trimmed = raw.trim();
  const indent = widthOf(raw.slice(0, raw.length - raw.trimStart().length));
  const plain: Line = { text: trimmed, indent, bulleted: false, ticked: false, headingLevel: 0, afterGap };
  if (trimmed.length > LONGEST_LINE) return plain;
  const heading = MARKDOWN_HEADING.exec(trimmed);
  let rest = heading ? trimmed.slice(heading[0].length) : trimmed;
  const bullet = heading ? null : BULLET.exec(rest);
  if (bullet) rest = rest.slice(bullet[0].length);
  const box = CHECK_BOX.exec(rest);
  if (box) rest = rest.slice(box[0].length);
  const bold = WHOLLY_BOLD.test(rest);
  return {
    ...plain,
    text: rest.replaceAll('**', '').replaceAll('__', '').trim(),
    bulleted: bullet !== null || box !== null,
    ticked: box !== null && TICKED.test(box[1] ?? '') !== TICKED.test(box[2] ?? ''),
    headingLevel: heading ? (heading[1]?.length ?? 1) : bold ? BOLD_LEVEL : 0,
  };
};

/**
 * Splits a summary into its lines, the empty ones left out.
 *
 * @param text plain text or Markdown
 */
export function* readLines(text: string): Generator<Line> {
  let afterGap = true;
  for (const raw of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    if (raw.trim() === '') afterGap = true;
    else {
      yield readLine(raw, afterGap);
      afterGap = false;
    }
  }
}

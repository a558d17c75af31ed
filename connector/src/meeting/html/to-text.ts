import { decodeEntities } from './entities.ts';
import { htmlTokens } from './tokens.ts';
import type { HtmlToken } from './tokens.ts';

/** Elements that begin and end a line. */
const LINES = new Set(
  'address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form header hr li main nav ol p pre section summary table tbody thead tfoot tr ul'.split(
    ' ',
  ),
);
/** Elements with an empty line before and after them. */
const PARAGRAPHS = new Set(['p', 'table', 'blockquote', 'pre', 'hr']);
const HEADING = /^h([1-6])$/;
const INDENT = '  ';
/** Deeper nesting is not shown, so that a thousand nested lists do not become a million spaces. */
const DEEPEST_INDENT = 8;

interface List {
  ordered: boolean;
  next: number;
}

/** Collects text line by line, with white space as a browser shows it. */
class LineWriter {
  private readonly lines: string[] = [];
  /** The words of the current line; joined once, at its end, so that a long line stays cheap. */
  private words: string[] = [];
  private endsWithSpace = true;
  private prefix = '';

  /** Adds words to the line; white space collapses. */
  write(text: string): void {
    const collapsed = text.replace(/[\s\u00A0]+/g, ' ');
    const glued = this.endsWithSpace ? collapsed.replace(/^ /, '') : collapsed;
    if (glued === '') return;
    this.words.push(glued);
    this.endsWithSpace = glued.endsWith(' ');
  }

  /** Ends the line; the next one begins with `prefix` once it has words, e.g. with a bullet. */
  begin(prefix: string): void {
    this.endLine();
    this.prefix = prefix;
  }

  endLine(): void {
    const text = this.words.join('').trim();
    this.words = [];
    this.endsWithSpace = true;
    if (text === '') return;
    this.lines.push(this.prefix + text);
    this.prefix = '';
  }

  /** An empty line, but never two and never at the beginning. */
  gap(): void {
    this.endLine();
    if (this.lines.length > 0 && this.lines.at(-1) !== '') this.lines.push('');
  }

  toString(): string {
    this.endLine();
    return this.lines.join('\n').trim();
  }
}

/** How HTML becomes text. */
export interface HtmlToTextOptions {
  /** Begin headings with `#` as Markdown does, so that they can still be told from other lines. Default false. */
  markHeadings?: boolean;
}

const bullet = (lists: readonly List[]): string => {
  const list = lists.at(-1);
  const indent = INDENT.repeat(Math.min(Math.max(lists.length - 1, 0), DEEPEST_INDENT));
  if (!list?.ordered) return `${indent}- `;
  list.next += 1;
  return `${indent}${list.next - 1}. `;
};

const openTag = (tag: Extract<HtmlToken, { kind: 'open' }>, out: LineWriter, lists: List[], marked: boolean): void => {
  const heading = HEADING.exec(tag.name);
  if (heading) {
    out.gap();
    if (marked) out.begin(`${'#'.repeat(Number(heading[1]))} `);
  } else if (tag.name === 'ul' || tag.name === 'ol') {
    out.endLine();
    lists.push({ ordered: tag.name === 'ol', next: 1 });
  } else if (tag.name === 'li') out.begin(bullet(lists));
  else if (tag.name === 'br') out.endLine();
  else if (tag.name === 'td' || tag.name === 'th') out.write(' | ');
  else if (tag.name === 'input' && /checkbox/i.test(tag.attributes)) {
    out.write(/\schecked/i.test(tag.attributes) ? '[x] ' : '[ ] ');
  } else if (marked && (tag.name === 'strong' || tag.name === 'b')) out.write('**');
  else if (PARAGRAPHS.has(tag.name) && lists.length === 0) out.gap();
  else if (LINES.has(tag.name)) out.endLine();
};

const closeTag = (name: string, out: LineWriter, lists: List[], marked: boolean): void => {
  if (name === 'ul' || name === 'ol') {
    out.endLine();
    lists.pop();
    if (lists.length === 0) out.gap();
  } else if (marked && (name === 'strong' || name === 'b')) out.write('**');
  else if (HEADING.test(name)) out.endLine();
  else if (PARAGRAPHS.has(name) && lists.length === 0) out.gap();
  else if (LINES.has(name)) out.endLine();
};

/**
 * Turns HTML into plain text that keeps its lines, paragraphs and lists (`- `, `1. `, `[ ] `). The result never holds
 * markup, whatever the input; it costs time in proportion to the input's length.
 *
 * @param html any text, well-formed or not
 */
export const htmlToText = (html: string, options: HtmlToTextOptions = {}): string => {
  const out = new LineWriter();
  const lists: List[] = [];
  const marked = options.markHeadings ?? false;
  for (const token of htmlTokens(html)) {
    if (token.kind === 'text') out.write(decodeEntities(token.text));
    else if (token.kind === 'open') openTag(token, out, lists, marked);
    else closeTag(token.name, out, lists, marked);
  }
  return out.toString();
};

/**
 * @param text a text that may or may not be HTML
 * @returns whether it holds one of the tags that an editor writes
 */
export const looksLikeHtml = (text: string): boolean =>
  /<\/?(?:p|br|div|ul|ol|li|h[1-6]|strong|b|em|i|span|table|a)(?:\s[^<>]*)?\/?>/i.test(text);

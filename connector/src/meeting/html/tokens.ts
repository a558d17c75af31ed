/** A piece of an HTML document. */
export type HtmlToken =
  { kind: 'text'; text: string } | { kind: 'open'; name: string; attributes: string } | { kind: 'close'; name: string };

/** Elements whose content is no text of the document. */
const OPAQUE = new Set(['script', 'style', 'template', 'iframe', 'object', 'noscript', 'title', 'textarea', 'svg']);

/** The index behind a string found at or after `from`; the end of the document when it is not there. */
const endOf = (html: string, wanted: string, from: number): number => {
  const index = html.indexOf(wanted, from);
  return index === -1 ? html.length : index + wanted.length;
};

/** The index behind the `>` that ends the tag starting at `start`, a `>` inside quotes not counted; -1 if there is none. */
const quotedTagEnd = (html: string, start: number): number => {
  let quote = '';
  for (let index = start; index < html.length; index += 1) {
    const character = html.charAt(index);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if ((character === '"' || character === "'") && html.charAt(index - 1) === '=') quote = character;
    else if (character === '>') return index + 1;
  }
  return -1;
};

/**
 * Finds where tags end. A quote that is never closed makes it stop trusting quotes for the rest of the document, so
 * that the document is scanned to its end for that reason only once.
 */
const tagEndFinder = (html: string): ((start: number) => number) => {
  let quotesAreSound = true;
  return (start) => {
    const end = quotesAreSound ? quotedTagEnd(html, start) : -1;
    if (end !== -1) return end;
    quotesAreSound = false;
    const bracket = html.indexOf('>', start);
    return bracket === -1 ? -1 : bracket + 1;
  };
};

const readTag = (source: string): Exclude<HtmlToken, { kind: 'text' }> => {
  const closing = source.startsWith('</');
  const body = source.slice(closing ? 2 : 1, -1);
  const name = /^[a-z][a-z0-9]*/i.exec(body)?.[0] ?? '';
  if (closing) return { kind: 'close', name: name.toLowerCase() };
  return { kind: 'open', name: name.toLowerCase(), attributes: body.slice(name.length) };
};

/** The index behind the closing tag of an opaque element, or the end of the document when it is never closed. */
const opaqueEnd = (html: string, name: string, from: number): number => {
  const closing = new RegExp(`</${name}`, 'gi');
  closing.lastIndex = from;
  const match = closing.exec(html);
  return match ? endOf(html, '>', match.index) : html.length;
};

const isOpaque = ({ name, attributes }: { name: string; attributes: string }): boolean =>
  OPAQUE.has(name) && !attributes.endsWith('/');

/** The index behind a comment, doctype or processing instruction that starts at a `<`; undefined if there is none. */
const endOfHidden = (html: string, index: number): number | undefined => {
  if (html.startsWith('<!--', index)) return endOf(html, '-->', index + 4);
  return /[!?]/.test(html.charAt(index + 1)) ? endOf(html, '>', index) : undefined;
};

const startsTag = (html: string, index: number): boolean => {
  const next = html.charAt(index + 1);
  return /[a-z]/i.test(next === '/' ? html.charAt(index + 2) : next);
};

/**
 * Splits HTML, well-formed or not, into text and tags. Comments and the content of scripts, styles and the like are
 * left out; a `<` that begins no tag is text. Reads every character a fixed number of times, so that hostile input
 * costs no more than honest input.
 *
 * @param html any text
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  const findTagEnd = tagEndFinder(html);
  let textStart = 0;
  let bracket = html.indexOf('<');
  while (bracket !== -1) {
    const hiddenEnd = endOfHidden(html, bracket);
    const isTag = hiddenEnd === undefined && startsTag(html, bracket);
    if (hiddenEnd === undefined && !isTag) {
      bracket = html.indexOf('<', bracket + 1);
      continue;
    }
    let end = hiddenEnd ?? findTagEnd(bracket);
    if (end === -1) break; // No tag ends any more: the rest is text.
    if (bracket > textStart) yield { kind: 'text', text: html.slice(textStart, bracket) };
    if (isTag) {
      const tag = readTag(html.slice(bracket, end));
      if (tag.kind === 'open' && isOpaque(tag)) end = opaqueEnd(html, tag.name, end);
      else yield tag;
    }
    textStart = end;
    bracket = html.indexOf('<', end);
  }
  if (textStart < html.length) yield { kind: 'text', text: html.slice(textStart) };
}

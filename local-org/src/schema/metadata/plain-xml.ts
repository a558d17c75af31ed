import type { XmlElement } from './xml.ts';

const PROLOG = /^<\?xml[^<>]*\?>/;
const TAG =
  /<(?<end>\/?)(?<name>[A-Za-z_][\w.:-]*)(?<attributes>(?:\s+[A-Za-z_][\w.:-]*="[^"<>&]*")*)\s*(?<empty>\/?)>/y;
const ATTRIBUTE = /([A-Za-z_][\w.:-]*)="([^"]*)"/g;
const ENTITY = /&(?:lt|gt|amp|quot|apos);/g;
const CHARACTERS: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
};

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const open = (name: string, attributes: string): Open => ({
  name,
  attributes: Object.fromEntries(
    [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, value] as const),
  ),
  children: [],
  text: '',
});

/** The text between two tags; undefined when it has entities besides the five of XML. */
const decoded = (text: string): string | undefined => {
  if (!text.includes('&')) return text;
  if (text.replaceAll(ENTITY, '').includes('&')) return undefined;
  return text.replaceAll(ENTITY, (entity) => CHARACTERS[entity] ?? entity);
};

/**
 * Reads well-formed XML of the kind that nearly all metadata is: elements, attributes in double quotes, text, the
 * five entities, comments.
 * @returns the root; undefined when the text has anything else, or is wrong: then it takes a whole parser
 */
export const plainXml = (text: string): XmlElement | undefined => {
  if (text.includes('\r')) return undefined;
  const document: Open = open('', '');
  const stack: Open[] = [document];
  let at = PROLOG.exec(text)?.[0].length ?? 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const end = next < 0 ? text.length : next;
    const content = decoded(text.slice(at, end));
    const inside = stack.at(-1);
    if (content === undefined || !inside || (inside === document && content.trim() !== '')) return undefined;
    inside.text += content;
    at = end;
    if (next < 0) break;
    if (text.startsWith('<!--', at)) {
      const close = text.indexOf('--', at + 4);
      if (close < 0 || text[close + 2] !== '>') return undefined;
      at = close + 3;
      continue;
    }
    TAG.lastIndex = at;
    const groups = TAG.exec(text)?.groups;
    if (!groups) return undefined;
    const { end: isEnd, name = '', attributes = '', empty } = groups;
    at = TAG.lastIndex;
    if (isEnd === '') {
      const element = open(name, attributes);
      inside.children.push(element);
      if (empty === '') stack.push(element);
    } else {
      if (inside.name !== name || attributes !== '' || empty !== '') return undefined;
      stack.pop();
    }
  }
  const [root, ...others] = document.children;
  return stack.length === 1 && others.length === 0 ? root : undefined;
};

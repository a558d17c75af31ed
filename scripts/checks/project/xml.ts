/**
 * A small XML reader that keeps line numbers: metadata files hold elements, attributes, text, comments and CDATA,
 * nothing else.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text directly inside, entities resolved; not trimmed. */
  readonly text: string;
  readonly line: number;
}

/** The text is not well-formed XML. */
export class MalformedXml extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const unescape = (text: string): string =>
  text.replace(/&(#x?)?(\w+);/g, (whole, numeric: string | undefined, name: string) => {
    if (numeric === undefined) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(Number.parseInt(name, numeric === '#x' ? 16 : 10));
  });

interface Open {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
  line: number;
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|[^<]+|</g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const attributesOf = (source: string): Record<string, string> =>
  Object.fromEntries(
    [...source.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [name, unescape(double ?? single ?? '')]),
  );

const countLines = (text: string): number => text.split('\n').length - 1;

/**
 * @returns the root element
 * @throws MalformedXml with the line of the first error
 */
export const parseXml = (source: string): XmlElement => {
  const document: Open = { name: '', attributes: {}, children: [], text: '', line: 1 };
  const stack: Open[] = [document];
  let line = 1;
  for (const match of source.matchAll(TOKEN)) {
    const [token, cdata, closes, opens, attributes = '', selfClosing] = match;
    const top = stack[stack.length - 1] ?? document;
    if (cdata !== undefined) top.text += cdata;
    else if (closes !== undefined) {
      if (top.name !== closes)
        throw new MalformedXml(`</${closes}> closes <${top.name}>, opened in line ${top.line}`, line);
      stack.pop();
    } else if (opens !== undefined) {
      const element: Open = { name: opens, attributes: attributesOf(attributes), children: [], text: '', line };
      top.children.push(element);
      if (selfClosing !== '/') stack.push(element);
    } else if (token === '<') throw new MalformedXml('a "<" that starts no element', line);
    else if (!token.startsWith('<')) {
      if (stack.length === 1 && token.replace('\uFEFF', '').trim() !== '')
        throw new MalformedXml('text outside the root element', line);
      top.text += unescape(token);
    }
    line += countLines(token);
  }
  const open = stack[stack.length - 1] ?? document;
  if (open !== document) throw new MalformedXml(`<${open.name}>, opened in line ${open.line}, is never closed`, line);
  const [root, second] = document.children;
  if (root === undefined || second !== undefined)
    throw new MalformedXml('there must be exactly one root element', second?.line ?? 1);
  return root;
};

export const childrenNamed = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

export const childNamed = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

/** The trimmed text of the first child of that name. */
export const textOf = (element: XmlElement | undefined, name: string): string | undefined =>
  childNamed(element, name)?.text.trim();

export const isTrue = (element: XmlElement | undefined, name: string): boolean => textOf(element, name) === 'true';

/** Every element below, depth first. */
export const descendants = (element: XmlElement): readonly XmlElement[] =>
  element.children.flatMap((child) => [child, ...descendants(child)]);

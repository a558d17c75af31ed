import { readFileSync } from 'node:fs';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { CompileError, UnsupportedFeature } from '../../errors.ts';
import { plainXml } from './plain-xml.ts';

/** One element of a metadata file, children in document order. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
  readonly attributes: Readonly<Record<string, string>>;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: true,
});

type RawNode = Readonly<Record<string, unknown>>;

const toElement = (node: RawNode): XmlElement | undefined => {
  const name = Object.keys(node).find((key) => key !== ':@');
  if (!name || name.startsWith('#') || name.startsWith('?')) return undefined;
  const content = node[name] as readonly RawNode[];
  const children = content.map(toElement).filter((child) => child !== undefined);
  const text = content.map((child) => (typeof child['#text'] === 'string' ? child['#text'] : '')).join('');
  return { name, text, children, attributes: (node[':@'] ?? {}) as Record<string, string> };
};

/** Reads any XML, and says what is wrong with it. */
const wholeXml = (text: string, path: string): XmlElement | undefined => {
  // The parser alone forgives what Salesforce does not, e.g. an element that is never closed.
  // oxlint-disable-next-line typescript/no-deprecated -- its successor is another package; this one still checks
  const validity = XMLValidator.validate(text);
  if (validity !== true) throw new CompileError(validity.err.msg, path, validity.err.line, validity.err.col);
  const nodes = parser.parse(text) as readonly RawNode[];
  return nodes.map(toElement).find((node) => node !== undefined);
};

/**
 * Reads a metadata file.
 * @param path of the file
 * @param root name of the root element that the file must have, e.g. `CustomField`
 * @throws CompileError when it is not XML or of another type
 */
export const readXml = (path: string, root: string): XmlElement => {
  const text = readFileSync(path, 'utf8');
  const element = plainXml(text) ?? wholeXml(text, path);
  if (element?.name !== root) throw new CompileError(`Expected a ${root} document`, path, 1, 1);
  return element;
};

/** The children with a name. */
export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);

/** Text of a child, trimmed; undefined when there is none. */
export const textOf = (element: XmlElement, name: string): string | undefined => childOf(element, name)?.text.trim();

export const flagOf = (element: XmlElement, name: string, fallback = false): boolean => {
  const text = textOf(element, name);
  return text === undefined ? fallback : text === 'true';
};

export const numberOf = (element: XmlElement, name: string, fallback = 0): number => {
  const text = textOf(element, name);
  return text === undefined ? fallback : Number(text);
};

/**
 * Refuses elements that nobody thought about.
 * @param known elements that are read, or that have no effect on data
 * @throws UnsupportedFeature naming the element and the file
 */
export const expectOnly = (element: XmlElement, known: ReadonlySet<string>, path: string): void => {
  for (const child of element.children) {
    if (!known.has(child.name)) {
      throw new UnsupportedFeature(`metadata element <${child.name}> of <${element.name}> (${path})`);
    }
  }
};

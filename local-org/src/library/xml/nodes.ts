import { platformType } from '../../types/apex-type.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { escapedAttribute, escapedText } from './escape.ts';
import { xmlEvents, type XmlAttribute, type XmlEvent } from './parse.ts';

const NODE = platformType('Dom.XmlNode');

export type NodeKind = 'ELEMENT' | 'TEXT' | 'COMMENT';

/** A Dom.XmlNode. */
export class XmlNode extends PlatformObject {
  readonly kind: NodeKind;
  parent: XmlNode | null = null;
  readonly children: XmlNode[] = [];
  name: string | null;
  prefix: string | null;
  namespace: string | null;
  /** Of text and comments. */
  readonly text: string;
  attributes: XmlAttribute[] = [];
  /** Namespaces declared here: uri by prefix, '' for the default one. */
  readonly declared = new Map<string, string>();

  constructor(
    kind: NodeKind,
    name: string | null,
    text = '',
    namespace: string | null = null,
    prefix: string | null = null,
  ) {
    super(NODE);
    this.kind = kind;
    this.name = name;
    this.text = text;
    this.namespace = namespace;
    this.prefix = prefix;
  }

  append(child: XmlNode): XmlNode {
    child.parent = this;
    this.children.push(child);
    return child;
  }

  /** The namespace of a prefix, here or further out. */
  namespaceFor(prefix: string): string | null {
    return this.declared.get(prefix) ?? this.parent?.namespaceFor(prefix) ?? null;
  }

  /** A prefix of a namespace, here or further out. */
  prefixFor(namespace: string): string | null {
    for (const [prefix, uri] of this.declared) if (uri === namespace) return prefix;
    return this.parent?.prefixFor(namespace) ?? null;
  }
}

/** A new element; its namespace is declared there unless it is already known by that prefix. */
export const elementOf = (
  parent: XmlNode | null,
  name: string,
  namespace: string | null,
  prefix: string | null,
): XmlNode => {
  const uri = namespace === '' ? null : namespace;
  const known = uri === null ? null : (parent?.prefixFor(uri) ?? null);
  const chosen = prefix ?? (uri === null ? null : (known ?? 'ns0'));
  const node = new XmlNode('ELEMENT', name, '', uri, uri === null || chosen === '' ? null : chosen);
  parent?.append(node);
  if (uri !== null && node.parent?.namespaceFor(chosen ?? '') !== uri) node.declared.set(chosen ?? '', uri);
  return node;
};

const opened = (event: XmlEvent & { readonly kind: 'START_ELEMENT' }): XmlNode => {
  const node = new XmlNode('ELEMENT', event.name.local, '', event.name.namespace, event.name.prefix);
  node.attributes = [...event.attributes];
  for (const { prefix, uri } of event.declarations) node.declared.set(prefix ?? '', uri);
  return node;
};

const parentOf = (node: XmlNode | null): XmlNode | null => node?.parent ?? null;

/**
 * The root element of an XML text.
 * @throws XmlSyntaxError
 */
export const parseNodes = (text: string): XmlNode | null => {
  let root: XmlNode | null = null;
  let at: XmlNode | null = null;
  for (const event of xmlEvents(text)) {
    if (event.kind === 'START_ELEMENT') {
      const node = opened(event);
      if (at) at.append(node);
      else root = node;
      at = node;
    } else if (event.kind === 'END_ELEMENT') at = parentOf(at);
    else if (event.kind === 'CHARACTERS' || event.kind === 'CDATA') at?.append(new XmlNode('TEXT', null, event.text));
    else if (event.kind === 'COMMENT') at?.append(new XmlNode('COMMENT', null, event.text));
  }
  return root;
};

const qualified = (prefix: string | null, name: string): string => (prefix === null ? name : `${prefix}:${name}`);

/** The XML text of a node. */
export const nodeText = (node: XmlNode): string => {
  if (node.kind === 'TEXT') return escapedText(node.text);
  if (node.kind === 'COMMENT') return `<!--${node.text}-->`;
  const name = qualified(node.prefix, node.name ?? '');
  const namespaces = [...node.declared].map(
    ([prefix, uri]) => ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapedAttribute(uri)}"`,
  );
  const attributes = node.attributes.map(
    ({ prefix, local, value }) => ` ${qualified(prefix, local)}="${escapedAttribute(value)}"`,
  );
  const head = `<${name}${namespaces.join('')}${attributes.join('')}`;
  if (node.children.length === 0) return `${head}/>`;
  return `${head}>${node.children.map(nodeText).join('')}</${name}>`;
};

import { platformType, type ApexType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { findEnumConstant } from '../../values/enum.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception, required } from '../raise.ts';
import { elementOf, nodeText, parseNodes, XmlNode } from './nodes.ts';
import { XmlSyntaxError } from './parse.ts';

const NODE = platformType('Dom.XmlNode');
const KINDS = ['ELEMENT', 'TEXT', 'COMMENT'] as const;

/** A Dom.Document. */
export class XmlDocument extends PlatformObject {
  root: XmlNode | null = null;

  constructor(type: ApexType = platformType('Dom.Document')) {
    super(type);
  }
}

/**
 * Reads an XML text into a document.
 * @throws System.XmlException `Failed to parse XML due to: ...`
 */
export const documentOf = (text: string): XmlDocument => {
  const document = new XmlDocument();
  try {
    document.root = parseNodes(text);
  } catch (error) {
    if (!(error instanceof XmlSyntaxError)) throw error;
    const where = `@${error.line}:${error.column}`;
    throw exception('XmlException', `Failed to parse XML due to: ${error.message} (position: ${where})`);
  }
  return document;
};

/** The XML text of a document. */
export const documentText = ({ root }: XmlDocument): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${root ? nodeText(root) : ''}`;

const sameNamespace = (first: string | null, second: string | null): boolean => (first ?? '') === (second ?? '');

const attributeOf = (self: XmlNode, key: string | null, namespace: string | null): string | null =>
  self.attributes.find(({ local, namespace: uri }) => local === key && sameNamespace(uri, namespace))?.value ?? null;

const setAttribute = (
  self: XmlNode,
  key: string | null,
  value: string | null,
  prefix: string | null,
  namespace: string | null,
): void => {
  const local = required(key);
  const uri = namespace === '' ? null : namespace;
  const attribute = { local, prefix: prefix === '' ? null : prefix, namespace: uri, value: required(value) };
  if (uri !== null && attribute.prefix !== null && self.namespaceFor(attribute.prefix) !== uri) {
    self.declared.set(attribute.prefix, uri);
  }
  const at = self.attributes.findIndex((known) => known.local === local && sameNamespace(known.namespace, uri));
  if (at < 0) self.attributes.push(attribute);
  else self.attributes[at] = attribute;
};

const attributeAt = (self: XmlNode, index: number | null): XmlNode['attributes'][number] => {
  const attribute = self.attributes[dereferenced(index)];
  if (!attribute) throw exception('XmlException', `Attribute index out of bounds: ${String(index)}`);
  return attribute;
};

const elements = (self: XmlNode): XmlNode[] => self.children.filter(({ kind }) => kind === 'ELEMENT');

const textOf = (self: XmlNode): string =>
  self.kind === 'ELEMENT'
    ? self.children
        .filter(({ kind }) => kind === 'TEXT')
        .map(({ text }) => text)
        .join('')
    : self.text;

const detach = (self: XmlNode, child: XmlNode | null): boolean => {
  const at = self.children.indexOf(dereferenced(child));
  if (at < 0) return false;
  self.children.splice(at, 1);
  if (child) child.parent = null;
  return true;
};

const insertBefore = (self: XmlNode, given: XmlNode | null, reference: XmlNode | null): XmlNode => {
  const node = dereferenced(given);
  if (node.parent) detach(node.parent, node);
  const at = reference ? self.children.indexOf(reference) : self.children.length;
  if (at < 0) throw exception('XmlException', 'The reference child is no child of this node');
  node.parent = self;
  self.children.splice(at, 0, node);
  return node;
};

const setNamespace = (self: XmlNode, prefix: string | null, namespace: string | null): void => {
  self.declared.set(prefix ?? '', required(namespace));
};

const nodeMethods: NonNullable<PlatformClass['methods']> = {
  'Dom.XmlNode addChildElement(String name, String namespace, String prefix)': (
    self: XmlNode,
    name: string | null,
    namespace: string | null,
    prefix: string | null,
  ) => elementOf(self, required(name), namespace, prefix),
  'Dom.XmlNode addCommentNode(String text)': (self: XmlNode, text: string | null) =>
    self.append(new XmlNode('COMMENT', null, required(text))),
  'Dom.XmlNode addTextNode(String text)': (self: XmlNode, text: string | null) =>
    self.append(new XmlNode('TEXT', null, required(text))),
  'String getAttribute(String key, String keyNamespace)': attributeOf,
  'Integer getAttributeCount()': (self: XmlNode) => self.attributes.length,
  'String getAttributeKeyAt(Integer index)': (self: XmlNode, index: number | null) => attributeAt(self, index).local,
  'String getAttributeKeyNsAt(Integer index)': (self: XmlNode, index: number | null) =>
    attributeAt(self, index).namespace,
  'String getAttributeValue(String key, String keyNamespace)': attributeOf,
  'String getAttributeValueNs(String key, String keyNamespace)': (
    self: XmlNode,
    key: string | null,
    namespace: string | null,
  ) => self.attributes.find((a) => a.local === key && sameNamespace(a.namespace, namespace))?.namespace ?? null,
  'Dom.XmlNode getChildElement(String name, String namespace)': (
    self: XmlNode,
    name: string | null,
    namespace: string | null,
  ) => elements(self).find((node) => node.name === name && sameNamespace(node.namespace, namespace)) ?? null,
  'List<Dom.XmlNode> getChildElements()': (self: XmlNode) => new ApexList(NODE, elements(self)),
  'List<Dom.XmlNode> getChildren()': (self: XmlNode) => new ApexList(NODE, [...self.children]),
  'String getName()': (self: XmlNode) => self.name,
  'String getNamespace()': (self: XmlNode) => self.namespace,
  'String getNamespaceFor(String prefix)': (self: XmlNode, prefix: string | null) => self.namespaceFor(prefix ?? ''),
  'Dom.XmlNodeType getNodeType()': (self: XmlNode) => findEnumConstant('Dom.XmlNodeType', self.kind) ?? null,
  'Dom.XmlNode getParent()': (self: XmlNode) => self.parent,
  'String getPrefixFor(String namespace)': (self: XmlNode, uri: string | null) => self.prefixFor(required(uri)),
  'String getText()': textOf,
  'Dom.XmlNode insertBefore(Dom.XmlNode newChild, Dom.XmlNode refChild)': insertBefore,
  'Boolean removeAttribute(String key, String keyNamespace)': (
    self: XmlNode,
    key: string | null,
    namespace: string | null,
  ) => {
    const before = self.attributes.length;
    self.attributes = self.attributes.filter((a) => a.local !== key || !sameNamespace(a.namespace, namespace));
    return self.attributes.length < before;
  },
  'Boolean removeChild(Dom.XmlNode childNode)': detach,
  'void setAttribute(String key, String value)': (self: XmlNode, key: string | null, value: string | null) =>
    setAttribute(self, key, value, null, null),
  'void setAttributeNs(String key, String value, String keyNamespace, String valueNamespace)': (
    self: XmlNode,
    key: string | null,
    value: string | null,
    namespace: string | null,
  ) => setAttribute(self, key, value, namespace === null ? null : (self.prefixFor(namespace) ?? 'ns1'), namespace),
  'void setNamespace(String prefix, String namespace)': setNamespace,
};

/** The classes of the namespace Dom. Source: Apex Reference Guide, "Dom Namespace". */
export const domClasses: readonly PlatformClass[] = [
  {
    name: 'Dom.Document',
    kind: 'class',
    representation: XmlDocument,
    constructors: { '()': (type: ApexType) => new XmlDocument(type) },
    methods: {
      'Dom.XmlNode createRootElement(String name, String namespace, String prefix)': (
        self: XmlDocument,
        name: string | null,
        namespace: string | null,
        prefix: string | null,
      ) => {
        if (self.root) throw exception('XmlException', 'Document already has a root element');
        return (self.root = elementOf(null, required(name), namespace, prefix));
      },
      'Dom.XmlNode getRootElement()': (self: XmlDocument) => self.root,
      'void load(String xml)': (self: XmlDocument, text: string | null) => {
        self.root = documentOf(required(text)).root;
      },
      'String toXmlString()': documentText,
      'String toString()': documentText,
    },
  },
  { name: 'Dom.XmlNode', kind: 'class', representation: XmlNode, methods: nodeMethods },
  { name: 'Dom.XmlNodeType', kind: 'enum', constants: KINDS },
];

import type { ApexType } from '../../types/apex-type.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { escapedAttribute, escapedText } from './escape.ts';

/** A System.XmlStreamWriter. */
class XmlStreamWriter extends PlatformObject {
  private text = '';
  /** Qualified names of the elements that are open, innermost last. */
  private readonly open: string[] = [];
  /** How the start tag that can still get attributes will end. */
  private tag: '>' | '/>' | null = null;

  /** Writes content: a start tag that is still open ends before it. */
  write(text: string): void {
    this.text += `${this.tag ?? ''}${text}`;
    this.tag = null;
  }

  start(prefix: string | null, name: string, isEmpty: boolean): void {
    const qualified = prefix === null || prefix === '' ? name : `${prefix}:${name}`;
    this.write(`<${qualified}`);
    this.tag = isEmpty ? '/>' : '>';
    if (!isEmpty) this.open.push(qualified);
  }

  attribute(name: string, value: string): void {
    if (this.tag === null) throw exception('XmlException', 'Attribute not associated with any element');
    this.text += ` ${name}="${escapedAttribute(value)}"`;
  }

  end(): void {
    const name = this.open.pop();
    if (name === undefined) throw exception('XmlException', 'No element was found to write');
    this.write(`</${name}>`);
  }

  endAll(): void {
    while (this.open.length > 0) this.end();
    this.write('');
  }

  get xml(): string {
    return `${this.text}${this.tag ?? ''}`;
  }
}

const startDocument = (self: XmlStreamWriter, encoding: string | null, version: string | null): void =>
  self.write(`<?xml version="${version ?? '1.0'}"${encoding === null ? '' : ` encoding="${encoding}"`}?>`);

const namespace = (self: XmlStreamWriter, prefix: string | null, uri: string | null): void =>
  self.attribute(prefix === null || prefix === '' ? 'xmlns' : `xmlns:${prefix}`, required(uri));

/** System.XmlStreamWriter. Source: Apex Reference Guide, "XmlStreamWriter Class". */
export const xmlStreamWriterClass: PlatformClass = {
  name: 'XmlStreamWriter',
  kind: 'class',
  representation: XmlStreamWriter,
  constructors: { '()': (type: ApexType) => new XmlStreamWriter(type) },
  methods: {
    'void close()': () => undefined,
    'String getXmlString()': (self: XmlStreamWriter) => self.xml,
    // It decides which prefix a later element gets, and elements are written with the prefix they are given.
    'void setDefaultNamespace(String uri)': () => undefined,
    'void writeAttribute(String prefix, String namespaceUri, String localName, String value)': (
      self: XmlStreamWriter,
      prefix: string | null,
      _uri: string | null,
      name: string | null,
      value: string | null,
    ) =>
      self.attribute(
        prefix === null || prefix === '' ? required(name) : `${prefix}:${required(name)}`,
        required(value),
      ),
    'void writeCData(String data)': (self: XmlStreamWriter, data: string | null) =>
      self.write(`<![CDATA[${required(data)}]]>`),
    'void writeCharacters(String text)': (self: XmlStreamWriter, text: string | null) =>
      self.write(escapedText(required(text)).replace(/>/g, '&gt;')),
    'void writeComment(String data)': (self: XmlStreamWriter, data: string | null) =>
      self.write(`<!--${required(data)}-->`),
    'void writeDefaultNamespace(String namespaceUri)': (self: XmlStreamWriter, uri: string | null) =>
      namespace(self, null, uri),
    'void writeEmptyElement(String prefix, String localName, String namespaceUri)': (
      self: XmlStreamWriter,
      prefix: string | null,
      name: string | null,
    ) => self.start(prefix, required(name), true),
    'void writeEndDocument()': (self: XmlStreamWriter) => self.endAll(),
    'void writeEndElement()': (self: XmlStreamWriter) => self.end(),
    'void writeNamespace(String prefix, String namespaceUri)': namespace,
    'void writeProcessingInstruction(String target, String data)': (
      self: XmlStreamWriter,
      target: string | null,
      data: string | null,
    ) => self.write(`<?${required(target)} ${data ?? ''}?>`),
    'void writeStartDocument(String encoding, String version)': startDocument,
    'void writeStartElement(String prefix, String localName, String namespaceUri)': (
      self: XmlStreamWriter,
      prefix: string | null,
      name: string | null,
    ) => self.start(prefix, required(name), false),
  },
};

import { platformType, type ApexType } from '../../types/apex-type.ts';
import { findEnumConstant } from '../../values/enum.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception, required } from '../raise.ts';
import { xmlEvents, XmlSyntaxError, type XmlAttribute, type XmlDeclaration, type XmlEvent } from './parse.ts';

const TAGS = [
  ...['ATTRIBUTE', 'CDATA', 'CHARACTERS', 'COMMENT', 'DTD', 'END_DOCUMENT', 'END_ELEMENT', 'ENTITY_DECLARATION'],
  ...['ENTITY_REFERENCE', 'NAMESPACE', 'NOTATION_DECLARATION', 'PROCESSING_INSTRUCTION', 'SPACE', 'START_DOCUMENT'],
  'START_ELEMENT',
];

const NO_MORE = 'No more elements to read';

/** A System.XmlStreamReader. */
export class XmlStreamReader extends PlatformObject {
  private readonly events: Iterator<XmlEvent, undefined>;
  private readonly text: string;
  private ahead: XmlEvent | undefined;
  /** Version of the XML declaration. */
  readonly version: string | null;
  current: XmlEvent;
  /** Adjacent text and CDATA are one. */
  coalescing = false;

  constructor(text: string, type: ApexType = platformType('XmlStreamReader')) {
    super(type);
    this.text = text;
    this.events = xmlEvents(text);
    this.current = this.read() ?? { kind: 'END_DOCUMENT', end: 0 };
    this.version = this.current.kind === 'START_DOCUMENT' ? this.current.version : null;
  }

  get hasNext(): boolean {
    return this.current.kind !== 'END_DOCUMENT';
  }

  next(): XmlEvent {
    if (!this.hasNext) throw exception('NoSuchElementException', NO_MORE);
    let event = this.take();
    if (this.coalescing && isText(event)) {
      let text = event.text;
      for (;;) {
        const following = this.take();
        if (!isText(following)) {
          this.ahead = following;
          break;
        }
        text += following.text;
      }
      event = { kind: 'CHARACTERS', text, end: event.end };
    }
    this.current = event;
    return event;
  }

  private take(): XmlEvent {
    const event = this.ahead ?? this.read();
    this.ahead = undefined;
    if (!event) throw exception('NoSuchElementException', NO_MORE);
    return event;
  }

  private read(): XmlEvent | undefined {
    try {
      const step = this.events.next();
      return step.done === true ? undefined : step.value;
    } catch (error) {
      if (!(error instanceof XmlSyntaxError)) throw error;
      const { line, column, message } = error;
      throw exception('XmlException', `ParseError at [row,col]:[${line},${column}]\nMessage: ${message}`);
    }
  }

  get location(): string {
    const before = this.text.slice(0, this.current.end).split('\n');
    return `Line number = ${before.length}\nColumn number = ${(before.at(-1)?.length ?? 0) + 1}`;
  }
}

const isText = (event: XmlEvent): event is XmlEvent & { readonly kind: 'CHARACTERS' | 'CDATA' } =>
  event.kind === 'CHARACTERS' || event.kind === 'CDATA';

const illegal = (wanted: string): Error => exception('XmlException', `Illegal State: Not a ${wanted}`);

const elementAt = ({ current }: XmlStreamReader): XmlEvent & { readonly kind: 'START_ELEMENT' | 'END_ELEMENT' } => {
  if (current.kind !== 'START_ELEMENT' && current.kind !== 'END_ELEMENT') throw illegal('start or end element');
  return current;
};

const attributesOf = ({ current }: XmlStreamReader): readonly XmlAttribute[] => {
  if (current.kind !== 'START_ELEMENT') throw illegal('start element');
  return current.attributes;
};

const attributeAt = (self: XmlStreamReader, index: number | null): XmlAttribute | null =>
  attributesOf(self)[dereferenced(index)] ?? null;

const declarations = (self: XmlStreamReader): readonly XmlDeclaration[] => elementAt(self).declarations;

const attributeValue = (self: XmlStreamReader, namespace: string | null, name: string | null): string | null =>
  attributesOf(self).find(
    (a) =>
      a.local === name &&
      (namespace === null || a.namespace === namespace || (namespace === '' && a.namespace === null)),
  )?.value ?? null;

const hasText = ({ current }: XmlStreamReader): boolean => 'text' in current;

const textOf = ({ current }: XmlStreamReader): string => {
  if (!('text' in current)) throw illegal('valid state for getText()');
  return current.text;
};

const kindOf = (kind: string): unknown => findEnumConstant('XmlTag', kind) ?? null;

/** Numbers of the events, as next() answers them. */
const NUMBERS: Readonly<Record<XmlEvent['kind'], number>> = {
  START_ELEMENT: 1,
  END_ELEMENT: 2,
  PROCESSING_INSTRUCTION: 3,
  CHARACTERS: 4,
  COMMENT: 5,
  SPACE: 6,
  START_DOCUMENT: 7,
  END_DOCUMENT: 8,
  DTD: 11,
  CDATA: 12,
};

const isWhitespace = ({ current }: XmlStreamReader): boolean =>
  (isText(current) || current.kind === 'SPACE') && current.text.trim() === '';

/** Skips white space, comments and processing instructions up to a start or end element. */
const nextTag = (self: XmlStreamReader): number => {
  for (;;) {
    const event = self.next();
    if (event.kind === 'START_ELEMENT' || event.kind === 'END_ELEMENT') return NUMBERS[event.kind];
    if (isText(event) && event.text.trim() !== '') throw exception('XmlException', 'expected start or end tag');
  }
};

const instruction = ({ current }: XmlStreamReader): XmlEvent & { readonly kind: 'PROCESSING_INSTRUCTION' } => {
  if (current.kind !== 'PROCESSING_INSTRUCTION') throw illegal('processing instruction');
  return current;
};

/** System.XmlStreamReader and XmlTag. Source: Apex Reference Guide, "XmlStreamReader Class". */
export const xmlStreamReaderClasses: readonly PlatformClass[] = [
  {
    name: 'XmlStreamReader',
    kind: 'class',
    representation: XmlStreamReader,
    constructors: {
      '(String xmlInput)': (type: ApexType, text: string | null) => new XmlStreamReader(required(text), type),
    },
    methods: {
      'Integer getAttributeCount()': (self: XmlStreamReader) => attributesOf(self).length,
      'String getAttributeLocalName(Integer index)': (self: XmlStreamReader, index: number | null) =>
        attributeAt(self, index)?.local ?? null,
      'String getAttributeNamespace(Integer index)': (self: XmlStreamReader, index: number | null) =>
        attributeAt(self, index)?.namespace ?? null,
      'String getAttributePrefix(Integer index)': (self: XmlStreamReader, index: number | null) =>
        attributeAt(self, index)?.prefix ?? null,
      'String getAttributeType(Integer index)': (self: XmlStreamReader, index: number | null) =>
        attributeAt(self, index) ? 'CDATA' : null,
      'String getAttributeValue(String namespaceUri, String localName)': attributeValue,
      'String getAttributeValueAt(Integer index)': (self: XmlStreamReader, index: number | null) =>
        attributeAt(self, index)?.value ?? null,
      'XmlTag getEventType()': (self: XmlStreamReader) => kindOf(self.current.kind),
      'String getLocalName()': (self: XmlStreamReader) => elementAt(self).name.local,
      'String getLocation()': (self: XmlStreamReader) => self.location,
      'String getNamespace()': (self: XmlStreamReader) => elementAt(self).name.namespace,
      'Integer getNamespaceCount()': (self: XmlStreamReader) => declarations(self).length,
      'String getNamespacePrefix(Integer index)': (self: XmlStreamReader, index: number | null) =>
        declarations(self)[dereferenced(index)]?.prefix ?? null,
      'String getNamespaceURI(String prefix)': (self: XmlStreamReader, prefix: string | null) =>
        declarations(self).find((declaration) => declaration.prefix === prefix)?.uri ?? null,
      'String getNamespaceURIAt(Integer index)': (self: XmlStreamReader, index: number | null) =>
        declarations(self)[dereferenced(index)]?.uri ?? null,
      'String getPIData()': (self: XmlStreamReader) => instruction(self).data,
      'String getPITarget()': (self: XmlStreamReader) => instruction(self).target,
      'String getPrefix()': (self: XmlStreamReader) => elementAt(self).name.prefix,
      'String getText()': textOf,
      'String getVersion()': (self: XmlStreamReader) => self.version,
      'Boolean hasName()': ({ current }: XmlStreamReader) =>
        current.kind === 'START_ELEMENT' || current.kind === 'END_ELEMENT',
      'Boolean hasNext()': (self: XmlStreamReader) => self.hasNext,
      'Boolean hasText()': hasText,
      'Boolean isCharacters()': ({ current }: XmlStreamReader) => current.kind === 'CHARACTERS',
      'Boolean isEndElement()': ({ current }: XmlStreamReader) => current.kind === 'END_ELEMENT',
      'Boolean isStartElement()': ({ current }: XmlStreamReader) => current.kind === 'START_ELEMENT',
      'Boolean isWhitespace()': isWhitespace,
      'Integer next()': (self: XmlStreamReader) => NUMBERS[self.next().kind],
      'Integer nextTag()': nextTag,
      'void setCoalescing(Boolean returnAsSingleBlock)': (self: XmlStreamReader, value: boolean | null) => {
        self.coalescing = value === true;
      },
      'String toString()': (self: XmlStreamReader) => `XmlStreamReader[${self.current.kind}]`,
    },
    unsupported: ['void setNamespaceAware(Boolean isNamespaceAware)'],
  },
  { name: 'XmlTag', kind: 'enum', constants: TAGS },
];

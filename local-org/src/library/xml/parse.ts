/** A name with its prefix and the namespace that the prefix stands for. */
export interface XmlName {
  readonly prefix: string | null;
  readonly local: string;
  readonly namespace: string | null;
}

export interface XmlAttribute extends XmlName {
  readonly value: string;
}

/** A namespace as an element declares it; the default namespace has no prefix. */
export interface XmlDeclaration {
  readonly prefix: string | null;
  readonly uri: string;
}

interface At {
  /** Where it ends in the text. */
  readonly end: number;
}

/** What a document consists of, in order. */
export type XmlEvent = At &
  (
    | {
        readonly kind: 'START_ELEMENT';
        readonly name: XmlName;
        readonly attributes: readonly XmlAttribute[];
        readonly declarations: readonly XmlDeclaration[];
      }
    | { readonly kind: 'END_ELEMENT'; readonly name: XmlName; readonly declarations: readonly XmlDeclaration[] }
    | { readonly kind: 'CHARACTERS' | 'CDATA' | 'COMMENT' | 'SPACE' | 'DTD'; readonly text: string }
    | { readonly kind: 'PROCESSING_INSTRUCTION'; readonly target: string; readonly data: string }
    | { readonly kind: 'START_DOCUMENT'; readonly version: string | null }
    | { readonly kind: 'END_DOCUMENT' }
  );

/** A text that is not well-formed XML. */
export class XmlSyntaxError extends Error {
  /** Lines and columns count from 1. */
  readonly line: number;
  readonly column: number;

  constructor(message: string, text: string, at: number) {
    super(message);
    const before = text.slice(0, at).split('\n');
    this.line = before.length;
    this.column = (before.at(-1)?.length ?? 0) + 1;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const NAME = /[\p{L}_:][\p{L}\p{N}\p{M}_:.-]*/uy;
const SPACE = /\s*/y;

/** Scopes of namespaces, innermost last. */
type Scopes = ReadonlyMap<string, string>[];

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** @param whole an attribute has no default namespace */
const resolved = (scopes: Scopes, qualified: string, whole: boolean): XmlName | undefined => {
  const colon = qualified.indexOf(':');
  const prefix = colon < 0 ? null : qualified.slice(0, colon);
  const local = qualified.slice(colon + 1);
  if (prefix === null && !whole) return { prefix, local, namespace: null };
  if (prefix === 'xml') return { prefix, local, namespace: XML_NAMESPACE };
  const uri = scopes.findLast((scope) => scope.has(prefix ?? ''))?.get(prefix ?? '');
  if (prefix !== null && uri === undefined) return undefined;
  return { prefix, local, namespace: uri === undefined || uri === '' ? null : uri };
};

/** Reads a document from beginning to end. */
class XmlParser {
  private readonly text: string;
  private at = 0;
  private readonly scopes: Scopes = [];
  private readonly open: {
    readonly qualified: string;
    readonly name: XmlName;
    readonly declarations: readonly XmlDeclaration[];
  }[] = [];
  private hasRoot = false;

  constructor(text: string) {
    this.text = text;
  }

  *events(): Generator<XmlEvent, undefined> {
    if (this.text.startsWith('\uFEFF')) this.at = 1;
    yield this.declaration();
    while (this.at < this.text.length) yield* this.next();
    const [first] = this.open;
    if (first || !this.hasRoot) throw this.error('XML document structures must start and end within the same entity.');
    yield { kind: 'END_DOCUMENT', end: this.at };
    return undefined;
  }

  private error(message: string): XmlSyntaxError {
    return new XmlSyntaxError(message, this.text, this.at);
  }

  private declaration(): XmlEvent {
    if (!/^<\?xml\s/.test(this.text.slice(this.at, this.at + 6))) {
      return { kind: 'START_DOCUMENT', version: null, end: this.at };
    }
    const whole = this.upTo('?>');
    const version = /version\s*=\s*["']([^"']*)["']/.exec(whole)?.[1] ?? null;
    return { kind: 'START_DOCUMENT', version, end: this.at };
  }

  /** The text up to a mark, which is passed. */
  private upTo(mark: string, skip = 0): string {
    const end = this.text.indexOf(mark, this.at + skip);
    if (end < 0) throw this.error(`The text must end with "${mark}".`);
    const found = this.text.slice(this.at + skip, end);
    this.at = end + mark.length;
    return found;
  }

  private *next(): Generator<XmlEvent> {
    const { text, at } = this;
    if (text[at] !== '<') yield* this.characters();
    else if (text.startsWith('<!--', at)) yield { kind: 'COMMENT', text: this.upTo('-->', 4), end: this.at };
    else if (text.startsWith('<![CDATA[', at)) yield { kind: 'CDATA', text: this.upTo(']]>', 9), end: this.at };
    else if (text.startsWith('<!DOCTYPE', at)) yield this.documentType();
    else if (text.startsWith('<?', at)) yield this.instruction();
    else if (text.startsWith('</', at)) yield this.endElement();
    else yield* this.startElement();
  }

  private *characters(): Generator<XmlEvent> {
    const start = this.at;
    const next = this.text.indexOf('<', start);
    const raw = this.text.slice(start, next < 0 ? undefined : next);
    if (this.open.length === 0 && raw.trim() !== '') {
      throw this.error(
        this.hasRoot ? 'Content is not allowed in trailing section.' : 'Content is not allowed in prolog.',
      );
    }
    const text = this.decoded(raw);
    this.at = start + raw.length;
    if (this.open.length === 0) return;
    yield { kind: 'CHARACTERS', text, end: this.at };
  }

  private decoded(raw: string): string {
    return raw.replace(/\r\n?/g, '\n').replace(/&([^;\s]*);?/g, (whole, name: string) => {
      if (!whole.endsWith(';')) throw this.error("The reference must end with the ';' delimiter.");
      const code = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name);
      if (code) return String.fromCodePoint(code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16));
      const value = ENTITIES[name];
      if (value === undefined) throw this.error(`The entity "${name}" was referenced, but not declared.`);
      return value;
    });
  }

  private documentType(): XmlEvent {
    const start = this.at;
    const end = /<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>/y;
    end.lastIndex = start;
    const found = end.exec(this.text)?.[0];
    if (found === undefined) throw this.error('The document type declaration must end with ">".');
    this.at += found.length;
    return { kind: 'DTD', text: found, end: this.at };
  }

  private instruction(): XmlEvent {
    const [, target = '', data = ''] = /^(\S+)\s*([^]*)$/.exec(this.upTo('?>', 2)) ?? [];
    return { kind: 'PROCESSING_INSTRUCTION', target, data, end: this.at };
  }

  private name(): string {
    NAME.lastIndex = this.at;
    const found = NAME.exec(this.text)?.[0];
    if (found === undefined) {
      throw this.error('The markup in the document preceding the root element must be well-formed.');
    }
    this.at += found.length;
    return found;
  }

  private skipSpace(): void {
    SPACE.lastIndex = this.at;
    this.at += SPACE.exec(this.text)?.[0].length ?? 0;
  }

  private endElement(): XmlEvent {
    this.at += 2;
    const qualified = this.name();
    this.skipSpace();
    const opened = this.open.pop();
    if (opened?.qualified !== qualified || this.text[this.at] !== '>') {
      const wanted = opened?.qualified ?? qualified;
      throw this.error(`The element type "${wanted}" must be terminated by the matching end-tag "</${wanted}>".`);
    }
    this.at += 1;
    this.scopes.pop();
    return { kind: 'END_ELEMENT', name: opened.name, declarations: opened.declarations, end: this.at };
  }

  private rawAttributes(element: string): { name: string; value: string }[] {
    const list: { name: string; value: string }[] = [];
    for (;;) {
      this.skipSpace();
      if (/[/>]/.test(this.text[this.at] ?? '')) return list;
      const name = this.name();
      this.skipSpace();
      if (this.text[this.at] !== '=') {
        throw this.error(
          `Attribute name "${name}" associated with an element type "${element}" must be followed by the ' = ' character.`,
        );
      }
      this.at += 1;
      this.skipSpace();
      const quote = this.text[this.at];
      if (quote !== '"' && quote !== "'") throw this.error(`Open quote is expected for attribute "${name}".`);
      if (list.some((known) => known.name === name)) {
        throw this.error(`Attribute "${name}" was already specified for element "${element}".`);
      }
      list.push({ name, value: this.decoded(this.upTo(quote, 1)) });
    }
  }

  private *startElement(): Generator<XmlEvent> {
    if (this.open.length === 0 && this.hasRoot) {
      throw this.error('The markup in the document following the root element must be well-formed.');
    }
    this.at += 1;
    const qualified = this.name();
    const raw = this.rawAttributes(qualified);
    const declarations = raw
      .filter(({ name }) => name === 'xmlns' || name.startsWith('xmlns:'))
      .map(({ name, value }) => ({ prefix: name === 'xmlns' ? null : name.slice(6), uri: value }));
    this.scopes.push(new Map(declarations.map(({ prefix, uri }) => [prefix ?? '', uri])));
    const name = this.bound(qualified, true, qualified);
    const attributes = raw
      .filter((a) => a.name !== 'xmlns' && !a.name.startsWith('xmlns:'))
      .map((a) => ({ ...this.bound(a.name, false, qualified), value: a.value }));
    this.hasRoot = true;
    const isEmpty = this.text[this.at] === '/';
    this.at += isEmpty ? 2 : 1;
    if (this.text[this.at - 1] !== '>') throw this.error(`Element type "${qualified}" must be followed by ">".`);
    yield { kind: 'START_ELEMENT', name, attributes, declarations, end: this.at };
    if (isEmpty) {
      this.scopes.pop();
      yield { kind: 'END_ELEMENT', name, declarations, end: this.at };
    } else this.open.push({ qualified, name, declarations });
  }

  private bound(qualified: string, isElement: boolean, element: string): XmlName {
    const name = resolved(this.scopes, qualified, isElement);
    if (name) return name;
    const prefix = qualified.slice(0, qualified.indexOf(':'));
    throw this.error(
      isElement
        ? `The prefix "${prefix}" for element "${qualified}" is not bound.`
        : `The prefix "${prefix}" for attribute "${qualified}" associated with an element type "${element}" is not bound.`,
    );
  }
}

/**
 * Reads an XML text event by event.
 * @throws XmlSyntaxError where the text stops being well-formed
 */
export const xmlEvents = (text: string): Generator<XmlEvent, undefined> => new XmlParser(text).events();

import {
  BLOB,
  BOOLEAN,
  DATE,
  DATETIME,
  DECIMAL,
  DOUBLE,
  ID,
  INTEGER,
  LONG,
  platformType,
  TIME,
  type ApexType,
} from '../../types/apex-type.ts';
import { findEnumConstant } from '../../values/enum.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { TypeToken } from '../../values/type-token.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception } from '../raise.ts';
import { Deserializer } from './deserialize.ts';
import { readPrimitive } from './primitives.ts';
import { JsonScanner, type Token } from './scanner.ts';
import { readNode, type JsonNode } from './tree.ts';

/** A System.JSONParser: a cursor over the tokens of a text. */
export class Parser extends PlatformObject {
  private readonly scanner: JsonScanner;
  current: Token | null = null;
  cleared: Token | null = null;
  /** Names of the objects around the current token, innermost last. */
  private readonly names: (string | null)[] = [null];

  constructor(text: string) {
    super(platformType('JSONParser'));
    this.scanner = new JsonScanner(text);
  }

  next(): Token | null {
    const previous = this.current?.kind;
    if (previous === 'START_OBJECT' || previous === 'START_ARRAY') this.names.push(null);
    this.current = this.scanner.next();
    const kind = this.current?.kind;
    if (kind === 'END_OBJECT' || kind === 'END_ARRAY') this.names.pop();
    if (kind === 'FIELD_NAME') this.names[this.names.length - 1] = this.current?.text ?? null;
    return this.current;
  }

  get name(): string | null {
    return this.names.at(-1) ?? null;
  }

  /** The value at the cursor; the cursor moves to its last token. */
  node(): JsonNode {
    const token = this.current?.kind === 'FIELD_NAME' ? this.next() : this.current;
    if (!token) throw exception('JSONException', 'No current token');
    const node = readNode(this.scanner, token);
    if (node.kind === 'START_OBJECT') this.current = { kind: 'END_OBJECT', text: '}', end: token.end };
    if (node.kind === 'START_ARRAY') this.current = { kind: 'END_ARRAY', text: ']', end: token.end };
    return node;
  }

  clear(): void {
    this.cleared = this.current;
    this.current = null;
  }

  position(): string {
    return this.scanner.position();
  }
}

const tokenConstant = (token: Token | null): unknown =>
  token ? (findEnumConstant('JSONToken', token.kind) ?? null) : null;

const value =
  (type: ApexType) =>
  (self: Parser): unknown => {
    const token = self.current;
    if (token?.kind === 'VALUE_NULL') return null;
    if (!token?.kind.startsWith('VALUE_')) {
      throw exception('JSONException', `Current token (${token?.kind ?? 'null'}) not a value of type ${type.text}`);
    }
    return readPrimitive(
      { kind: token.kind, text: token.text, position: () => self.position(), entries: [], items: [] },
      type,
    );
  };

const nextValue = (self: Parser): unknown => {
  const token = self.next();
  return tokenConstant(token?.kind === 'FIELD_NAME' ? self.next() : token);
};

const readAs = (strict: boolean) => {
  return (self: Parser, type: TypeToken | null): unknown =>
    new Deserializer(strict).read(self.node(), dereferenced(type).of);
};

const skipChildren = (self: Parser): void => {
  const kind = self.current?.kind;
  if (kind === 'START_OBJECT' || kind === 'START_ARRAY') self.node();
};

/** System.JSONParser. */
export const parserClass: PlatformClass = {
  name: 'JSONParser',
  kind: 'class',
  representation: Parser,
  methods: {
    'void clearCurrentToken()': (self: Parser) => self.clear(),
    'Blob getBlobValue()': value(BLOB),
    'Boolean getBooleanValue()': value(BOOLEAN),
    'String getCurrentName()': (self: Parser) => self.name,
    'JSONToken getCurrentToken()': (self: Parser) => tokenConstant(self.current),
    'Datetime getDateTimeValue()': value(DATETIME),
    'Date getDateValue()': value(DATE),
    'Decimal getDecimalValue()': value(DECIMAL),
    'Double getDoubleValue()': value(DOUBLE),
    'Id getIdValue()': value(ID),
    'Integer getIntegerValue()': value(INTEGER),
    'JSONToken getLastClearedToken()': (self: Parser) => tokenConstant(self.cleared),
    'Long getLongValue()': value(LONG),
    'String getText()': (self: Parser) => self.current?.text ?? null,
    'Time getTimeValue()': value(TIME),
    'Boolean hasCurrentToken()': (self: Parser) => self.current !== null,
    'JSONToken nextToken()': (self: Parser) => tokenConstant(self.next()),
    'JSONToken nextValue()': nextValue,
    'Object readValueAs(Type apexType)': readAs(false),
    'Object readValueAsStrict(Type apexType)': readAs(true),
    'void skipChildren()': skipChildren,
  },
};

import { exception } from '../raise.ts';

/** Names of System.JSONToken. */
export type TokenKind =
  | 'START_OBJECT'
  | 'END_OBJECT'
  | 'START_ARRAY'
  | 'END_ARRAY'
  | 'FIELD_NAME'
  | 'VALUE_STRING'
  | 'VALUE_NUMBER_INT'
  | 'VALUE_NUMBER_FLOAT'
  | 'VALUE_TRUE'
  | 'VALUE_FALSE'
  | 'VALUE_NULL';

export interface Token {
  readonly kind: TokenKind;
  /** The name, string or number without quotes and escapes; the literal otherwise. */
  readonly text: string;
  /** Index behind it. */
  readonly end: number;
}

interface Frame {
  readonly kind: 'OBJECT' | 'ARRAY';
  readonly start: number;
  expects: 'first' | 'name' | 'value' | 'separator';
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$][\w$]*/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids raw control characters in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LITERALS: Readonly<Record<string, TokenKind>> = { true: 'VALUE_TRUE', false: 'VALUE_FALSE', null: 'VALUE_NULL' };

/** Reads JSON text token by token and complains in Jackson's words, which Apex passes on. */
export class JsonScanner {
  private at = 0;
  private readonly frames: Frame[] = [];
  private readonly source: string;
  /** The line that a position was last asked for in, counted from 0, and where it begins and ends. */
  private line = 0;
  private lineStart = 0;
  private lineEnd = 0;

  constructor(source: string) {
    this.source = source;
    this.toLine(0, 0);
  }

  private toLine(line: number, start: number): void {
    const end = this.source.indexOf('\n', start);
    this.line = line;
    this.lineStart = start;
    this.lineEnd = end < 0 ? Infinity : end;
  }

  /** `[line:1, column:5]`, one-based line. */
  position(index = this.at): string {
    if (index < this.lineStart) this.toLine(0, 0);
    while (index > this.lineEnd) this.toLine(this.line + 1, this.lineEnd + 1);
    return `[line:${this.line + 1}, column:${index - this.lineStart + 1}]`;
  }

  /** @returns null at the end of the text @throws System.JSONException for malformed text */
  next(): Token | null {
    this.skipSpace();
    const frame = this.frames.at(-1);
    if (this.at >= this.source.length) {
      if (!frame) return null;
      throw this.error(
        `Unexpected end-of-input: expected close marker for ${frame.kind} (from ${this.position(frame.start)})`,
      );
    }
    if (frame) {
      const closed = this.close(frame);
      if (closed) return closed;
      this.separate(frame);
      if (frame.kind === 'OBJECT' && frame.expects !== 'value') return this.fieldName(frame);
      frame.expects = 'separator';
    }
    return this.value();
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source);
  }

  private skipSpace(): void {
    let c = this.source.charCodeAt(this.at);
    while (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) c = this.source.charCodeAt(++this.at);
  }

  /** Length of the string that starts here, its quotes included, when nothing in it is escaped; else 0. */
  private plainLength(): number {
    for (let end = this.at + 1; end < this.source.length; end += 1) {
      const c = this.source.charCodeAt(end);
      if (c === QUOTE) return end + 1 - this.at;
      if (c === BACKSLASH || c < 0x20) return 0;
    }
    return 0;
  }

  private error(problem: string): Error {
    return exception('JSONException', `${problem} at ${this.position()}`);
  }

  private unexpected(expected: string): Error {
    const c = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0);
    this.at += 1;
    return this.error(`Unexpected character ('${c}' (code ${c.codePointAt(0) ?? 0})): ${expected}`);
  }

  private token(kind: TokenKind, text: string, length: number): Token {
    this.at += length;
    return { kind, text, end: this.at };
  }

  private close(frame: Frame): Token | undefined {
    const c = this.source.charAt(this.at);
    if (c !== '}' && c !== ']') return undefined;
    const matching = (c === '}') === (frame.kind === 'OBJECT');
    if (!matching || frame.expects === 'value' || frame.expects === 'name') {
      throw this.unexpected(`expected a valid value (number, String, array, object, 'true', 'false' or 'null')`);
    }
    this.frames.pop();
    return this.token(c === '}' ? 'END_OBJECT' : 'END_ARRAY', c, 1);
  }

  private separate(frame: Frame): void {
    if (frame.expects !== 'separator') return;
    if (this.source.charAt(this.at) !== ',')
      throw this.unexpected(`was expecting comma to separate ${frame.kind} entries`);
    this.at += 1;
    this.skipSpace();
    frame.expects = frame.kind === 'OBJECT' ? 'name' : 'value';
  }

  private fieldName(frame: Frame): Token {
    if (this.source.charAt(this.at) !== '"') throw this.unexpected('was expecting double-quote to start field name');
    const name = this.string('FIELD_NAME');
    this.skipSpace();
    if (this.source.charAt(this.at) !== ':')
      throw this.unexpected('was expecting a colon to separate field name and value');
    this.at += 1;
    frame.expects = 'value';
    return name;
  }

  private string(kind: 'FIELD_NAME' | 'VALUE_STRING'): Token {
    const plain = this.plainLength();
    if (plain > 0) return this.token(kind, this.source.slice(this.at + 1, this.at + plain - 1), plain);
    const match = this.match(STRING);
    if (!match) {
      this.at = this.source.length;
      throw this.error(
        `Unexpected end-of-input${kind === 'FIELD_NAME' ? ' in field name' : ': was expecting closing quote for a string value'}`,
      );
    }
    return this.token(kind, JSON.parse(match[0]) as string, match[0].length);
  }

  private value(): Token {
    const c = this.source.charAt(this.at);
    if (c === '"') return this.string('VALUE_STRING');
    if (c === '{' || c === '[') {
      const kind = c === '{' ? 'OBJECT' : 'ARRAY';
      this.frames.push({ kind, start: this.at, expects: 'first' });
      return this.token(`START_${kind}`, c, 1);
    }
    const number = this.match(NUMBER);
    if (number) {
      const float = number[1] !== undefined || number[2] !== undefined;
      return this.token(float ? 'VALUE_NUMBER_FLOAT' : 'VALUE_NUMBER_INT', number[0], number[0].length);
    }
    const word = this.match(WORD)?.[0];
    const literal = word === undefined ? undefined : LITERALS[word];
    if (word !== undefined && literal) return this.token(literal, word, word.length);
    if (word !== undefined) {
      this.at += word.length;
      throw this.error(`Unrecognized token '${word}': was expecting ('true', 'false' or 'null')`);
    }
    throw this.unexpected(`expected a valid value (number, String, array, object, 'true', 'false' or 'null')`);
  }
}

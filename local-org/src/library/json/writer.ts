import { exception } from '../raise.ts';

interface Frame {
  readonly kind: 'object' | 'array';
  count: number;
}

/** Names as they stand in compact JSON: the fields of classes, over and over. */
const names = new Map<string, string>();
const REMEMBERED_NAMES = 1000;

const nameText = (name: string): string => {
  let text = names.get(name);
  if (text === undefined) {
    text = `${JSON.stringify(name)}:`;
    if (names.size >= REMEMBERED_NAMES) names.clear();
    names.set(name, text);
  }
  return text;
};

/**
 * Writes JSON text piece by piece, compact or in the layout of Jackson's default pretty printer, which Apex has:
 * an entry per line in objects, arrays on one line.
 */
export class JsonWriter {
  private readonly parts: string[] = [];
  private readonly frames: Frame[] = [];
  private named = false;
  private readonly pretty: boolean;

  constructor(pretty: boolean) {
    this.pretty = pretty;
  }

  get text(): string {
    return this.parts.join('');
  }

  get depth(): number {
    return this.frames.length;
  }

  private indent(): string {
    return `\n${'  '.repeat(this.frames.filter((frame) => frame.kind === 'object').length)}`;
  }

  /** What stands before a value: a comma in arrays, nothing behind a name. */
  private separate(): void {
    const frame = this.frames.at(-1);
    if (frame?.kind === 'object') {
      if (!this.named) throw exception('JSONException', 'Can not write value, expecting field name');
      this.named = false;
    } else if (frame) {
      if (frame.count > 0) this.parts.push(',');
      if (this.pretty) this.parts.push(' ');
      frame.count += 1;
    }
  }

  /** @param json a value as JSON text */
  raw(json: string): void {
    this.separate();
    this.parts.push(json);
  }

  name(name: string): void {
    const frame = this.frames.at(-1);
    if (frame?.kind !== 'object' || this.named) {
      throw exception('JSONException', 'Can not write a field name, expecting a value');
    }
    if (frame.count > 0) this.parts.push(',');
    frame.count += 1;
    if (this.pretty) this.parts.push(this.indent(), JSON.stringify(name), ' : ');
    else this.parts.push(nameText(name));
    this.named = true;
  }

  start(kind: Frame['kind']): void {
    this.separate();
    this.parts.push(kind === 'object' ? '{' : '[');
    this.frames.push({ kind, count: 0 });
  }

  end(kind: Frame['kind']): void {
    const frame = this.frames.at(-1);
    if (frame?.kind !== kind || this.named) {
      const current = frame ? frame.kind.toUpperCase() : 'ROOT';
      throw exception('JSONException', `Current context not an ${kind} but ${current}`);
    }
    this.frames.pop();
    if (this.pretty) this.parts.push(kind === 'object' && frame.count > 0 ? this.indent() : ' ');
    this.parts.push(kind === 'object' ? '}' : ']');
  }
}

import { platformType, STRING } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { javaRegex, javaReplacement, splitByRegex } from './java-regex.ts';

/** A System.Pattern. */
class Pattern extends PlatformObject {
  readonly source: string;
  /** The pattern for a whole text; the end makes the engine try the alternatives that reach it. */
  readonly whole: string;

  /** @throws System.StringException for a pattern that Java refuses */
  constructor(source: string) {
    super(platformType('Pattern'));
    javaRegex(source, '');
    this.source = source;
    this.whole = `(?:${source})\\z`;
  }
}

/** A System.Matcher: a pattern, a text, and where the last match was. */
class Matcher extends PlatformObject {
  pattern: Pattern;
  text: string;
  match: RegExpExecArray | null = null;
  /** How the last match was found, to find it again with the places of its groups, which cost as much as itself. */
  private found: { readonly flags: string; readonly from: number; readonly source: string } | null = null;
  /** Where the next find() starts, in the region. */
  next = 0;
  regionStart = 0;
  regionEnd: number;

  constructor(pattern: Pattern, text: string) {
    super(platformType('Matcher'));
    this.pattern = pattern;
    this.text = text;
    this.regionEnd = text.length;
  }

  /** With anchoring bounds the region is all that the pattern sees. */
  private get region(): string {
    return this.text.slice(this.regionStart, this.regionEnd);
  }

  private exec(flags: string, from: number, source = this.pattern.source): boolean {
    const regex = javaRegex(source, flags);
    regex.lastIndex = from;
    this.match = from > this.region.length ? null : regex.exec(this.region);
    this.found = this.match && { flags, from, source };
    return this.match !== null;
  }

  find(): boolean {
    const found = this.exec('g', this.next);
    if (this.match) {
      const end = this.match.index + this.match[0].length;
      this.next = this.match[0] === '' ? end + 1 : end;
    }
    return found;
  }

  /** The whole region. */
  matches(): boolean {
    const found = this.exec('y', 0, this.pattern.whole);
    if (found) this.next = this.region.length;
    return found;
  }

  lookingAt(): boolean {
    return this.exec('y', 0);
  }

  reset(text?: string): this {
    if (text !== undefined) this.text = text;
    this.regionStart = 0;
    this.regionEnd = this.text.length;
    this.match = null;
    this.next = 0;
    return this;
  }

  /** Start and end of a group in the text; undefined when the group took no part. */
  span(group: number): readonly [number, number] | undefined {
    const match = this.current();
    if (group < 0 || group >= match.length) throw exception('StringException', `No group ${group}`);
    const start = match.index + this.regionStart;
    if (group === 0) return [start, start + match[0].length];
    const span = this.indices()?.[group];
    return span && [span[0] + this.regionStart, span[1] + this.regionStart];
  }

  private indices(): RegExpIndicesArray | undefined {
    if (!this.found) return undefined;
    const { flags, from, source } = this.found;
    const regex = javaRegex(source, `${flags}d`);
    regex.lastIndex = from;
    return regex.exec(this.region)?.indices;
  }

  current(): RegExpExecArray {
    if (!this.match) throw exception('StringException', 'No match found');
    return this.match;
  }
}

const groupCount = (pattern: Pattern): number => {
  const match = new RegExp(`${javaRegex(pattern.source, '').source}|`, 'v').exec('');
  return (match?.length ?? 1) - 1;
};

const group = (self: Matcher, index: number | null): string | null => {
  const match = self.current();
  const wanted = required(index);
  if (wanted < 0 || wanted >= match.length) throw exception('StringException', `No group ${wanted}`);
  return match[wanted] ?? null;
};

const replace = (self: Matcher, replacement: string | null, flags: string): string => {
  self.reset();
  return self.text.replace(javaRegex(self.pattern.source, flags), javaReplacement(required(replacement)));
};

const region = (self: Matcher, start: number | null, end: number | null): Matcher => {
  const [from, to] = [required(start), required(end)];
  if (from < 0 || to > self.text.length || from > to) throw exception('StringException', 'Index out of bounds');
  self.reset();
  self.regionStart = from;
  self.regionEnd = to;
  return self;
};

const findFrom = (self: Matcher, start: number | null): boolean => {
  const from = required(start);
  if (from < 0 || from > self.text.length) throw exception('StringException', 'Illegal start index');
  self.reset();
  self.next = from;
  return self.find();
};

const strings = (items: string[]): ApexList => new ApexList(STRING, items);

/** System.Pattern and System.Matcher. */
export const regexClasses: readonly PlatformClass[] = [
  {
    name: 'Pattern',
    kind: 'class',
    representation: Pattern,
    statics: {
      'Pattern compile(String regExp)': (source: string | null) => new Pattern(required(source)),
      'Boolean matches(String regExp, String stringToMatch)': (source: string | null, text: string | null) =>
        new Matcher(new Pattern(required(source)), required(text)).matches(),
      'String quote(String yourString)': (text: string | null) =>
        `\\Q${required(text).replaceAll('\\E', '\\E\\\\E\\Q')}\\E`,
    },
    methods: {
      'Matcher matcher(String regExp)': (self: Pattern, text: string | null) => new Matcher(self, required(text)),
      'String pattern()': (self: Pattern) => self.source,
      'List<String> split(String regExp)': (self: Pattern, text: string | null) =>
        strings(splitByRegex(required(text), self.source, 0)),
      'List<String> split(String regExp, Integer limit)': (self: Pattern, text: string | null, limit: number | null) =>
        strings(splitByRegex(required(text), self.source, required(limit))),
      'String toString()': (self: Pattern) => self.source,
    },
  },
  {
    name: 'Matcher',
    kind: 'class',
    representation: Matcher,
    statics: {
      'String quoteReplacement(String inputString)': (text: string | null) => required(text).replace(/[\\$]/g, '\\$&'),
    },
    methods: {
      'Integer end()': (self: Matcher) => self.span(0)?.[1] ?? -1,
      'Integer end(Integer groupIndex)': (self: Matcher, index: number | null) => self.span(required(index))?.[1] ?? -1,
      'Boolean find()': (self: Matcher) => self.find(),
      'Boolean find(Integer group)': findFrom,
      'String group()': (self: Matcher) => group(self, 0),
      'String group(Integer groupIndex)': group,
      'Integer groupCount()': (self: Matcher) => groupCount(self.pattern),
      'Boolean lookingAt()': (self: Matcher) => self.lookingAt(),
      'Boolean matches()': (self: Matcher) => self.matches(),
      'Pattern pattern()': (self: Matcher) => self.pattern,
      'Matcher region(Integer start, Integer end)': region,
      'Integer regionEnd()': (self: Matcher) => self.regionEnd,
      'Integer regionStart()': (self: Matcher) => self.regionStart,
      'String replaceAll(String replacementString)': (self: Matcher, text: string | null) => replace(self, text, 'g'),
      'String replaceFirst(String replacementString)': (self: Matcher, text: string | null) => replace(self, text, ''),
      'Matcher reset()': (self: Matcher) => self.reset(),
      'Matcher reset(String inputString)': (self: Matcher, text: string | null) => self.reset(required(text)),
      'Integer start()': (self: Matcher) => self.span(0)?.[0] ?? -1,
      'Integer start(Integer groupIndex)': (self: Matcher, index: number | null) =>
        self.span(required(index))?.[0] ?? -1,
      'Matcher usePattern(Pattern pattern)': (self: Matcher, pattern: Pattern | null) => {
        self.pattern = required(pattern);
        self.match = null;
        return self;
      },
    },
    unsupported: [
      'Boolean hasAnchoringBounds()',
      'Boolean hasTransparentBounds()',
      'Boolean hitEnd()',
      'Boolean requireEnd()',
      'Matcher useAnchoringBounds(Boolean anchoringBounds)',
      'Matcher useTransparentBounds(Boolean transparentBounds)',
    ],
  },
];

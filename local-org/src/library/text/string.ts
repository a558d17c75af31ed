import type { ApexList, ApexSet } from '../../values/collections.ts';
import type { Decimal } from '../../values/decimal.ts';
import { textHash } from '../../values/hash.ts';
import type { ApexDate, Datetime } from '../../values/temporal.ts';
import { textOf } from '../../values/text.ts';
import { iterated } from '../collections/iteration.ts';
import type { PlatformClass } from '../platform-class.ts';
import { required } from '../raise.ts';
import { formatMessage } from './message-format.ts';
import { changeMethods } from './string-change.ts';
import { escapeMethods } from './string-escape.ts';
import { searchMethods } from './string-search.ts';

const commonPrefix = (texts: readonly string[]): string => {
  const [first = '', ...rest] = texts;
  let length = first.length;
  for (const text of rest) {
    while (!text.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
};

const isBlank = (value: string | null): boolean => value === null || /^\s*$/.test(value);
const valueOf = (value: unknown): string | null => (value === null ? null : textOf(value));

const join = (items: Iterable<unknown>, separator: string | null): string =>
  [...items].map((item) => (item === null ? '' : textOf(item))).join(required(separator));

/** System.String. */
export const stringClass: PlatformClass = {
  name: 'String',
  kind: 'class',
  statics: {
    'String escapeSingleQuotes(String stringToEscape)': (value: string | null) =>
      value === null ? null : value.replace(/['\\]/g, (c) => `\\${c}`),
    'String format(String stringToFormat, List<Object> formattingArguments)': (
      pattern: string | null,
      args: ApexList | null,
    ) => formatMessage(required(pattern), required(args).items),
    'String fromCharArray(List<Integer> charArray)': (codes: ApexList | null) =>
      required(codes)
        .items.map((code) => String.fromCodePoint(required(code as number | null)))
        .join(''),
    'String getCommonPrefix(List<String> strings)': (texts: ApexList | null) =>
      commonPrefix(required(texts).items.map((text) => (text ?? '') as string)),
    'Boolean isBlank(String inputString)': isBlank,
    'Boolean isEmpty(String inputString)': (value: string | null) => value === null || value === '',
    'Boolean isNotBlank(String inputString)': (value: string | null) => !isBlank(value),
    'Boolean isNotEmpty(String inputString)': (value: string | null) => value !== null && value !== '',
    'String join(List<Object> iterableObj, String separator)': (items: ApexList | null, separator: string | null) =>
      join(required(items), separator),
    'String join(Set<Object> iterableObj, String separator)': (items: ApexSet | null, separator: string | null) =>
      join(required(items), separator),
    'String join(Iterable<Object> iterableObj, String separator)': (items: object | null, separator: string | null) =>
      join(iterated(required(items)), separator),
    'String valueOf(Date dateToConvert)': (value: ApexDate | null) => value?.toString() ?? null,
    'String valueOf(Datetime datetimeToConvert)': valueOf,
    'String valueOf(Decimal decimalToConvert)': (value: Decimal | null) => value?.toString() ?? null,
    'String valueOf(Double doubleToConvert)': valueOf,
    'String valueOf(Integer integerToConvert)': valueOf,
    'String valueOf(Long longToConvert)': valueOf,
    'String valueOf(Object toConvert)': valueOf,
    'String valueOfGmt(Datetime datetimeToConvert)': (value: Datetime | null) => value?.toString() ?? null,
  },
  methods: {
    ...searchMethods,
    ...changeMethods,
    ...escapeMethods,
    'Integer hashCode()': textHash,
    'String toString()': (self: string) => self,
  },
  unsupported: [
    'void addError(Exception exceptionError)',
    'void addError(Exception exceptionError, Boolean escape)',
    'void addError(String errorMsg)',
    'void addError(String errorMsg, Boolean escape)',
  ],
};

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
  STRING,
  TIME,
  type ApexType,
} from '../../types/apex-type.ts';
import { Blob } from '../../values/blob.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import { ApexDate, DAY_MS, Datetime, Time } from '../../values/temporal.ts';
import { exception } from '../raise.ts';
import { idOf } from '../text/id.ts';
import type { JsonNode } from './tree.ts';

const mismatch = (node: JsonNode, type: ApexType): Error =>
  exception(
    'JSONException',
    `Can not deserialize instance of ${type.text.toLowerCase()} from ${node.kind} value ${node.text} or request may be missing a required field at ${node.position()}`,
  );

const isNumber = (node: JsonNode): boolean => node.kind === 'VALUE_NUMBER_INT' || node.kind === 'VALUE_NUMBER_FLOAT';

const invalidFormat = (text: string): Error => exception('JSONException', `Invalid format: "${text}"`);

/** ISO 8601; offsets with and without colon. @throws System.JSONException `Invalid format: "x"` */
export const parseDatetime = (text: string): Datetime => {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (!match) throw invalidFormat(text);
  const [, date = '', time = '00:00:00', zone = 'Z'] = match;
  const offset = zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  // JavaScript reads at most milliseconds.
  const ms = Date.parse(`${date}T${time.replace(/(\.\d{3})\d+$/, '$1')}${offset}`);
  if (Number.isNaN(ms)) throw invalidFormat(text);
  return new Datetime(ms);
};

/** A date, also out of a datetime. */
export const parseDate = (text: string): ApexDate => {
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ].*)?$/.test(text)) throw invalidFormat(text);
  const date = ApexDate.parse(text.slice(0, 10));
  if (Number.isNaN(date.epochDay)) throw invalidFormat(text);
  return date;
};

/** `HH:mm:ss.SSSZ` */
export const parseTime = (text: string): Time => {
  if (!/^\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/.test(text)) throw invalidFormat(text);
  const ms = Date.parse(`1970-01-01T${text.replace(/Z$/, '').replace(/(\.\d{3})\d+$/, '$1')}Z`);
  if (Number.isNaN(ms) || ms >= DAY_MS) throw invalidFormat(text);
  return new Time(ms);
};

type Read = (node: JsonNode, type: ApexType) => unknown;

const number =
  (pattern: RegExp, make: (text: string) => unknown): Read =>
  (node, type) => {
    const readable = isNumber(node) || node.kind === 'VALUE_STRING';
    if (!readable || !pattern.test(node.text)) throw mismatch(node, type);
    return make(node.text);
  };

const WHOLE = /^-?\d+$/;
const REAL = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const text =
  (make: (text: string) => unknown): Read =>
  (node, type) => {
    if (node.kind !== 'VALUE_STRING') throw mismatch(node, type);
    return make(node.text);
  };

const bounded = (value: bigint, bits: number, node: string): bigint => {
  if (BigInt.asIntN(bits, value) === value) return value;
  throw exception('JSONException', `Numeric value (${node}) out of range of ${bits === 32 ? 'int' : 'long'}`);
};

const READERS = new Map<ApexType, Read>([
  [
    STRING,
    (node, type) => {
      if (node.kind === 'START_OBJECT' || node.kind === 'START_ARRAY') throw mismatch(node, type);
      return node.text;
    },
  ],
  [
    BOOLEAN,
    (node, type) => {
      const word = node.text.toLowerCase();
      if (word !== 'true' && word !== 'false') throw mismatch(node, type);
      return word === 'true';
    },
  ],
  [INTEGER, number(WHOLE, (digits) => Number(bounded(BigInt(digits), 32, digits)))],
  [LONG, number(WHOLE, (digits) => bounded(BigInt(digits), 64, digits))],
  [DOUBLE, number(REAL, (digits) => new Double(Number(digits)))],
  [DECIMAL, number(REAL, (digits) => Decimal.parse(digits))],
  [ID, text(idOf)],
  [DATE, text(parseDate)],
  [
    DATETIME,
    (node, type) => {
      if (node.kind === 'VALUE_NUMBER_INT') return new Datetime(Number(node.text));
      return text(parseDatetime)(node, type);
    },
  ],
  [TIME, text(parseTime)],
  [BLOB, text((base64) => new Blob(Uint8Array.from(Buffer.from(base64, 'base64'))))],
]);

/**
 * A primitive of a type.
 * @param node any value but null
 * @throws System.JSONException when the value is none of the type
 */
export const readPrimitive = (node: JsonNode, type: ApexType): unknown => {
  const read = READERS.get(type);
  if (!read) throw exception('JSONException', `Apex Type unsupported in JSON: ${type.text}`);
  return read(node, type);
};

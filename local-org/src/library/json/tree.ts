import { OBJECT, STRING } from '../../types/apex-type.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import { Decimal } from '../../values/decimal.ts';
import { exception } from '../raise.ts';
import { JsonScanner, type Token, type TokenKind } from './scanner.ts';

/** Parsed JSON that keeps the text of numbers and the place of every value. */
export interface JsonNode {
  readonly kind: TokenKind;
  readonly text: string;
  /** `[line:1, column:5]`: only errors ask for it. */
  position(): string;
  /** Of START_OBJECT. */
  readonly entries: readonly (readonly [string, JsonNode])[];
  /** Of START_ARRAY. */
  readonly items: readonly JsonNode[];
}

const NONE: readonly never[] = [];

/**
 * The value that starts with a token.
 * @param scanner stands behind the token
 */
export const readNode = (scanner: JsonScanner, token: Token): JsonNode => {
  const position = (): string => scanner.position(token.end);
  const { kind, text } = token;
  if (kind === 'START_OBJECT') {
    const entries: [string, JsonNode][] = [];
    for (let name = scanner.next(); name && name.kind !== 'END_OBJECT'; name = scanner.next()) {
      const value = scanner.next();
      if (value) entries.push([name.text, readNode(scanner, value)]);
    }
    return { kind, text, position, entries, items: NONE };
  }
  if (kind !== 'START_ARRAY') return { kind, text, position, entries: NONE, items: NONE };
  const items: JsonNode[] = [];
  for (let item = scanner.next(); item && item.kind !== 'END_ARRAY'; item = scanner.next()) {
    items.push(readNode(scanner, item));
  }
  return { kind, text, position, entries: NONE, items };
};

/**
 * Parses a whole JSON text.
 * @throws System.JSONException
 */
export const parseJson = (text: string): JsonNode => {
  const scanner = new JsonScanner(text);
  const first = scanner.next();
  if (!first) throw exception('JSONException', 'No content to map to Object due to end of input');
  return readNode(scanner, first);
};

const INTEGER_LIMIT = 2n ** 31n;

/** A number as JSON.deserializeUntyped gives it: Integer, Long when it needs one, Decimal for fractions. */
export const untypedNumber = (kind: TokenKind, text: string): number | bigint | Decimal => {
  if (kind === 'VALUE_NUMBER_FLOAT') return Decimal.parse(text);
  const value = BigInt(text);
  if (value >= -INTEGER_LIMIT && value < INTEGER_LIMIT) return Number(value);
  return BigInt.asIntN(64, value) === value ? value : Decimal.parse(text);
};

/** What JSON.deserializeUntyped makes of a value: maps, lists and primitives. */
export const untyped = (node: JsonNode): unknown => {
  switch (node.kind) {
    case 'START_OBJECT': {
      const map = new ApexMap(STRING, OBJECT);
      for (const [name, value] of node.entries) map.put(name, untyped(value));
      return map;
    }
    case 'START_ARRAY':
      return new ApexList(OBJECT, node.items.map(untyped));
    case 'VALUE_TRUE':
      return true;
    case 'VALUE_FALSE':
      return false;
    case 'VALUE_NULL':
      return null;
    case 'VALUE_NUMBER_INT':
    case 'VALUE_NUMBER_FLOAT':
      return untypedNumber(node.kind, node.text);
    default:
      return node.text;
  }
};

import { UnsupportedFeature } from '../../errors.ts';
import { jsonFields } from '../../library/json/serialize.ts';
import { Deserializer } from '../../library/json/deserialize.ts';
import { untyped, type JsonNode } from '../../library/json/tree.ts';
import { serializable } from '../../library/json/serializable.ts';
import { transaction } from '../../runtime/transaction.ts';
import { OBJECT, type ApexType } from '../../types/apex-type.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { ApexObject } from '../../values/apex-object.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import { EnumValue } from '../../values/enum.ts';
import { SObject } from '../../values/sobject.ts';
import { ApexDate, Datetime, Time } from '../../values/temporal.ts';
import { textOf } from '../../values/text.ts';

/**
 * Apex values as Lightning components get and give them. Other than JSON.serialize: only `@AuraEnabled` properties,
 * records without `attributes`, child lists as plain lists, and nothing where there is null.
 */

const scalar = (value: unknown): unknown => {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof Double) return value.value;
  if (value instanceof Datetime) return new Date(value.epochMs).toISOString();
  if (value instanceof ApexDate || value instanceof Time) return value.toString();
  return value instanceof EnumValue ? value.name : undefined;
};

const withoutNulls = (entries: Iterable<readonly [string, unknown]>): Record<string, unknown> =>
  Object.fromEntries(
    [...entries].filter(([, value]) => value !== null).map(([name, value]) => [name, toLightning(value)]),
  );

const recordEntries = (record: SObject): [string, unknown][] => {
  const { schema } = transaction().org;
  const object = schema.object(record.typeName, '');
  return [...record.fields].map(([key, value]) => {
    const relation =
      object &&
      (schema.parentRelationship(object, key, '')?.relationshipName ?? schema.childRelationship(object, key, '')?.name);
    return [object?.fields.get(key)?.name ?? relation ?? key, value];
  });
};

const objectEntries = (object: ApexObject): [string, unknown][] => {
  const library = serializable(object);
  if (library) return library.map(([name, value]) => [name, value]);
  const info = transaction().org.program.classInfo(object.apexType);
  if (!info) throw new UnsupportedFeature(`a ${object.apexType.text} in the answer to a component`);
  return jsonFields(info)
    .filter((field) => field.annotations.has('auraenabled'))
    .map((field) => [field.name, field.get(object)]);
};

/**
 * The JSON value of an Apex value.
 * @throws UnsupportedFeature for types that components cannot get
 */
export const toLightning = (value: unknown): unknown => {
  // A method that returns nothing.
  if (value === undefined) return null;
  const plain = scalar(value);
  if (plain !== undefined) return plain;
  if (value instanceof ApexList || value instanceof ApexSet) return [...value].map(toLightning);
  if (value instanceof ApexMap) return withoutNulls([...value].map(([key, each]) => [textOf(key), each]));
  if (value instanceof SObject) return withoutNulls(recordEntries(value));
  if (value instanceof ApexObject && !(value instanceof ApexException)) return withoutNulls(objectEntries(value));
  throw new UnsupportedFeature(`a ${(value as object).constructor.name} in the answer to a component`);
};

const classFields = (type: ApexType) =>
  new Map(
    jsonFields(transaction().org.program.classInfo(type))
      .filter((field) => field.annotations.has('auraenabled'))
      .map((field) => [field.name.toLowerCase(), field]),
  );

const fromObject = (node: JsonNode, type: ApexType): unknown => {
  const info = transaction().org.program.classInfo(type);
  if (info?.kind !== 'class' || node.kind !== 'START_OBJECT') return new Deserializer(false).read(node, type);
  const object = info.newInstance?.() ?? info.allocate();
  const fields = classFields(type);
  for (const [name, value] of node.entries) {
    const field = fields.get(name.toLowerCase());
    if (field) field.set(object, fromLightning(value, field.type));
  }
  return object;
};

const fromCollection = (node: JsonNode, type: ApexType): unknown => {
  const [first = OBJECT, second = OBJECT] = type.args;
  if (type.name === 'Map' && node.kind === 'START_OBJECT') {
    const map = new ApexMap(first, second);
    for (const [name, value] of node.entries) {
      const key = new Deserializer(false).read(
        { ...value, kind: 'VALUE_STRING', text: name, entries: [], items: [] },
        first,
      );
      map.put(key, fromLightning(value, second));
    }
    return map;
  }
  if (node.kind === 'START_ARRAY' && (type.name === 'List' || type.name === 'Set')) {
    const items = node.items.map((item) => fromLightning(item, first));
    return type.name === 'List' ? new ApexList(first, items) : new ApexSet(first, items);
  }
  return new Deserializer(false).read(node, type);
};

/**
 * The Apex value of what a component gave for a parameter.
 * @throws ApexException System.JSONException when it does not fit the type
 */
export const fromLightning = (node: JsonNode, type: ApexType): unknown => {
  if (node.kind === 'VALUE_NULL') return null;
  if (type === OBJECT) return untyped(node);
  if (type.kind === 'platform') return fromCollection(node, type);
  return type.kind === 'user' ? fromObject(node, type) : new Deserializer(false).read(node, type);
};

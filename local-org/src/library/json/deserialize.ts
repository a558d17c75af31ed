import { transaction } from '../../runtime/transaction.ts';
import type { FieldInfo } from '../../runtime/program.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import { OBJECT, sobjectType, type ApexType } from '../../types/apex-type.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { EnumValue, findEnumConstant } from '../../values/enum.ts';
import { SObject } from '../../values/sobject.ts';
import { exception } from '../raise.ts';
import { fieldApexType } from '../sobject/field-type.ts';
import { deserialized } from './deserializable.ts';
import { readPrimitive } from './primitives.ts';
import { jsonFields } from './serialize.ts';
import { untyped, type JsonNode } from './tree.ts';

const jsonError = (problem: string): Error => exception('JSONException', problem);

const expectKind = (node: JsonNode, kind: 'START_OBJECT' | 'START_ARRAY', what: string): void => {
  if (node.kind === kind) return;
  throw jsonError(`Malformed JSON: Expected '${kind === 'START_OBJECT' ? '{' : '['}' at the beginning of ${what}`);
};

/** Turns parsed JSON into values of an Apex type. Strict: properties that the type has not are errors. */
export class Deserializer {
  private readonly strict: boolean;
  private readonly fieldsByType = new Map<ApexType, ReadonlyMap<string, FieldInfo>>();

  constructor(strict: boolean) {
    this.strict = strict;
  }

  /** @throws System.JSONException */
  read(node: JsonNode, type: ApexType): unknown {
    if (node.kind === 'VALUE_NULL') return null;
    switch (type.kind) {
      case 'primitive':
        return readPrimitive(node, type);
      case 'platform':
        return this.platform(node, type);
      case 'sobject':
        return this.record(node, type);
      case 'user':
        return this.object(node, type);
      default:
        throw jsonError(`Apex Type unsupported in JSON: ${type.text}`);
    }
  }

  private platform(node: JsonNode, type: ApexType): unknown {
    const [first = OBJECT, second = OBJECT] = type.args;
    if (type.name === 'List' || type.name === 'Set') {
      expectKind(node, 'START_ARRAY', 'List/Set');
      const items = node.items.map((item) => this.read(item, first));
      return type.name === 'List' ? new ApexList(first, items) : new ApexSet(first, items);
    }
    if (type.name === 'Map') return this.map(node, first, second);
    const constant = findEnumConstant(type.name, node.text);
    if (constant) return constant;
    const own = deserialized(node, type);
    if (own !== undefined) return own;
    throw jsonError(`Apex Type unsupported in JSON: ${type.text}`);
  }

  private map(node: JsonNode, keyType: ApexType, valueType: ApexType): ApexMap {
    expectKind(node, 'START_OBJECT', 'Map');
    const map = new ApexMap(keyType, valueType);
    for (const [name, value] of node.entries) {
      const key = this.read({ ...value, kind: 'VALUE_STRING', text: name, entries: [], items: [] }, keyType);
      map.put(key, this.read(value, valueType));
    }
    return map;
  }

  private fields(type: ApexType): ReadonlyMap<string, FieldInfo> {
    let fields = this.fieldsByType.get(type);
    if (!fields) {
      const info = transaction().org.program.classInfo(type);
      fields = new Map(jsonFields(info).map((field) => [field.name.toLowerCase(), field]));
      this.fieldsByType.set(type, fields);
    }
    return fields;
  }

  private object(node: JsonNode, type: ApexType): unknown {
    const info = transaction().org.program.classInfo(type);
    if (!info) throw jsonError(`Apex Type unsupported in JSON: ${type.text}`);
    if (info.kind === 'enum') return this.enumConstant(node, type, info.constants);
    if (info.kind === 'interface' || info.abstract) {
      throw exception('TypeException', `Cannot deserialize to an abstract type or interface: ${type.text}`);
    }
    expectKind(node, 'START_OBJECT', 'object');
    const object = info.allocate();
    const fields = this.fields(type);
    for (const [name, value] of node.entries) {
      const field = fields.get(name.toLowerCase());
      if (field) field.set(object, this.read(value, field.type));
      else if (this.strict) throw jsonError(`Unknown field: ${type.text}.${name}`);
    }
    return object;
  }

  private enumConstant(node: JsonNode, type: ApexType, constants: readonly unknown[]): unknown {
    const wanted = node.text.toUpperCase();
    const found = constants.find((constant) => constant instanceof EnumValue && constant.name.toUpperCase() === wanted);
    if (!found) throw jsonError(`Illegal value for enum ${type.text}: ${node.text}`);
    return found;
  }

  private record(node: JsonNode, type: ApexType): SObject {
    expectKind(node, 'START_OBJECT', 'object');
    const { schema, namespace } = transaction().org;
    const attributes = node.entries.find(([name]) => name === 'attributes')?.[1];
    const named = attributes?.entries.find(([name]) => name === 'type')?.[1].text;
    const objectName = type.name === 'SObject' ? named : type.name;
    if (objectName === undefined) throw jsonError('JSON.deserialize of an SObject needs attributes with its type');
    if (objectName === 'AggregateResult') return this.aggregateRow(node);
    const object = schema.object(objectName, namespace);
    if (!object) throw jsonError(`Unknown sObject type: ${objectName}`);
    const record = new SObject(object.name);
    for (const [name, value] of node.entries) {
      if (name !== 'attributes') this.column(record, object, name, value);
    }
    return record;
  }

  /** Tests make rows of aggregate queries that way: they have no fields but those that are there. */
  private aggregateRow(node: JsonNode): SObject {
    const row = new SObject('AggregateResult');
    for (const [name, value] of node.entries) {
      if (name !== 'attributes') row.set(name, untyped(value));
    }
    return row;
  }

  private column(record: SObject, object: ObjectDefinition, name: string, node: JsonNode): void {
    const { schema, namespace } = transaction().org;
    const field = schema.field(object, name, namespace);
    if (field) {
      record.set(field.name, this.read(node, fieldApexType(field)));
      return;
    }
    const parent = schema.parentRelationship(object, name, namespace);
    if (parent) {
      const [only = 'SObject', ...others] = parent.referenceTo;
      record.set(parent.relationshipName ?? name, this.read(node, sobjectType(others.length > 0 ? 'SObject' : only)));
      return;
    }
    const children = schema.childRelationship(object, name, namespace);
    if (!children) throw jsonError(`No such column '${name}' on sobject of type ${object.name}`);
    const type = sobjectType(children.childObject.name);
    const rows = node.entries.find(([key]) => key === 'records')?.[1].items ?? node.items;
    record.set(
      children.name,
      new ApexList(
        type,
        rows.map((row) => this.read(row, type)),
      ),
    );
  }
}

import { transaction } from '../../runtime/transaction.ts';
import type { ClassInfo } from '../../runtime/program.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { ApexObject } from '../../values/apex-object.ts';
import { Blob } from '../../values/blob.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import { EnumValue } from '../../values/enum.ts';
import { SObjectFieldToken, SObjectTypeToken } from '../../values/schema-token.ts';
import { SObject } from '../../values/sobject.ts';
import { ApexDate, Datetime, Time } from '../../values/temporal.ts';
import { textOf } from '../../values/text.ts';
import { typeOf } from '../../values/type-of.ts';
import { TypeToken } from '../../values/type-token.ts';
import { exception } from '../raise.ts';
import { Uuid } from '../system/uuid.ts';
import { serializable } from './serializable.ts';
import type { JsonWriter } from './writer.ts';

const API_PATH = '/services/data/v65.0/sobjects';
const MAX_DEPTH = 1_000;

/** Objects that JSON writes by their name. */
const TOKENS = [EnumValue, TypeToken, SObjectTypeToken] as const;

/** JSON text of the values that are one token; undefined for structures. */
const scalar = (value: unknown, inRecord: boolean): string | undefined => {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Decimal || value instanceof Double) return value.toString();
  if (value instanceof ApexDate) return `"${value.toString()}"`;
  if (value instanceof Datetime) return `"${datetimeText(value, inRecord)}"`;
  if (value instanceof Time) return `"${value.toString()}"`;
  if (value instanceof Blob) return `"${Buffer.from(value.bytes).toString('base64')}"`;
  if (value instanceof Uuid) return `"${value.text}"`;
  if (TOKENS.some((token) => value instanceof token)) return JSON.stringify(textOf(value));
  return undefined;
};

/** Datetimes end with `Z`, in records with `+0000`. */
export const datetimeText = (value: Datetime, inRecord: boolean): string => {
  const iso = new Date(value.epochMs).toISOString();
  return inRecord ? iso.replace('Z', '+0000') : iso;
};

/** Fields that JSON knows of a class: no static and no transient ones, inherited ones behind its own. */
export const jsonFields = (info: ClassInfo | undefined): ClassInfo['fields'] => {
  if (!info) return [];
  const parent = info.superclass ? transaction().org.program.classInfo(info.superclass) : undefined;
  return [...info.fields.filter((field) => !field.static && !field.transient), ...jsonFields(parent)];
};

const unsupportedType = (value: object): Error =>
  exception('JSONException', `Apex Type unsupported in JSON: ${typeOf(value).text}`);

/** The name that a key of a map becomes. */
const nameOf = (key: unknown): string => {
  const isName = key instanceof SObjectFieldToken || scalar(key, false) !== undefined;
  if (typeof key === 'object' && key !== null && !isName) {
    throw exception('JSONException', `Apex Type unsupported as key in JSON: ${typeOf(key).text}`);
  }
  return textOf(key);
};

/** Writes Apex values as JSON.serialize does. */
export class Serializer {
  private readonly writer: JsonWriter;
  private readonly suppressNulls: boolean;

  constructor(writer: JsonWriter, suppressNulls: boolean) {
    this.writer = writer;
    this.suppressNulls = suppressNulls;
  }

  /** @throws System.JSONException for types that JSON has no form for */
  write(value: unknown, inRecord = false): void {
    const text = scalar(value, inRecord);
    if (text !== undefined) {
      this.writer.raw(text);
      return;
    }
    if (this.writer.depth > MAX_DEPTH) throw exception('LimitException', 'Maximum stack depth reached: 1001');
    if (typeof value !== 'object' || value === null) throw new Error('Not an Apex value');
    this.structure(value);
  }

  private structure(value: object): void {
    if (value instanceof ApexList || value instanceof ApexSet) {
      this.array(value);
      return;
    }
    if (value instanceof ApexMap) {
      this.map(value);
      return;
    }
    if (value instanceof SObject) {
      this.record(value);
      return;
    }
    if (value instanceof ApexException) throw unsupportedType(value);
    if (value instanceof ApexObject) {
      this.object(value);
      return;
    }
    throw unsupportedType(value);
  }

  private array(items: Iterable<unknown>): void {
    this.writer.start('array');
    for (const item of items) this.write(item);
    this.writer.end('array');
  }

  private map(map: ApexMap): void {
    this.writer.start('object');
    for (const [key, value] of map) {
      if (this.suppressNulls && value === null) continue;
      this.writer.name(typeof key === 'string' ? key : nameOf(key));
      this.write(value);
    }
    this.writer.end('object');
  }

  private object(object: ApexObject): void {
    const library = serializable(object);
    const info = transaction().org.program.classInfo(object.apexType);
    if (!library && !info) throw unsupportedType(object);
    const entries = library ?? jsonFields(info).map((field) => [field.name, field.get(object)] as const);
    this.writer.start('object');
    for (const [name, value] of entries) {
      if (this.suppressNulls && value === null) continue;
      this.writer.name(name);
      this.write(value);
    }
    this.writer.end('object');
  }

  private record(record: SObject): void {
    const { schema } = transaction().org;
    const object = schema.object(record.typeName, '');
    this.writer.start('object');
    this.writer.name('attributes');
    this.writer.start('object');
    this.writer.name('type');
    this.writer.raw(JSON.stringify(record.typeName));
    if (record.id !== null) {
      this.writer.name('url');
      this.writer.raw(JSON.stringify(`${API_PATH}/${record.typeName}/${record.id}`));
    }
    this.writer.end('object');
    for (const [key, value] of record.fields) {
      if (value === null && (this.suppressNulls || record.queried)) continue;
      const relation =
        object &&
        (schema.parentRelationship(object, key, '')?.relationshipName ??
          schema.childRelationship(object, key, '')?.name);
      this.writer.name(object?.fields.get(key)?.name ?? relation ?? key);
      if (value instanceof ApexList) this.children(value);
      else this.write(value, true);
    }
    this.writer.end('object');
  }

  private children(list: ApexList): void {
    this.writer.start('object');
    this.writer.name('totalSize');
    this.writer.raw(String(list.items.length));
    this.writer.name('done');
    this.writer.raw('true');
    this.writer.name('records');
    this.array(list);
    this.writer.end('object');
  }
}

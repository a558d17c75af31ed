import { toolPath } from '../engine/tools.ts';
import { readClassFields } from './class-file.ts';
import type { Column, ColumnType, ObjectSchema } from './schema.ts';
import { supplement, unfilterable } from './standard-objects-supplement.ts';
import { readZip } from './zip.ts';

const JAR = '@salesforce/code-analyzer-pmd-engine/dist/java-lib/sobject-types-65.0.0.jar';
const PACKAGE = 'com/nawforce/runforce/';
const OBJECTS = `${PACKAGE}SObjects/`;
const STATIC_FIELDS = new Set(['SObjectType', 'Fields']);
const TYPES: Readonly<Record<string, ColumnType>> = {
  Id: 'Id',
  String: 'String',
  Boolean: 'Boolean',
  Integer: 'Integer',
  Long: 'Long',
  Decimal: 'Decimal',
  Double: 'Decimal',
  Date: 'Date',
  Datetime: 'Datetime',
  Time: 'Time',
  Blob: 'Blob',
};
/** Compound values are columns, not parents. */
const COMPOUND = new Set(['Address', 'Location']);

const isRelationship = (target: string): boolean => !COMPOUND.has(target);

const objectOf = (name: string, fields: readonly { name: string; descriptor: string }[]): ObjectSchema => {
  const columns = new Map<string, Column>();
  const parents = new Map<string, readonly string[]>();
  const children = new Map<string, string>();
  for (const field of fields) {
    if (STATIC_FIELDS.has(field.name)) continue;
    const key = field.name.toLowerCase();
    const [, array, path = ''] = /^(\[?)L(.*);$/.exec(field.descriptor) ?? [];
    const target = path.startsWith(OBJECTS) ? path.slice(OBJECTS.length) : undefined;
    if (array === '[' && target !== undefined) children.set(key, target);
    else if (target !== undefined && isRelationship(target)) parents.set(key, [target]);
    else if (target !== undefined) columns.set(key, { name: field.name, type: 'Location', referenceTo: [] });
    else {
      const type = array === '[' ? 'Other' : (TYPES[path.split('/').at(-1) ?? ''] ?? 'Other');
      const blocked = unfilterable.has(`${name}.${field.name}`);
      columns.set(key, { name: field.name, type: blocked ? 'LongText' : type, referenceTo: [] });
    }
  }
  return { name, custom: false, columns, parents, children };
};

/**
 * The platform's objects at API 65.0, read from the type library of the Apex checker (about 4,500 objects; those of
 * features an org may not have are among them), with what that library lacks added.
 * @returns a look-up by name in any case; an object is read when it is first asked for
 */
export const standardObjects = (): ((name: string) => ObjectSchema | undefined) => {
  const entries = readZip(toolPath(JAR));
  const paths = new Map<string, string>();
  for (const path of entries.keys()) {
    if (path.startsWith(OBJECTS) && path.endsWith('.class') && !path.includes('$')) {
      paths.set(path.slice(OBJECTS.length, -'.class'.length).toLowerCase(), path);
    }
  }
  const known = new Map<string, ObjectSchema | undefined>();
  return (name) => {
    const key = name.toLowerCase();
    if (!known.has(key)) {
      const path = paths.get(key);
      const bytes = path === undefined ? undefined : entries.get(path)?.();
      const object =
        bytes && path ? objectOf(path.slice(OBJECTS.length, -'.class'.length), readClassFields(bytes)) : undefined;
      known.set(key, supplement(key, object));
    }
    return known.get(key);
  };
};

import type { DuplicateRule } from './duplicates/model.ts';
import type { ChildRelationship, FieldDefinition, ObjectDefinition, Schema } from './model.ts';

const CUSTOM = /__(?:c|r|e|mdt|b|x|kav|share|history|feed|changeevent|pc|pr|tag)$/i;
const NAMESPACED = /^[a-z0-9]+(?:_[a-z0-9]+)*__[a-z0-9]/i;

/** The spellings under which a name may be stored, most specific first. */
const candidates = (name: string, namespace: string): string[] => {
  const lower = name.toLowerCase();
  const suffix = CUSTOM.exec(lower)?.[0];
  if (!suffix || namespace === '') return [lower];
  const stem = lower.slice(0, -suffix.length);
  return NAMESPACED.test(stem) ? [lower] : [`${namespace.toLowerCase()}__${lower}`, lower];
};

/** What names have led to, by namespace: the same few are looked up over and over while Apex runs. */
type Found = Map<string, Map<string, unknown>>;

const found = new WeakMap<object, Found>();

/** Finds by name in a map that no longer changes. */
const lookUp = <T>(map: ReadonlyMap<string, T> | undefined, name: string, namespace: string): T | undefined => {
  if (!map) return undefined;
  let ofMap = found.get(map);
  if (!ofMap) found.set(map, (ofMap = new Map<string, Map<string, unknown>>()));
  let known = ofMap.get(namespace);
  if (!known) ofMap.set(namespace, (known = new Map<string, unknown>()));
  const before = known.get(name) as T | undefined;
  if (before) return before;
  const value = candidates(name, namespace)
    .map((candidate) => map.get(candidate))
    .find((each) => each !== undefined);
  if (value) known.set(name, value);
  return value;
};

interface Relationships {
  readonly parents: Map<string, FieldDefinition>;
  readonly children: Map<string, ChildRelationship>;
  /** Every reference to the object, named or not, for deletion. */
  readonly references: ChildRelationship[];
}

const relate = (objects: ReadonlyMap<string, ObjectDefinition>): Map<ObjectDefinition, Relationships> => {
  const all = new Map<ObjectDefinition, Relationships>();
  for (const object of objects.values()) all.set(object, { parents: new Map(), children: new Map(), references: [] });
  for (const [object, { parents }] of all) {
    for (const field of object.fields.values()) {
      if (field.referenceTo.length === 0) continue;
      if (field.relationshipName) parents.set(field.relationshipName.toLowerCase(), field);
      for (const target of field.referenceTo) {
        const parent = objects.get(target.toLowerCase());
        const related = parent && all.get(parent);
        if (!related) continue;
        const relationship = { name: field.childRelationshipName ?? '', childObject: object, field };
        related.references.push(relationship);
        if (relationship.name !== '') related.children.set(relationship.name.toLowerCase(), relationship);
      }
    }
  }
  return all;
};

/**
 * Builds the model of an org from its object definitions.
 * @param definitions every object of the org
 * @param unsupported metadata that was left out, for the one who starts the org
 */
export const createSchema = (
  definitions: readonly ObjectDefinition[],
  unsupported: readonly string[] = [],
  duplicateRules: readonly DuplicateRule[] = [],
): Schema => {
  const byName = new Map(definitions.map((object) => [object.name.toLowerCase(), object]));
  const objects = [...byName.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const relationships = relate(byName);
  const byPrefix = new Map<string, ObjectDefinition>();
  for (const object of definitions) {
    if (!byPrefix.has(object.keyPrefix)) byPrefix.set(object.keyPrefix, object);
  }
  return {
    objects,
    unsupported,
    duplicateRules,
    object: (name, namespace) => lookUp(byName, name, namespace),
    field: (object, name, namespace) => lookUp(object.fields, name, namespace),
    parentRelationship: (object, name, namespace) => lookUp(relationships.get(object)?.parents, name, namespace),
    childRelationship: (object, name, namespace) => lookUp(relationships.get(object)?.children, name, namespace),
    childRelationships: (object) => relationships.get(object)?.references ?? [],
    objectByKeyPrefix: (prefix) => byPrefix.get(prefix),
  };
};

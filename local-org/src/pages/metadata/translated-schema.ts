import type { FieldDefinition, ObjectDefinition, Schema } from '../../schema/model.ts';
import type { ObjectWords } from './object-translations.ts';

const translatedField = (field: FieldDefinition, words: ObjectWords): FieldDefinition => {
  const own = words.fields.get(field.name);
  const label = (field.nameField ? words.nameFieldLabel : undefined) ?? own?.label;
  return {
    ...field,
    ...(label === undefined || label === '' ? {} : { label }),
    ...(own?.helpText === undefined ? {} : { helpText: own.helpText }),
    picklistValues: field.picklistValues.map((value) => ({
      ...value,
      label: own?.values.get(value.label) ?? value.label,
    })),
  };
};

const translatedObject = (object: ObjectDefinition, words: ObjectWords): ObjectDefinition => ({
  ...object,
  label: words.label ?? object.label,
  labelPlural: words.labelPlural ?? object.labelPlural,
  fields: new Map([...object.fields].map(([key, field]) => [key, translatedField(field, words)])),
});

/**
 * The data model with the labels of a language, for what people read. Names and everything else stay as they are.
 * @param words by full API name; objects without an entry keep their labels
 */
export const translatedSchema = (schema: Schema, words: ReadonlyMap<string, ObjectWords>): Schema => {
  const known = new Map<string, ObjectDefinition>();
  const originals = new WeakMap<ObjectDefinition, ObjectDefinition>();
  const translate = (object: ObjectDefinition): ObjectDefinition => {
    const own = words.get(object.name);
    if (!own) return object;
    const made = known.get(object.name) ?? translatedObject(object, own);
    known.set(object.name, made);
    originals.set(made, object);
    return made;
  };
  const original = (object: ObjectDefinition): ObjectDefinition => originals.get(object) ?? object;
  const fieldIn = (object: ObjectDefinition, field: FieldDefinition | undefined): FieldDefinition | undefined =>
    field && (translate(original(object)).fields.get(field.name.toLowerCase()) ?? field);
  return {
    ...schema,
    objects: schema.objects.map(translate),
    object: (name, namespace) => {
      const found = schema.object(name, namespace);
      return found && translate(found);
    },
    field: (object, name, namespace) => fieldIn(object, schema.field(original(object), name, namespace)),
    parentRelationship: (object, name, namespace) =>
      fieldIn(object, schema.parentRelationship(original(object), name, namespace)),
    childRelationship: (object, name, namespace) => {
      const found = schema.childRelationship(original(object), name, namespace);
      return found && { ...found, childObject: translate(found.childObject) };
    },
    childRelationships: (object) =>
      schema.childRelationships(original(object)).map((each) => ({
        ...each,
        childObject: translate(each.childObject),
        field: fieldIn(each.childObject, each.field) ?? each.field,
      })),
    objectByKeyPrefix: (prefix) => {
      const found = schema.objectByKeyPrefix(prefix);
      return found && translate(found);
    },
  };
};

import { type ApexClass, type ClassIndex, classIndex } from '../apex/classes.ts';
import { apexFiles, type ApexFile } from '../apex/tree.ts';
import { type Component, componentsOf } from '../lwc-references/components.ts';
import { lineAt, type MetadataFile, metadataOfKind, type Project } from '../project/project.ts';
import { childrenNamed, descendants, textOf, type XmlElement } from '../project/xml.ts';
import { ACTIVITY_OBJECTS, type OwnField, type OwnObject, ownObjects } from '../schema/own-objects.ts';
import { projectSchema } from '../schema/project-schema.ts';
import type { Schema } from '../schema/schema.ts';
import type { Place } from './rule.ts';

/** A well-formed metadata file. */
export type Metadata = MetadataFile & { readonly root: XmlElement };

/** The package as the rules see it. */
export interface PackageModel {
  readonly project: Project;
  /** Undefined in a test that needs no platform objects. */
  readonly schema: Schema;
  readonly objects: readonly OwnObject[];
  readonly fields: readonly OwnField[];
  readonly classes: ClassIndex;
  readonly apex: readonly ApexFile[];
  readonly components: readonly Component[];
  /** Metadata files by what stands before `-meta.xml`. */
  readonly of: (suffix: string) => readonly Metadata[];
  /** Their names. */
  readonly names: (suffix: string) => ReadonlySet<string>;
  readonly object: (name: string) => OwnObject | undefined;
  /** @param name `Object.Field`; a field of Activity answers to Task and Event */
  readonly field: (name: string) => OwnField | undefined;
}

export const packageModel = (project: Project, schema: Schema = projectSchema(project)): PackageModel => {
  const objects = ownObjects(project);
  const fields = objects.flatMap((object) => object.fields);
  const of = (suffix: string): readonly Metadata[] => metadataOfKind(project, suffix);
  return {
    project,
    schema,
    objects,
    fields,
    classes: classIndex(project),
    apex: apexFiles(project),
    components: componentsOf(project),
    of,
    names: (suffix) => new Set(of(suffix).map(({ name }) => decodeURIComponent(name))),
    object: (name) => objects.find((object) => object.name === name),
    field: (name) => {
      const [object = '', field] = name.split('.');
      const folder = ACTIVITY_OBJECTS.includes(object) ? 'Activity' : object;
      return fields.find((each) => each.object === folder && each.name === field);
    },
  };
};

/** The place of an element, or of the file's root when it is absent. */
export const at = (file: MetadataFile, element: XmlElement | undefined, what: string): Place => ({
  file: file.path,
  line: element?.line ?? file.root?.line ?? 1,
  what,
});

export const child = (file: Metadata | undefined, name: string): XmlElement | undefined =>
  file?.root.children.find((each) => each.name === name);

/** A place for each field that is wrong. */
export const fieldsThat = (
  model: PackageModel,
  what: (field: OwnField, object: OwnObject | undefined) => string | undefined,
  element = 'type',
): readonly Place[] =>
  model.fields.flatMap((field) => {
    const wrong = what(field, model.object(field.object));
    return wrong === undefined ? [] : [at(field.file, child(field.file, element), wrong)];
  });

/** A place for each metadata file of a kind that is wrong. */
export const filesThat = (
  model: PackageModel,
  suffix: string,
  element: string,
  what: (file: Metadata) => string | undefined,
): readonly Place[] =>
  model.of(suffix).flatMap((file) => {
    const wrong = what(file);
    return wrong === undefined ? [] : [at(file, child(file, element), wrong)];
  });

/** A place for each element, anywhere below the root of files of a kind, that is wrong. */
export const elementsThat = (
  model: PackageModel,
  suffix: string,
  name: string,
  what: (element: XmlElement, file: Metadata) => string | undefined,
): readonly Place[] =>
  model.of(suffix).flatMap((file) =>
    descendants(file.root)
      .filter((element) => element.name === name)
      .flatMap((element) => {
        const wrong = what(element, file);
        return wrong === undefined ? [] : [at(file, element, wrong)];
      }),
  );

/** A place for each class that is wrong. */
export const classesThat = (model: PackageModel, what: (each: ApexClass) => string | undefined): readonly Place[] =>
  [...model.classes.values()].flatMap((each) => {
    const wrong = what(each);
    return wrong === undefined ? [] : [{ file: each.file.path, line: each.line, what: wrong }];
  });

/** The values that stand twice, each at its later place. */
export const repeated = (elements: readonly XmlElement[], key: string): readonly XmlElement[] => {
  const seen = new Set<string>();
  return elements.filter((element) => {
    const value = textOf(element, key);
    if (value === undefined || !seen.has(value)) {
      if (value !== undefined) seen.add(value);
      return false;
    }
    return true;
  });
};

/** Line of the first match in a file's text. */
export const lineOfMatch = (text: string, pattern: RegExp): number | undefined => {
  const found = text.search(pattern);
  return found < 0 ? undefined : lineAt(text, found);
};

export { childrenNamed, descendants, textOf };

import { UnsupportedFeature } from '../../errors.ts';
import type { PicklistValue } from '../model.ts';
import { componentName, metadataFiles, type ProjectFiles } from './project-files.ts';
import { childOf, childrenOf, flagOf, readXml, textOf, type XmlElement } from './xml.ts';

export interface ValueSet {
  readonly values: readonly PicklistValue[];
  readonly restricted: boolean;
}

const valueOf = (element: XmlElement): PicklistValue => {
  const value = decodeURIComponent((textOf(element, 'fullName') ?? '').replace(/%(?![0-9A-Fa-f]{2})/g, '%25'));
  return {
    value,
    label: textOf(element, 'label') ?? value,
    active: flagOf(element, 'isActive', true),
    defaultValue: flagOf(element, 'default'),
  };
};

const sorted = (values: readonly PicklistValue[], sort: boolean): readonly PicklistValue[] =>
  sort ? [...values].sort((a, b) => a.label.localeCompare(b.label)) : values;

/** Global value sets of a project by lower-cased name. */
export const loadGlobalValueSets = (files: ProjectFiles): ReadonlyMap<string, ValueSet> => {
  const sets = new Map<string, ValueSet>();
  for (const file of metadataFiles(files, 'globalValueSets/*.globalValueSet-meta.xml')) {
    const root = readXml(file, 'GlobalValueSet');
    const values = childrenOf(root, 'customValue').map(valueOf);
    sets.set(componentName(file).toLowerCase(), { values: sorted(values, flagOf(root, 'sorted')), restricted: true });
  }
  return sets;
};

/** Standard value sets of a project (`OpportunityStage`, `Industry`, ...) as elements, by their name. */
export const loadStandardValueSets = (files: ProjectFiles): ReadonlyMap<string, readonly XmlElement[]> =>
  new Map(
    metadataFiles(files, 'standardValueSets/*.standardValueSet-meta.xml').map((file) => [
      componentName(file),
      childrenOf(readXml(file, 'StandardValueSet'), 'standardValue'),
    ]),
  );

export { valueOf as standardValueOf };

/**
 * The values of a picklist field.
 * @param field the CustomField element
 * @param globals value sets that it may refer to
 * @param path for the message when the value set is unknown
 */
export const valueSetOf = (
  field: XmlElement,
  globals: ReadonlyMap<string, ValueSet>,
  path: string,
): ValueSet | undefined => {
  const set = childOf(field, 'valueSet');
  if (!set) return undefined;
  const restricted = flagOf(set, 'restricted');
  const name = textOf(set, 'valueSetName');
  if (name !== undefined) {
    const global = globals.get(name.toLowerCase());
    if (!global) throw new UnsupportedFeature(`value set ${name} (${path})`);
    return { values: global.values, restricted };
  }
  const definition = childOf(set, 'valueSetDefinition');
  if (!definition) throw new UnsupportedFeature(`value set without definition (${path})`);
  const values = childrenOf(definition, 'value').map(valueOf);
  return { values: sorted(values, flagOf(definition, 'sorted')), restricted };
};

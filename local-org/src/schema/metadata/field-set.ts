import type { FieldSetDefinition } from '../model.ts';
import { qualifiedName } from './names.ts';
import { childrenOf, flagOf, textOf, type XmlElement } from './xml.ts';

/** Every step of a path may be a name of the package's own: `Visit__r.Place__c`. */
const qualifiedPath = (path: string, namespace: string): string =>
  path
    .split('.')
    .map((name) => (/__r$/i.test(name) ? name : qualifiedName(name, namespace)))
    .join('.');

/** Reads a field set. @param name without namespace */
export const fieldSet = (element: XmlElement, name: string, namespace: string): FieldSetDefinition => ({
  name,
  namespace,
  label: textOf(element, 'label') ?? name,
  description: textOf(element, 'description') ?? '',
  fields: childrenOf(element, 'displayedFields').map((shown) => ({
    path: qualifiedPath(textOf(shown, 'field') ?? '', namespace),
    required: flagOf(shown, 'isRequired'),
  })),
});

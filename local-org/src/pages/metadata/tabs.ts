import { readXml, textOf } from '../../schema/metadata/xml.ts';
import { qualifiedName } from '../../schema/metadata/names.ts';
import type { Schema } from '../../schema/model.ts';
import { filesEnding, type SourceFile } from '../../project/source-files.ts';

/** What opens when a tab is chosen. */
export type TabTarget =
  | { readonly kind: 'object'; readonly object: string }
  | { readonly kind: 'flexipage'; readonly page: string }
  | { readonly kind: 'component'; readonly component: string }
  | { readonly kind: 'unsupported'; readonly what: string };

/** A tab of the project or of the platform. */
export interface Tab {
  /** As in metadata: `Demodesk_Home`, `Sync_Log__c`, `standard-Account`. */
  readonly name: string;
  readonly label: string;
  /** e.g. `standard:account` */
  readonly icon: string;
  readonly target: TabTarget;
  readonly isStandard: boolean;
}

/** `Custom53: Bell` is the icon `custom:custom53`. */
const iconOf = (motif: string | undefined): string => {
  const [, number] = /^Custom(\d+)/.exec(motif ?? '') ?? [];
  return number === undefined ? 'standard:lightning_component' : `custom:custom${number}`;
};

const customTab = (schema: Schema, namespace: string, file: SourceFile & { readonly fullName: string }): Tab => {
  const root = readXml(file.path, 'CustomTab');
  const icon = iconOf(textOf(root, 'motif'));
  const label = textOf(root, 'label');
  const page = textOf(root, 'flexiPage');
  const component = textOf(root, 'lwcComponent');
  const base = { name: file.fullName, icon, isStandard: false };
  if (textOf(root, 'customObject') === 'true') {
    const object = schema.object(qualifiedName(file.fullName, namespace), '');
    const target: TabTarget = object
      ? { kind: 'object', object: object.name }
      : { kind: 'unsupported', what: `the object ${file.fullName}` };
    return { ...base, label: object?.labelPlural ?? file.fullName, target };
  }
  const named = { ...base, label: label ?? file.fullName };
  if (page !== undefined) return { ...named, target: { kind: 'flexipage', page } };
  if (component !== undefined) return { ...named, target: { kind: 'component', component } };
  const kinds = ['auraComponent', 'page', 'url', 'scontrol'].filter((kind) => textOf(root, kind) !== undefined);
  return { ...named, target: { kind: 'unsupported', what: `a tab of the kind ${kinds.join(', ')}` } };
};

const STANDARD = /^standard-(.+)$/;

/** A tab of the platform, e.g. `standard-Account`; undefined when the org has no such object. */
export const standardTab = (schema: Schema, name: string): Tab | undefined => {
  const [, object = ''] = STANDARD.exec(name) ?? [];
  const found = schema.object(object, '');
  if (!found) return undefined;
  const target: TabTarget = { kind: 'object', object: found.name };
  return { name, label: found.labelPlural, icon: `standard:${found.name.toLowerCase()}`, target, isStandard: true };
};

/** The custom tabs of a project, by name. */
export const readTabs = (files: readonly SourceFile[], schema: Schema, namespace: string): ReadonlyMap<string, Tab> =>
  new Map(filesEnding(files, '.tab-meta.xml').map((file) => [file.fullName, customTab(schema, namespace, file)]));

import type { LocalOrg } from '../org.ts';
import { statSync } from 'node:fs';
import { readLabels } from '../project/labels.ts';
import { filesEnding, listSourceFiles, type SourceFile } from '../project/source-files.ts';
import { qualifiedName } from '../schema/metadata/names.ts';
import { readXml } from '../schema/metadata/xml.ts';
import { pageOverrides, readApps, type App } from './metadata/apps.ts';
import { readComponentMeta, type ComponentMeta } from './metadata/component-meta.ts';
import { readFlexiPages, type FlexiPage } from './metadata/flexipages.ts';
import { readLayouts, type Layout } from './metadata/layouts.ts';
import { readObjectTranslations } from './metadata/object-translations.ts';
import { translatedSchema } from './metadata/translated-schema.ts';
import type { Schema } from '../schema/model.ts';
import { createPageRights, type PageRights } from './metadata/page-rights.ts';
import { readTranslatedLabels, type TranslatedLabel } from './metadata/translations.ts';
import { readTabs, standardTab, type Tab } from './metadata/tabs.ts';

/** Everything of the project's metadata that pages are made of. */
export interface PageMetadata {
  readonly apps: readonly App[];
  readonly pages: ReadonlyMap<string, FlexiPage>;
  readonly components: ReadonlyMap<string, ComponentMeta>;
  readonly rights: PageRights;
  readonly translated: TranslatedLabel;
  /** A custom label in a language; undefined when the project has none. @param name without namespace */
  label(name: string, language: string): string | undefined;
  /** The data model with labels in a language. */
  schema(language: string): Schema;
  /** @param name as in metadata, with or without the namespace of the project */
  tab(name: string): Tab | undefined;
  layout(object: string): Layout | undefined;
  /** The Lightning page that shows records of an object: full API name. */
  recordPage(object: string): FlexiPage | undefined;
}

/** Which page shows the records of an object: as an app or the object says, else the first one made for it. */
const recordPages = (
  org: LocalOrg,
  files: readonly SourceFile[],
  apps: readonly App[],
  pages: ReadonlyMap<string, FlexiPage>,
) => {
  const byObject = new Map<string, FlexiPage>();
  const add = (object: string, page: FlexiPage | undefined): void => {
    const name = qualifiedName(object, org.namespace);
    if (page && !byObject.has(name)) byObject.set(name, page);
  };
  for (const app of apps) for (const [object, page] of app.recordPages) add(object, pages.get(page));
  for (const file of filesEnding(files, '.object-meta.xml')) {
    const overrides = pageOverrides(readXml(file.path, 'CustomObject'), file.fullName);
    for (const [object, page] of overrides) add(object, pages.get(page));
  }
  for (const page of pages.values())
    if (page.type === 'RecordPage' && page.object !== undefined) add(page.object, page);
  return byObject;
};

/** Files that pages are made of. */
const PART =
  /\.(?:app|flexipage|js|labels|layout|object|permissionset|tab|translation|objectTranslation|fieldTranslation)-meta\.xml$/;

const stampOf = (files: readonly SourceFile[]): string =>
  files.map(({ path }) => `${path}:${statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? ''}`).join('\n');

const readMetadata = (org: LocalOrg, files: readonly SourceFile[]): PageMetadata => {
  const apps = readApps(files);
  const pages = readFlexiPages(files);
  const tabs = readTabs(files, org.schema, org.namespace);
  const layouts = readLayouts(files, org.namespace);
  const byObject = recordPages(org, files, apps, pages);
  const labels = readLabels(files);
  const words = readObjectTranslations(files, org.namespace);
  const schemas = new Map<string, Schema>();
  const prefix = `${org.namespace}__`;
  return {
    apps,
    pages,
    components: readComponentMeta(files),
    rights: createPageRights(org, files),
    translated: readTranslatedLabels(files),
    label: (name, language) => labels.text(name, language),
    schema: (language) => {
      const key = language.toLowerCase();
      const own = words.get(key);
      const known = schemas.get(key) ?? (own ? translatedSchema(org.schema, own) : org.schema);
      schemas.set(key, known);
      return known;
    },
    tab: (name) =>
      tabs.get(name) ??
      tabs.get(name.startsWith(prefix) ? name.slice(prefix.length) : name) ??
      standardTab(org.schema, name),
    layout: (object) => layouts.get(object),
    recordPage: (object) => byObject.get(object),
  };
};

/**
 * The metadata of the org's project that pages are made of, read again when its files have changed: whoever works on
 * a screen sees a new label or page without starting the org anew.
 */
export const createPageMetadata = (org: LocalOrg): (() => PageMetadata) => {
  let stamp = '';
  let known: PageMetadata | undefined;
  return () => {
    const files = listSourceFiles(org.project).filter(({ name }) => PART.test(name));
    const now = stampOf(files);
    if (known === undefined || now !== stamp) known = readMetadata(org, files);
    stamp = now;
    return known;
  };
};

import { filesEnding, type SourceFile } from '../../project/source-files.ts';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from '../../schema/metadata/xml.ts';

/** One component on a page, with the values an administrator gave it. */
export interface PageComponent {
  /** As written: `c:meetingTimeline`, `force:detailPanel`, `flexipage:tabset`. */
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  /** Whether the page says when to show it, which this host does not know. */
  readonly hasVisibilityRule: boolean;
}

export interface PageRegion {
  readonly name: string;
  readonly components: readonly PageComponent[];
}

/** A Lightning page made in the App Builder. */
export interface FlexiPage {
  readonly name: string;
  readonly label: string;
  readonly type: 'RecordPage' | 'AppPage' | 'HomePage' | 'other';
  /** Record pages: the object as written. */
  readonly object?: string;
  readonly template: string;
  /** What is laid out, in order. */
  readonly regions: readonly PageRegion[];
  /** Parts that components such as tabs show inside of themselves, by name. */
  readonly facets: ReadonlyMap<string, PageRegion>;
}

const valueOf = (property: XmlElement): string => {
  const list = childOf(property, 'valueList');
  if (!list) return textOf(property, 'value') ?? '';
  return childrenOf(list, 'valueListItems')
    .map((item) => textOf(item, 'value') ?? '')
    .join(',');
};

const componentOf = (instance: XmlElement): PageComponent => ({
  name: textOf(instance, 'componentName') ?? '',
  properties: new Map(
    childrenOf(instance, 'componentInstanceProperties').map((property) => [
      textOf(property, 'name') ?? '',
      valueOf(property),
    ]),
  ),
  hasVisibilityRule: childOf(instance, 'visibilityRule') !== undefined,
});

const regionOf = (region: XmlElement): PageRegion => ({
  name: textOf(region, 'name') ?? '',
  components: childrenOf(region, 'itemInstances').flatMap((item) => {
    const instance = childOf(item, 'componentInstance');
    if (instance) return [componentOf(instance)];
    const field = childOf(item, 'fieldInstance');
    const fieldItem = field && textOf(field, 'fieldItem');
    return fieldItem === undefined
      ? []
      : [
          {
            name: 'field',
            properties: new Map([['field', fieldItem.replace(/^Record\./, '')]]),
            hasVisibilityRule: false,
          },
        ];
  }),
});

const TYPES = new Set(['RecordPage', 'AppPage', 'HomePage']);

const pageOf = (file: SourceFile & { readonly fullName: string }): FlexiPage => {
  const root = readXml(file.path, 'FlexiPage');
  const template = childOf(root, 'template');
  const type = textOf(root, 'type') ?? '';
  const object = textOf(root, 'sobjectType');
  const regions = childrenOf(root, 'flexiPageRegions');
  const isFacet = (region: XmlElement): boolean => textOf(region, 'type') === 'Facet';
  return {
    name: file.fullName,
    label: textOf(root, 'masterLabel') ?? file.fullName,
    type: TYPES.has(type) ? (type as FlexiPage['type']) : 'other',
    ...(object === undefined ? {} : { object }),
    template: (template && textOf(template, 'name')) ?? '',
    regions: regions.filter((region) => !isFacet(region)).map(regionOf),
    facets: new Map(regions.filter(isFacet).map((region) => [textOf(region, 'name') ?? '', regionOf(region)])),
  };
};

/** The Lightning pages of a project, by name. */
export const readFlexiPages = (files: readonly SourceFile[]): ReadonlyMap<string, FlexiPage> =>
  new Map(filesEnding(files, '.flexipage-meta.xml').map((file) => [file.fullName, pageOf(file)]));

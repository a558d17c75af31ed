import { filesEnding, type SourceFile } from '../../project/source-files.ts';
import { qualifiedName } from '../../schema/metadata/names.ts';
import { childrenOf, readXml, textOf } from '../../schema/metadata/xml.ts';

export interface LayoutSection {
  readonly label: string;
  /** Full API names by column. */
  readonly columns: readonly (readonly string[])[];
}

/** Which fields a record shows, and which lists below it. */
export interface Layout {
  readonly sections: readonly LayoutSection[];
  /** Related lists as written, e.g. `Meeting_Attendee__c.Meeting__c`. */
  readonly relatedLists: readonly string[];
}

/** The page layouts of a project: the first one of each object, by the object's full API name. */
export const readLayouts = (files: readonly SourceFile[], namespace: string): ReadonlyMap<string, Layout> => {
  const layouts = new Map<string, Layout>();
  for (const file of filesEnding(files, '.layout-meta.xml')) {
    const object = qualifiedName(file.fullName.split('-')[0] ?? '', namespace);
    if (layouts.has(object)) continue;
    const root = readXml(file.path, 'Layout');
    const sections = childrenOf(root, 'layoutSections').map((section) => ({
      label: textOf(section, 'label') ?? '',
      columns: childrenOf(section, 'layoutColumns').map((column) =>
        childrenOf(column, 'layoutItems').flatMap((item) => {
          const field = textOf(item, 'field');
          return field === undefined ? [] : [qualifiedName(field, namespace)];
        }),
      ),
    }));
    layouts.set(object, {
      sections: sections.filter(({ columns }) => columns.some((column) => column.length > 0)),
      relatedLists: childrenOf(root, 'relatedLists').flatMap((list) => textOf(list, 'relatedList') ?? []),
    });
  }
  return layouts;
};

import { filesEnding, type SourceFile } from '../../project/source-files.ts';
import { childrenOf, readXml, textOf, type XmlElement } from '../../schema/metadata/xml.ts';

/** A Lightning app of the project. */
export interface App {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Names of tabs, in their order. */
  readonly tabs: readonly string[];
  /** Pages that the app shows for records: name of the FlexiPage by object, as written. */
  readonly recordPages: ReadonlyMap<string, string>;
}

/** Pages that an app, or an object, shows instead of the usual ones. */
export const pageOverrides = (element: XmlElement, object?: string): ReadonlyMap<string, string> =>
  new Map(
    childrenOf(element, 'actionOverrides').flatMap((override): [string, string][] => {
      const about = object ?? textOf(override, 'pageOrSobjectType') ?? '';
      const isPage = textOf(override, 'actionName') === 'View' && textOf(override, 'type') === 'Flexipage';
      // The large form factor is what a browser shows.
      const isLarge = (textOf(override, 'formFactor') ?? 'Large') === 'Large';
      return isPage && isLarge ? [[about, textOf(override, 'content') ?? '']] : [];
    }),
  );

/** The Lightning apps of a project, in the order of their labels. */
export const readApps = (files: readonly SourceFile[]): readonly App[] =>
  filesEnding(files, '.app-meta.xml')
    .map((file) => ({ file, root: readXml(file.path, 'CustomApplication') }))
    .filter(({ root }) => textOf(root, 'uiType') === 'Lightning')
    .map(({ file, root }) => ({
      name: file.fullName,
      label: textOf(root, 'label') ?? file.fullName,
      description: textOf(root, 'description') ?? '',
      tabs: childrenOf(root, 'tabs').map(({ text }) => text.trim()),
      recordPages: pageOverrides(root),
    }))
    .sort((a, b) => a.label.localeCompare(b.label));

import { filesEnding, type SourceFile } from '../../project/source-files.ts';
import { childrenOf, readXml, textOf } from '../../schema/metadata/xml.ts';

/** Parts of a translation file that name tabs and apps. */
const KINDS = ['customTabs', 'customApplications'] as const;

type Kind = (typeof KINDS)[number];

/** The label of a tab or an app in a language; undefined when nobody translated it. */
export type TranslatedLabel = (kind: Kind, name: string, language: string) => string | undefined;

/** Reads the labels of tabs and apps from the project's `*.translation-meta.xml`. */
export const readTranslatedLabels = (files: readonly SourceFile[]): TranslatedLabel => {
  const labels = new Map<string, string>();
  const key = (kind: Kind, name: string, language: string): string => `${language.toLowerCase()}:${kind}:${name}`;
  for (const file of filesEnding(files, '.translation-meta.xml')) {
    const root = readXml(file.path, 'Translations');
    for (const kind of KINDS) {
      for (const entry of childrenOf(root, kind)) {
        const label = textOf(entry, 'label') ?? '';
        if (label !== '') labels.set(key(kind, textOf(entry, 'name') ?? '', file.fullName), label);
      }
    }
  }
  return (kind, name, language) => labels.get(key(kind, name, language));
};

import { childrenOf, readXml, textOf } from '../schema/metadata/xml.ts';
import { filesEnding, type SourceFile } from './source-files.ts';

/** The project's custom labels and their translations. */
export interface Labels {
  /**
   * @param name without namespace, any case
   * @param language a Salesforce language code, e.g. `en_US`, `de`
   * @returns the translation, else the label's own text; undefined when there is no such label
   */
  text(name: string, language: string): string | undefined;
}

/** Reads `*.labels-meta.xml` and the custom labels of `*.translation-meta.xml`. */
export const readLabels = (files: readonly SourceFile[]): Labels => {
  const own = new Map<string, string>();
  for (const file of filesEnding(files, '.labels-meta.xml')) {
    for (const label of childrenOf(readXml(file.path, 'CustomLabels'), 'labels')) {
      const name = textOf(label, 'fullName');
      if (name !== undefined) own.set(name.toLowerCase(), textOf(label, 'value') ?? '');
    }
  }
  const translations = new Map<string, Map<string, string>>();
  for (const file of filesEnding(files, '.translation-meta.xml')) {
    const texts = translations.get(file.fullName.toLowerCase()) ?? new Map<string, string>();
    translations.set(file.fullName.toLowerCase(), texts);
    for (const label of childrenOf(readXml(file.path, 'Translations'), 'customLabels')) {
      const name = textOf(label, 'name');
      const text = textOf(label, 'label');
      if (name !== undefined && text !== undefined && text !== '') texts.set(name.toLowerCase(), text);
    }
  }
  return {
    text: (name, language) => {
      const key = name.toLowerCase();
      if (!own.has(key)) return undefined;
      return translations.get(language.toLowerCase())?.get(key) ?? own.get(key);
    },
  };
};

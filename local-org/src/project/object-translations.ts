import { childrenOf, readXml, textOf } from '../schema/metadata/xml.ts';
import { filesEnding, type SourceFile } from './source-files.ts';

/** What objects, fields and picklist values are called in the languages that the project translates them to. */
export interface ObjectTranslations {
  /**
   * @param object API name, with or without the project's namespace
   * @param language a Salesforce language code, e.g. `de`
   * @returns the label of the object; undefined when it is not translated
   */
  object(object: string, language: string, plural: boolean): string | undefined;
  /** @returns the label of a field; undefined when it is not translated */
  field(object: string, field: string, language: string): string | undefined;
  /** @returns the translation of a picklist value, which is named by its own label; undefined when there is none */
  picklistValue(object: string, field: string, label: string, language: string): string | undefined;
}

const FOLDER = /\/objectTranslations\/([^/]+)-([a-z]{2,3}(?:_[A-Z]{2})?)\//;

/** Reads the folders `objectTranslations/<Object>-<language>` of a project. */
export const readObjectTranslations = (files: readonly SourceFile[], namespace: string): ObjectTranslations => {
  const prefix = namespace === '' ? '' : `${namespace.toLowerCase()}__`;
  const key = (language: string, ...names: readonly string[]): string =>
    [language, ...names.map((name) => name.toLowerCase().replace(prefix, ''))].join('|');
  const texts = new Map<string, string>();
  const keep = (name: string, text: string | undefined): void => {
    if (text !== undefined && text !== '') texts.set(name, text);
  };
  for (const file of filesEnding(files, '.objectTranslation-meta.xml')) {
    const [, object = '', language = ''] = FOLDER.exec(`/${file.relativePath}`) ?? [];
    for (const form of childrenOf(readXml(file.path, 'CustomObjectTranslation'), 'caseValues')) {
      // Of languages with cases, labels stand in the nominative.
      if ((textOf(form, 'caseType') ?? 'Nominative') !== 'Nominative') continue;
      keep(key(language, object, textOf(form, 'plural') === 'true' ? '*many' : '*one'), textOf(form, 'value'));
    }
  }
  for (const file of filesEnding(files, '.fieldTranslation-meta.xml')) {
    const [, object = '', language = ''] = FOLDER.exec(`/${file.relativePath}`) ?? [];
    const root = readXml(file.path, 'CustomFieldTranslation');
    const field = textOf(root, 'name') ?? file.fullName;
    keep(key(language, object, field), textOf(root, 'label'));
    for (const value of childrenOf(root, 'picklistValues')) {
      keep(key(language, object, field, `=${textOf(value, 'masterLabel') ?? ''}`), textOf(value, 'translation'));
    }
  }
  return {
    object: (object, language, plural) => texts.get(key(language, object, plural ? '*many' : '*one')),
    field: (object, field, language) => texts.get(key(language, object, field)),
    picklistValue: (object, field, label, language) => texts.get(key(language, object, field, `=${label}`)),
  };
};

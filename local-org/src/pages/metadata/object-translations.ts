import { filesEnding, type SourceFile } from '../../project/source-files.ts';
import { qualifiedName } from '../../schema/metadata/names.ts';
import { childrenOf, readXml, textOf, type XmlElement } from '../../schema/metadata/xml.ts';

/** Words of one field in one language. */
export interface FieldWords {
  readonly label?: string;
  readonly helpText?: string;
  /** Labels of picklist values by the original label. */
  readonly values: ReadonlyMap<string, string>;
}

/** Words of one object in one language; fields by full API name. */
export interface ObjectWords {
  readonly label?: string;
  readonly labelPlural?: string;
  readonly nameFieldLabel?: string;
  readonly fields: Map<string, FieldWords>;
}

const PLACE = /([^/]+)-([a-z]{2}(?:_[A-Z]{2})?)\/[^/]+$/;

const nominative = (root: XmlElement, plural: boolean): string | undefined => {
  const values = childrenOf(root, 'caseValues').filter((each) => textOf(each, 'plural') === String(plural));
  const found = values.find((each) => textOf(each, 'caseType') === 'Nominative') ?? values[0];
  return found && textOf(found, 'value');
};

const fieldWords = (root: XmlElement): FieldWords => {
  const label = textOf(root, 'label');
  const helpText = textOf(root, 'help');
  return {
    ...(label === undefined ? {} : { label }),
    ...(helpText === undefined ? {} : { helpText }),
    values: new Map(
      childrenOf(root, 'picklistValues').flatMap((value): [string, string][] => {
        const translation = textOf(value, 'translation') ?? '';
        return translation === '' ? [] : [[textOf(value, 'masterLabel') ?? '', translation]];
      }),
    ),
  };
};

/**
 * Reads the translations of a project's objects and fields.
 * @returns by language in lower case, then by full API name of the object
 */
export const readObjectTranslations = (
  files: readonly SourceFile[],
  namespace: string,
): ReadonlyMap<string, ReadonlyMap<string, ObjectWords>> => {
  const languages = new Map<string, Map<string, ObjectWords>>();
  const objectsOf = (language: string): Map<string, ObjectWords> => {
    const known = languages.get(language.toLowerCase()) ?? new Map<string, ObjectWords>();
    languages.set(language.toLowerCase(), known);
    return known;
  };
  for (const file of filesEnding(files, '.objectTranslation-meta.xml')) {
    const [, object = '', language = ''] = PLACE.exec(file.relativePath) ?? [];
    const root = readXml(file.path, 'CustomObjectTranslation');
    const words = {
      label: nominative(root, false),
      labelPlural: nominative(root, true),
      nameFieldLabel: textOf(root, 'nameFieldLabel'),
    };
    const given = Object.fromEntries(Object.entries(words).filter(([, text]) => text !== undefined && text !== ''));
    objectsOf(language).set(qualifiedName(object, namespace), { ...given, fields: new Map() });
  }
  for (const file of filesEnding(files, '.fieldTranslation-meta.xml')) {
    const [, object = '', language = ''] = PLACE.exec(file.relativePath) ?? [];
    const root = readXml(file.path, 'CustomFieldTranslation');
    const objects = objectsOf(language);
    const name = qualifiedName(object, namespace);
    const words = objects.get(name) ?? { fields: new Map<string, FieldWords>() };
    objects.set(name, words);
    words.fields.set(qualifiedName(textOf(root, 'name') ?? '', namespace), fieldWords(root));
  }
  return languages;
};

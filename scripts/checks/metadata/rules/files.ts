/** File names, folders and API versions, as the source format wants them. */
import { requireTool } from '../../engine/tools.ts';
import { metadataFiles } from '../../project/project.ts';
import { childNamed, textOf } from '../../project/xml.ts';
import { at, type PackageModel } from '../../rules/package-model.ts';
import type { Place, Rule } from '../../rules/rule.ts';

const SOURCE = 'Salesforce DX Developer Guide, Salesforce DX Project Structure and Source Format';

interface RegisteredType {
  readonly name: string;
  readonly directoryName: string;
  readonly suffix?: string;
  readonly children?: { readonly types: Readonly<Record<string, RegisteredType>> };
}

interface Registry {
  readonly types: Readonly<Record<string, RegisteredType>>;
}

/** Folder and root element by what stands before `-meta.xml`; the CLI's own table. */
const folders = (): ReadonlyMap<string, RegisteredType> => {
  const { types } = requireTool(
    '@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json',
  ) as Registry;
  const known = new Map<string, RegisteredType>();
  for (const type of Object.values(types)) {
    if (type.suffix) known.set(type.suffix, type);
    for (const child of Object.values(type.children?.types ?? {}))
      if (child.suffix && child.suffix !== 'labels') known.set(child.suffix, child);
  }
  return known;
};

let registry: ReadonlyMap<string, RegisteredType> | undefined;

const registered = (suffix: string): RegisteredType | undefined => (registry ??= folders()).get(suffix);

/** Kinds that belong to an object. */
const named = ['field', 'listView', 'compactLayout', 'validationRule', 'recordType', 'fieldSet', 'webLink'];

/** Field translations are decomposed to the top level: they stand beside the translation of their object. */
const FOLDER_BY_SUFFIX: Readonly<Record<string, string>> = { fieldTranslation: 'objectTranslations' };

/** Bundles name their files after what they hold, not after their type. */
const isBundle = (path: string): boolean => /\/(lwc|aura)\//.test(path);

const wrongFolder = (model: PackageModel): readonly Place[] =>
  metadataFiles(model.project).flatMap((file) => {
    const type = isBundle(file.path) ? undefined : registered(file.suffix);
    if (type === undefined) return [];
    const folders = file.path.split('/').slice(0, -1);
    // What belongs to an object stands right below it; anything else may be sorted into folders further down.
    const near = named.includes(file.suffix) ? folders.slice(-1) : folders;
    const wanted = FOLDER_BY_SUFFIX[file.suffix] ?? type.directoryName;
    return near.includes(wanted) ? [] : [at(file, undefined, `${type.name} belongs in a folder called ${wanted}`)];
  });

export const fileRules: readonly Rule[] = [
  {
    id: 'wrong-folder',
    refused: 'a component in a folder of another type',
    source: SOURCE,
    remedy: 'Move the file there.',
    check: wrongFolder,
  },
  {
    id: 'wrong-root-element',
    refused: 'a file whose root element is not the type that its name says',
    source: SOURCE,
    remedy: 'Rename the file, or correct the root element.',
    check: (model) =>
      metadataFiles(model.project).flatMap((file) => {
        const type = registered(file.suffix);
        return type && !isBundle(file.path) && file.root && type.name !== file.root.name
          ? [at(file, file.root, `A .${file.suffix}-meta.xml holds ${type.name}, not ${file.root.name}`)]
          : [];
      }),
  },
  {
    id: 'unknown-file-kind',
    refused: 'a metadata file of a kind that the source format does not know',
    source: SOURCE,
    remedy: 'Correct the ending of the name.',
    check: (model) =>
      metadataFiles(model.project)
        .filter(({ path, suffix }) => !isBundle(path) && registered(suffix) === undefined)
        .map((file) => at(file, undefined, `There is no kind .${file.suffix}-meta.xml`)),
  },
  {
    id: 'name-differs-from-file',
    refused: 'a component whose name is not that of its file',
    source: SOURCE,
    remedy: 'Make <fullName> and the file name the same.',
    check: (model) =>
      named.flatMap((suffix) =>
        model.of(suffix).flatMap((file) => {
          const name = textOf(file.root, 'fullName');
          if (name === undefined) return [at(file, undefined, 'The file has no <fullName>')];
          return name === file.name
            ? []
            : [at(file, childNamed(file.root, 'fullName'), `The file is called ${file.name} and says ${name}`)];
        }),
      ),
  },
  {
    id: 'object-in-folder',
    refused: 'an object file in a folder of another name',
    source: SOURCE,
    remedy: 'Move it to objects/<name>/.',
    check: (model) =>
      model
        .of('object')
        .filter((file) => file.path.split('/').at(-2) !== file.name)
        .map((file) => at(file, undefined, `${file.name} is not in a folder of its name`)),
  },
  {
    id: 'children-in-object-file',
    refused: 'fields and other children inside the object file',
    source: SOURCE,
    remedy: 'Move each into its own file below the object.',
    check: (model) =>
      model
        .of('object')
        .flatMap((file) =>
          ['fields', 'listViews', 'compactLayouts', 'validationRules', 'recordTypes', 'webLinks', 'fieldSets'].flatMap(
            (name) =>
              file.root.children
                .filter((child) => child.name === name)
                .map((child) => at(file, child, `<${name}> stands inside the object`)),
          ),
        ),
  },
  {
    id: 'source-without-metadata',
    refused: 'Apex without its -meta.xml, and the other way round',
    source: SOURCE,
    remedy: 'Add the missing file, or remove the one that is left over.',
    check: ({ project }) =>
      [...project.files.keys()].flatMap((path): Place[] => {
        if (/\.(cls|trigger)$/.test(path) && !project.files.has(`${path}-meta.xml`))
          return [{ file: path, line: 1, what: 'There is no -meta.xml for this file' }];
        const [, source] = /^(.*\.(?:cls|trigger))-meta\.xml$/.exec(path) ?? [];
        return source !== undefined && !project.files.has(source)
          ? [{ file: path, line: 1, what: 'There is no source for this -meta.xml' }]
          : [];
      }),
  },
  {
    id: 'api-version-differs',
    refused: 'an API version other than that of the project',
    source: 'a rule of this project',
    remedy: 'Use the version of sfdx-project.json.',
    check: (model) =>
      metadataFiles(model.project).flatMap((file) => {
        const element = childNamed(file.root, 'apiVersion');
        const wanted = model.project.apiVersion;
        return element && wanted !== '' && element.text.trim() !== wanted
          ? [at(file, element, `API version ${element.text.trim()}, and the project is ${wanted}`)]
          : [];
      }),
  },
];

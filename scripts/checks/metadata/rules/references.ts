/** References from one component to another that lead nowhere. */
import type { XmlElement } from '../../project/xml.ts';
import {
  at,
  childrenNamed,
  descendants,
  elementsThat,
  type Metadata,
  type PackageModel,
  textOf,
} from '../../rules/package-model.ts';
import type { Place, Rule } from '../../rules/rule.ts';
import { findColumn, nearest } from '../../schema/resolve.ts';

const SOURCE =
  'hardisgroupcom/sfdx-hardis, error list (Custom field not found, Custom object not found); Metadata API Developer Guide';

const layoutObject = ({ name }: Metadata): string => decodeURIComponent(name).split('-')[0] ?? '';
const parentFolder = ({ path }: Metadata): string => path.split('/').at(-3) ?? '';

/** What is wrong with `Object.Field`, if anything. Standard names of list views and layouts in capitals are left alone. */
const unknownField = (model: PackageModel, object: string, field: string): string | undefined => {
  const found = model.schema.object(object);
  if (found === undefined) return `There is no object ${object}`;
  if (field === '' || findColumn(found, field) !== undefined) return undefined;
  const near = nearest(
    field,
    [...found.columns.values()].map(({ name }) => name),
  );
  return `${object} has no field ${field}${near ? ` (did you mean ${near}?)` : ''}`;
};

const isCustom = (name: string): boolean => /__[a-z]+$/i.test(name);

const fieldsIn = (
  model: PackageModel,
  suffix: string,
  element: string,
  objectOf: (file: Metadata) => string,
  only = (name: string): boolean => isCustom(name),
): readonly Place[] =>
  elementsThat(model, suffix, element, ({ text, children }, file) =>
    children.length === 0 && only(text.trim()) ? unknownField(model, objectOf(file), text.trim()) : undefined,
  );

const permissionEntries = (
  model: PackageModel,
  element: string,
  key: string,
  wrong: (name: string) => string | undefined,
): readonly Place[] =>
  model.of('permissionset').flatMap((file) =>
    childrenNamed(file.root, element).flatMap((entry) => {
      const what = wrong(textOf(entry, key) ?? '');
      return what === undefined ? [] : [at(file, entry, what)];
    }),
  );

const relatedListProblem = (model: PackageModel, file: Metadata, list: XmlElement): readonly Place[] => {
  const name = textOf(list, 'relatedList') ?? '';
  const [object = '', lookup = ''] = name.split('.');
  if (!isCustom(lookup)) return [];
  const field = model.field(name);
  if (field === undefined) return [at(file, list, `There is no lookup ${name}`)];
  if (field.referenceTo !== layoutObject(file))
    return [at(file, list, `${name} does not refer to ${layoutObject(file)}`)];
  return childrenNamed(list, 'fields').flatMap((column) => {
    const what = isCustom(column.text.trim()) ? unknownField(model, object, column.text.trim()) : undefined;
    return what === undefined ? [] : [at(file, column, what)];
  });
};

const pageComponentProblems = (model: PackageModel): readonly Place[] =>
  elementsThat(model, 'flexipage', 'componentName', ({ text }) => {
    const [, name] = /^(?:c:)?(\w+)$/.exec(text.trim()) ?? [];
    if (name === undefined || model.components.some((component) => component.name === name)) return undefined;
    return `There is no component ${name}`;
  });

export const referenceRules: readonly Rule[] = [
  {
    id: 'layout-unknown-field',
    refused: 'a layout item for a field that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or remove the item.',
    check: (model) => fieldsIn(model, 'layout', 'field', layoutObject, () => true),
  },
  {
    id: 'layout-unknown-related-list',
    refused: 'a related list over a lookup or column that does not exist',
    source: SOURCE,
    remedy: 'Name it <Child>.<Lookup>, and its columns by API name.',
    check: (model) =>
      model
        .of('layout')
        .flatMap((file) =>
          childrenNamed(file.root, 'relatedLists').flatMap((list) => relatedListProblem(model, file, list)),
        ),
  },
  {
    id: 'list-view-unknown-field',
    refused: 'a column or filter of a list view that does not exist',
    source: SOURCE,
    remedy: 'Correct the name.',
    check: (model) => [
      ...fieldsIn(model, 'listView', 'columns', parentFolder),
      ...fieldsIn(model, 'listView', 'field', parentFolder),
    ],
  },
  {
    id: 'compact-layout-unknown-field',
    refused: 'a field of a compact layout that does not exist',
    source: SOURCE,
    remedy: 'Correct the name.',
    check: (model) => fieldsIn(model, 'compactLayout', 'fields', parentFolder, () => true),
  },
  {
    id: 'field-set-unknown-field',
    refused: 'a field of a field set that does not exist',
    source: SOURCE,
    remedy: 'Correct the name.',
    check: (model) => fieldsIn(model, 'fieldSet', 'field', parentFolder),
  },
  {
    id: 'search-layout-unknown-field',
    refused: 'a field of a search layout that does not exist',
    source: SOURCE,
    remedy: 'Correct the name.',
    check: (model) =>
      model.of('object').flatMap((file) =>
        childrenNamed(file.root, 'searchLayouts').flatMap((layouts) =>
          layouts.children.flatMap((each) => {
            const name = each.text.trim();
            const what = isCustom(name) ? unknownField(model, file.name, name) : undefined;
            return what === undefined ? [] : [at(file, each, what)];
          }),
        ),
      ),
  },
  {
    id: 'unknown-compact-layout',
    refused: 'an object that assigns a compact layout that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or use SYSTEM.',
    check: (model) =>
      elementsThat(model, 'object', 'compactLayoutAssignment', ({ text }, file) =>
        text.trim() === 'SYSTEM' ||
        model.of('compactLayout').some((each) => each.name === text.trim() && parentFolder(each) === file.name)
          ? undefined
          : `There is no compact layout ${text.trim()}`,
      ),
  },
  {
    id: 'permission-unknown-field',
    refused: 'a permission on a field that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or remove the permission.',
    check: (model) =>
      permissionEntries(model, 'fieldPermissions', 'field', (name) =>
        name.startsWith('Activity.')
          ? undefined
          : unknownField(model, name.split('.')[0] ?? '', name.split('.')[1] ?? ''),
      ),
  },
  {
    id: 'permission-unknown-object',
    refused: 'a permission on an object that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or remove the permission.',
    check: (model) =>
      permissionEntries(model, 'objectPermissions', 'object', (name) =>
        model.schema.object(name) ? undefined : `There is no object ${name}`,
      ),
  },
  {
    id: 'permission-unknown-class',
    refused: 'access to a class that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or remove the access.',
    check: (model) =>
      permissionEntries(model, 'classAccesses', 'apexClass', (name) =>
        model.classes.has(name.toLowerCase()) ? undefined : `There is no class ${name}`,
      ),
  },
  {
    id: 'permission-unknown-tab',
    refused: 'a tab setting for a tab that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or remove the setting.',
    check: (model) =>
      permissionEntries(model, 'tabSettings', 'tab', (name) =>
        name.startsWith('standard-') || model.names('tab').has(name) ? undefined : `There is no tab ${name}`,
      ),
  },
  {
    id: 'permission-unknown-app',
    refused: 'the visibility of an app that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or remove the setting.',
    check: (model) =>
      permissionEntries(model, 'applicationVisibilities', 'application', (name) =>
        name.startsWith('standard__') || model.names('app').has(name) ? undefined : `There is no app ${name}`,
      ),
  },
  {
    id: 'permission-unknown-setting',
    refused: 'access to a custom setting that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or remove the access.',
    check: (model) =>
      permissionEntries(model, 'customSettingAccesses', 'name', (name) =>
        model.object(name)?.kind === 'setting' ? undefined : `There is no custom setting ${name}`,
      ),
  },
  {
    id: 'permission-unknown-custom-permission',
    refused: 'a custom permission that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or remove it.',
    check: (model) =>
      permissionEntries(model, 'customPermissions', 'name', (name) =>
        model.names('customPermission').has(name) ? undefined : `There is no custom permission ${name}`,
      ),
  },
  {
    id: 'app-unknown-tab',
    refused: 'an app with a tab that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or add the tab.',
    check: (model) =>
      elementsThat(model, 'app', 'tabs', ({ text }) =>
        text.trim().startsWith('standard-') || model.names('tab').has(text.trim())
          ? undefined
          : `There is no tab ${text.trim()}`,
      ),
  },
  {
    id: 'app-unknown-page',
    refused: 'an app with a utility bar or page that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or add the page.',
    check: (model) =>
      elementsThat(model, 'app', 'utilityBar', ({ text }) =>
        model.names('flexipage').has(text.trim()) ? undefined : `There is no Lightning page ${text.trim()}`,
      ),
  },
  {
    id: 'tab-unknown-content',
    refused: 'a tab of an object or page that does not exist',
    source: SOURCE,
    remedy: 'Name the tab like its object, or correct the page.',
    check: (model) =>
      model.of('tab').flatMap((file) => {
        const page = textOf(file.root, 'flexiPage');
        if (page !== undefined && !model.names('flexipage').has(page))
          return [at(file, undefined, `There is no Lightning page ${page}`)];
        return textOf(file.root, 'customObject') === 'true' && model.object(file.name) === undefined
          ? [at(file, undefined, `There is no object ${file.name}`)]
          : [];
      }),
  },
  {
    id: 'page-unknown-component',
    refused: 'a Lightning page with a component that does not exist',
    source: SOURCE,
    remedy: 'Correct the name, or add the component.',
    check: pageComponentProblems,
  },
  {
    id: 'page-unknown-object',
    refused: 'a record page of an object that does not exist',
    source: SOURCE,
    remedy: 'Correct <sobjectType>.',
    check: (model) =>
      elementsThat(model, 'flexipage', 'sobjectType', ({ text }) =>
        model.schema.object(text.trim()) ? undefined : `There is no object ${text.trim()}`,
      ),
  },
  {
    id: 'page-unknown-field',
    refused: 'a Lightning page with a field that does not exist',
    source: SOURCE,
    remedy: 'Correct the name.',
    check: (model) =>
      model.of('flexipage').flatMap((file) => {
        const object = textOf(file.root, 'sobjectType') ?? '';
        return descendants(file.root)
          .filter(({ name }) => name === 'fieldItem')
          .flatMap((item) => {
            const what = unknownField(model, object, item.text.trim().replace(/^Record\./, ''));
            return what === undefined || item.text.trim().split('.').length > 2 ? [] : [at(file, item, what)];
          });
      }),
  },
  {
    id: 'quick-action-unknown-target',
    refused: 'a quick action on an object that does not exist',
    source: SOURCE,
    remedy: 'Correct the object in the name or in <targetObject>.',
    check: (model) =>
      model.of('quickAction').flatMap((file) => {
        const unknown = [
          file.name.includes('.') ? (file.name.split('.')[0] ?? '') : '',
          textOf(file.root, 'targetObject') ?? '',
        ].find((name) => name !== '' && model.schema.object(name) === undefined);
        return unknown === undefined ? [] : [at(file, undefined, `There is no object ${unknown}`)];
      }),
  },
  {
    id: 'report-unknown-field',
    refused: 'a report over a custom field that does not exist',
    source: SOURCE,
    remedy: 'Correct the name (Object.Field__c, or Object$Field__c).',
    check: (model) =>
      ['field', 'column', 'dateColumn'].flatMap((element) =>
        elementsThat(model, 'report', element, ({ text }) => {
          const [, object, field] = /^(\w+__c)(?:\.\w+__r)?[.$](\w+__c)$/.exec(text.trim()) ?? [];
          return object && field && !text.includes('__r') ? unknownField(model, object, field) : undefined;
        }),
      ),
  },
];

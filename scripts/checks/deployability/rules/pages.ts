/** What Salesforce refuses about layouts, list views, compact layouts, tabs, apps and Lightning pages. */
import { childNamed, isTrue } from '../../project/xml.ts';
import {
  at,
  child,
  childrenNamed,
  descendants,
  type Metadata,
  type PackageModel,
  repeated,
  textOf,
} from '../../rules/package-model.ts';
import type { Rule } from '../../rules/rule.ts';
import type { OwnField } from '../../schema/own-objects.ts';

const LAYOUT = 'Metadata API Developer Guide, Layout';
const HARDIS = 'hardisgroupcom/sfdx-hardis, error list';
const LONG_TEXT = new Set(['LongTextArea', 'Html']);
const COMPUTED = new Set(['AutoNumber', 'Summary']);

const layoutObject = ({ name }: Metadata): string => decodeURIComponent(name).split('-')[0] ?? '';
const parentFolder = ({ path }: Metadata): string => path.split('/').at(-3) ?? '';

const layoutItems = (file: Metadata) =>
  descendants(file.root).filter(
    (element) => element.name === 'layoutItems' && childNamed(element, 'field') !== undefined,
  );

const itemFields = (model: PackageModel, file: Metadata) =>
  layoutItems(file).map((item) => ({
    item,
    field: model.field(`${layoutObject(file)}.${textOf(item, 'field') ?? ''}`),
  }));

const isComputed = (field: OwnField): boolean => field.formula || COMPUTED.has(field.type);

/** Where each kind of Lightning page may place a component. */
const PAGE_TARGETS: Readonly<Record<string, string>> = {
  RecordPage: 'lightning__RecordPage',
  AppPage: 'lightning__AppPage',
  HomePage: 'lightning__HomePage',
};

const pageComponents = (file: Metadata) => descendants(file.root).filter(({ name }) => name === 'componentInstance');

const ownComponent = (model: PackageModel, name: string) => {
  const [, own] = /^(?:c|demodesk)?:?(\w+)$/.exec(name.replace(`${model.project.namespace}:`, '')) ?? [];
  return name.includes(':') && !name.startsWith('c:') && !name.startsWith(`${model.project.namespace}:`)
    ? undefined
    : model.components.find((each) => each.name === own);
};

export const pageRules: readonly Rule[] = [
  {
    id: 'layout-required-field',
    refused: 'a layout without a field that is always required',
    message: 'Layout must contain an item for required layout field: {field}',
    source: LAYOUT,
    remedy: 'Add the field to the layout with <behavior>Required</behavior>.',
    check: (model) =>
      model.of('layout').flatMap((file) => {
        const shown = new Set(layoutItems(file).map((item) => textOf(item, 'field')));
        const object = model.object(layoutObject(file));
        const required =
          object?.fields.filter((field) => field.required || field.type === 'MasterDetail').map(({ name }) => name) ??
          [];
        const name =
          object?.kind === 'custom' && textOf(childNamed(object.file?.root, 'nameField'), 'type') === 'Text'
            ? ['Name']
            : [];
        return [...name, ...required]
          .filter((field) => !shown.has(field))
          .map((field) => at(file, undefined, `The layout lacks the required field ${field}`));
      }),
  },
  {
    id: 'layout-required-behavior',
    refused: 'a required field that a layout does not require',
    message: 'Layout field {field} must be Required',
    source: LAYOUT,
    remedy: 'Set <behavior>Required</behavior>.',
    check: (model) =>
      model.of('layout').flatMap((file) =>
        itemFields(model, file)
          .filter(
            ({ item, field }) =>
              field && (field.required || field.type === 'MasterDetail') && textOf(item, 'behavior') !== 'Required',
          )
          .map(({ item, field }) =>
            at(file, item, `${field?.name ?? ''} is required and the layout does not require it`),
          ),
      ),
  },
  {
    id: 'layout-computed-behavior',
    refused: 'a computed field that a layout lets people edit',
    message: 'Field:{field} must not be Required / must be Readonly',
    source: `${HARDIS} (Formula picklist field issue)`,
    remedy: 'Set <behavior>Readonly</behavior>.',
    check: (model) =>
      model.of('layout').flatMap((file) =>
        itemFields(model, file)
          .filter(({ item, field }) => field && isComputed(field) && textOf(item, 'behavior') !== 'Readonly')
          .map(({ item, field }) => at(file, item, `${field?.name ?? ''} is computed and not read-only`)),
      ),
  },
  {
    id: 'layout-repeated-field',
    refused: 'a field twice on a layout',
    message: 'Duplicate field: {field}',
    source: LAYOUT,
    remedy: 'Keep one of them.',
    check: (model) =>
      model
        .of('layout')
        .flatMap((file) =>
          repeated(layoutItems(file), 'field').map((item) =>
            at(file, item, `${textOf(item, 'field') ?? ''} stands twice on the layout`),
          ),
        ),
  },
  {
    id: 'related-list-columns',
    refused: 'more than ten columns in a related list',
    message: 'Related list: maximum number of fields exceeded (10)',
    source: LAYOUT,
    remedy: 'Show at most ten columns.',
    check: (model) =>
      model.of('layout').flatMap((file) =>
        childrenNamed(file.root, 'relatedLists')
          .filter((list) => childrenNamed(list, 'fields').length > 10)
          .map((list) => at(file, list, 'The related list has more than ten columns')),
      ),
  },
  {
    id: 'compact-layout-fields',
    refused: 'a compact layout with more than ten fields, or with a long text or multi-select picklist',
    message: 'Compact layouts can not contain field {field} / maximum 10 fields',
    source:
      'Salesforce Help, Compact Layouts: text areas, long text areas, rich text areas and multi-select picklists are not supported',
    remedy: 'Show at most ten short fields.',
    check: (model) =>
      model.of('compactLayout').flatMap((file) => {
        const fields = childrenNamed(file.root, 'fields');
        const long = fields.filter((each) => {
          const type = model.field(`${parentFolder(file)}.${each.text.trim()}`)?.type ?? '';
          return LONG_TEXT.has(type) || type === 'MultiselectPicklist' || type === 'TextArea';
        });
        return [
          ...long.map((each) => at(file, each, `${each.text.trim()} cannot stand in a compact layout`)),
          ...fields.slice(10).map((each) => at(file, each, 'The compact layout has more than ten fields')),
        ];
      }),
  },
  {
    id: 'list-view-scope-mine',
    refused: 'a list view of "my records" on an object without an owner',
    message: 'Invalid scope:Mine, not allowed',
    source: `${HARDIS} (Invalid scope:Mine, not allowed)`,
    remedy: 'Use <filterScope>Everything</filterScope>.',
    check: (model) =>
      model
        .of('listView')
        .filter(
          (file) =>
            textOf(file.root, 'filterScope') === 'Mine' &&
            textOf(model.object(parentFolder(file))?.file?.root, 'sharingModel') === 'ControlledByParent',
        )
        .map((file) => at(file, child(file, 'filterScope'), 'The object has no owner of its own')),
  },
  {
    id: 'list-view-long-text-filter',
    refused: 'a list view filtered by a long text',
    message: 'Filter field {field} is not filterable',
    source: 'Salesforce Help, Custom Field Types: long text areas are not available for filters',
    remedy: 'Filter by another field.',
    check: (model) =>
      model.of('listView').flatMap((file) =>
        childrenNamed(file.root, 'filters')
          .filter((filter) =>
            LONG_TEXT.has(model.field(`${parentFolder(file)}.${textOf(filter, 'field') ?? ''}`)?.type ?? ''),
          )
          .map((filter) => at(file, filter, `${textOf(filter, 'field') ?? ''} is a long text`)),
      ),
  },
  {
    id: 'list-view-columns',
    refused: 'more than 15 columns in a list view, or one twice',
    message: 'List view: maximum number of columns exceeded (15) / duplicate column',
    source: 'Metadata API Developer Guide, ListView',
    remedy: 'Show at most 15 columns, each once.',
    check: (model) =>
      model.of('listView').flatMap((file) => {
        const columns = childrenNamed(file.root, 'columns');
        const twice = columns.filter(
          (column, index) => columns.findIndex(({ text }) => text.trim() === column.text.trim()) < index,
        );
        return [...columns.slice(15), ...twice].map((column) =>
          at(file, column, `The column ${column.text.trim()} is one too many`),
        );
      }),
  },
  {
    id: 'list-view-label-length',
    refused: 'a list view label of more than 40 characters',
    message: 'View Name: data value too large (max length=40)',
    source: 'Metadata API Developer Guide, ListView',
    remedy: 'Shorten the label.',
    check: (model) =>
      model
        .of('listView')
        .filter((file) => (textOf(file.root, 'label') ?? '').length > 40)
        .map((file) => at(file, child(file, 'label'), 'The label is longer than 40 characters')),
  },
  {
    id: 'tab-content',
    refused: 'a tab that shows nothing, or without a motif',
    message:
      'Must specify one of customObject, url, scontrol, page, flexiPage, lwcComponent / Required field is missing: motif',
    source: 'Metadata API Developer Guide, CustomTab',
    remedy: 'Give one content (<customObject>, <flexiPage>, <lwcComponent>, ...) and a <motif>.',
    check: (model) =>
      model.of('tab').flatMap((file) => {
        const contents = ['customObject', 'url', 'page', 'flexiPage', 'lwcComponent', 'auraComponent'].filter((name) =>
          childNamed(file.root, name),
        );
        if (contents.length !== 1) return [at(file, undefined, `The tab has ${contents.length} contents`)];
        return childNamed(file.root, 'motif') ? [] : [at(file, undefined, 'The tab has no motif')];
      }),
  },
  {
    id: 'tab-component-exposed',
    refused: 'a tab of a Lightning Web Component that is not exposed for tabs',
    message: 'The component {name} cannot be used in a tab: it needs the target lightning__Tab and isExposed',
    source: 'Lightning Web Components Developer Guide, XML Configuration File Elements',
    remedy: 'Set <isExposed>true</isExposed> and add the target lightning__Tab.',
    check: (model) =>
      model.of('tab').flatMap((file) => {
        const name = textOf(file.root, 'lwcComponent');
        if (name === undefined) return [];
        const root = model.components.find((each) => each.name === name)?.metadata?.root;
        const exposed =
          root &&
          isTrue(root, 'isExposed') &&
          descendants(root).some((each) => each.name === 'target' && each.text.trim() === 'lightning__Tab');
        return exposed
          ? []
          : [at(file, child(file, 'lwcComponent'), `${name} does not exist or is not exposed for tabs`)];
      }),
  },
  {
    id: 'page-component-exposed',
    refused: 'a component on a Lightning page of a kind it is not exposed for',
    message: "The '{component}' component isn't available for {page} pages",
    source: 'Lightning Web Components Developer Guide, XML Configuration File Elements',
    remedy: 'Set <isExposed>true</isExposed> and add the target of this kind of page.',
    check: (model) =>
      model.of('flexipage').flatMap((file) => {
        const target = PAGE_TARGETS[textOf(file.root, 'type') ?? ''];
        return pageComponents(file).flatMap((instance) => {
          const name = textOf(instance, 'componentName') ?? '';
          const root = ownComponent(model, name)?.metadata?.root;
          const targets = root
            ? descendants(root)
                .filter((each) => each.name === 'target')
                .map((each) => each.text.trim())
            : [];
          const fits =
            root === undefined || (isTrue(root, 'isExposed') && (target === undefined || targets.includes(target)));
          return fits ? [] : [at(file, instance, `${name} is not exposed for ${target ?? 'pages'}`)];
        });
      }),
  },
  {
    id: 'page-component-property',
    refused: 'a property on a Lightning page that its component does not offer there',
    message: "The '{property}' property isn't valid for component '{component}'",
    source: 'Lightning Web Components Developer Guide, XML Configuration File Elements',
    remedy: 'Correct the name, or declare the property in the target configuration.',
    check: (model) =>
      model.of('flexipage').flatMap((file) =>
        pageComponents(file).flatMap((instance) => {
          const root = ownComponent(model, textOf(instance, 'componentName') ?? '')?.metadata?.root;
          if (root === undefined) return [];
          const offered = new Set(
            descendants(root)
              .filter((each) => each.name === 'property')
              .map((each) => each.attributes.name),
          );
          return childrenNamed(instance, 'componentInstanceProperties')
            .filter((property) => !offered.has(textOf(property, 'name') ?? ''))
            .map((property) => at(file, property, `The component has no property ${textOf(property, 'name') ?? ''}`));
        }),
      ),
  },
  {
    id: 'record-page-object',
    refused: 'a record page without its object',
    message: 'Required fields are missing: [sobjectType]',
    source: 'Metadata API Developer Guide, FlexiPage',
    remedy: 'Add <sobjectType>.',
    check: (model) =>
      model
        .of('flexipage')
        .filter((file) => textOf(file.root, 'type') === 'RecordPage' && !textOf(file.root, 'sobjectType'))
        .map((file) => at(file, child(file, 'type'), 'The record page names no object')),
  },
  {
    id: 'app-complete',
    refused: 'a Lightning app without navigation type, form factors or a short label',
    message: 'Required field is missing: navType / formFactors; Label: max length 40',
    source: 'Metadata API Developer Guide, CustomApplication',
    remedy: 'Give <uiType>Lightning</uiType>, <navType>, <formFactors> and a label of at most 40 characters.',
    check: (model) =>
      model.of('app').flatMap((file) => {
        const lacking =
          textOf(file.root, 'uiType') === 'Lightning'
            ? ['navType', 'formFactors'].filter((name) => !childNamed(file.root, name))
            : [];
        const long =
          (textOf(file.root, 'label') ?? '').length > 40
            ? [at(file, child(file, 'label'), 'The label is longer than 40 characters')]
            : [];
        return [...lacking.map((name) => at(file, undefined, `The app has no <${name}>`)), ...long];
      }),
  },
];

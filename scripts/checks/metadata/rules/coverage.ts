/** What people can reach: every field in a layout and in the Admin permission set, with help; every class, tab and app granted. */
import { type ApexClass, isTestClass } from '../../apex/classes.ts';
import { childNamed, isTrue } from '../../project/xml.ts';
import {
  at,
  child,
  childrenNamed,
  classesThat,
  descendants,
  fieldsThat,
  type PackageModel,
  textOf,
} from '../../rules/package-model.ts';
import type { Rule } from '../../rules/rule.ts';
import { ACTIVITY_OBJECTS, type OwnField, type OwnObject } from '../../schema/own-objects.ts';

const SOURCE = 'a rule of this project';
/** The permission set that must hold everything an admin sees: the one whose name ends so. */
const ADMIN = 'Admin';
const UI_ANNOTATIONS = [
  '@auraenabled',
  '@invocablemethod',
  '@restresource',
  '@httpget',
  '@httppost',
  '@httpput',
  '@httppatch',
  '@httpdelete',
];

const hasLayout = (object: OwnObject | undefined): boolean => object?.kind === 'custom';
const isGrantable = ({ required, type }: OwnField, object: OwnObject | undefined): boolean =>
  !required && type !== 'MasterDetail' && (object?.kind === 'custom' || object?.kind === 'standard');

const granted = (
  model: PackageModel,
  element: string,
  key: string,
  on: string,
  sets = model.of('permissionset'),
): ReadonlySet<string> =>
  new Set(
    sets.flatMap(({ root }) =>
      childrenNamed(root, element)
        .filter((entry) => on === '' || textOf(entry, on) !== 'false')
        .map((entry) => textOf(entry, key) ?? ''),
    ),
  );

const permissionNames = ({ object, name }: OwnField): readonly string[] =>
  (object === 'Activity' ? ACTIVITY_OBJECTS : [object]).map((each) => `${each}.${name}`);

const isEntryPoint = ({ methods, modifiers }: ApexClass): boolean =>
  [
    ...modifiers,
    ...methods.filter((method) => method.modifiers.includes('static')).flatMap((method) => method.modifiers),
  ].some((modifier) => UI_ANNOTATIONS.some((each) => modifier.startsWith(each)));

const place = (
  model: PackageModel,
  suffix: string,
  element: string,
  key: string,
  on: string,
  what: (name: string) => string,
) => {
  const names = granted(model, element, key, on);
  return model
    .of(suffix)
    .filter(({ name }) => !names.has(name))
    .map((file) => at(file, undefined, what(file.name)));
};

export const coverageRules: readonly Rule[] = [
  {
    id: 'field-not-in-layout',
    refused: 'a custom field that is on no layout of its object',
    source: SOURCE,
    remedy: 'Add it to a layout (read-only where people must not edit it).',
    check: (model) => {
      const shown = new Set(
        model.of('layout').flatMap((file) =>
          descendants(file.root)
            .filter(({ name }) => name === 'field')
            .map(({ text }) => `${decodeURIComponent(file.name).split('-')[0] ?? ''}.${text.trim()}`),
        ),
      );
      return fieldsThat(
        model,
        ({ object, name }, owner) =>
          hasLayout(owner) && !shown.has(`${object}.${name}`) ? `${object}.${name} is on no layout` : undefined,
        'fullName',
      );
    },
  },
  {
    id: 'field-not-in-admin-set',
    refused: 'a custom field that the Admin permission set does not grant',
    source: SOURCE,
    remedy: 'Add <fieldPermissions> to the Admin permission set.',
    check: (model) => {
      const admin = granted(
        model,
        'fieldPermissions',
        'field',
        'readable',
        model.of('permissionset').filter(({ name }) => name.endsWith(ADMIN)),
      );
      return fieldsThat(
        model,
        (field, owner) => {
          const lacking = isGrantable(field, owner)
            ? permissionNames(field).find((name) => !admin.has(name))
            : undefined;
          return lacking && `The Admin permission set does not grant ${lacking}`;
        },
        'fullName',
      );
    },
  },
  {
    id: 'object-not-in-admin-set',
    refused: 'a custom object or platform event that the Admin permission set does not grant',
    source: SOURCE,
    remedy: 'Add <objectPermissions> to the Admin permission set.',
    check: (model) => {
      const admin = granted(
        model,
        'objectPermissions',
        'object',
        'allowRead',
        model.of('permissionset').filter(({ name }) => name.endsWith(ADMIN)),
      );
      return model.objects.flatMap(({ kind, name, file }) =>
        kind === 'custom' && file && !admin.has(name)
          ? [at(file, undefined, `The Admin permission set does not grant ${name}`)]
          : [],
      );
    },
  },
  {
    id: 'missing-help-text',
    refused: 'a field that an admin sees without help text',
    source: SOURCE,
    remedy: 'Add <inlineHelpText>: what it holds, and where it comes from.',
    check: (model) =>
      fieldsThat(
        model,
        ({ file, name }, owner) =>
          owner !== undefined && owner.kind !== 'event' && name.includes('__') && !textOf(file.root, 'inlineHelpText')
            ? `${name} has no help text`
            : undefined,
        'label',
      ),
  },
  {
    id: 'missing-description',
    refused: 'a custom object or permission set without description',
    source: SOURCE,
    remedy: 'Add <description>.',
    check: (model) => [
      ...model.objects.flatMap(({ kind, file, name }) =>
        kind !== 'standard' && file && !textOf(file.root, 'description')
          ? [at(file, child(file, 'label'), `${name} has no description`)]
          : [],
      ),
      ...model
        .of('permissionset')
        .filter(({ root }) => !textOf(root, 'description'))
        .map((file) => at(file, child(file, 'label'), `${file.name} has no description`)),
    ],
  },
  {
    id: 'class-not-in-permission-set',
    refused: 'a class that components, flows or REST callers need and no permission set grants',
    source: SOURCE,
    remedy: 'Add <classAccesses> to a permission set.',
    check: (model) => {
      const names = granted(model, 'classAccesses', 'apexClass', 'enabled');
      return classesThat(model, (each) =>
        each.outer === undefined && !isTestClass(each) && isEntryPoint(each) && !names.has(each.name)
          ? `No permission set grants ${each.name}`
          : undefined,
      );
    },
  },
  {
    id: 'tab-not-in-permission-set',
    refused: 'a tab that no permission set shows',
    source: SOURCE,
    remedy: 'Add <tabSettings> to a permission set.',
    check: (model) =>
      place(model, 'tab', 'tabSettings', 'tab', '', (name) => `No permission set shows the tab ${name}`),
  },
  {
    id: 'app-not-in-permission-set',
    refused: 'an app that no permission set shows',
    source: SOURCE,
    remedy: 'Add <applicationVisibilities> to a permission set.',
    check: (model) =>
      place(
        model,
        'app',
        'applicationVisibilities',
        'application',
        'visible',
        (name) => `No permission set shows the app ${name}`,
      ),
  },
  {
    id: 'custom-permission-not-granted',
    refused: 'a custom permission that no permission set grants',
    source: SOURCE,
    remedy: 'Add <customPermissions> to a permission set.',
    check: (model) =>
      place(
        model,
        'customPermission',
        'customPermissions',
        'name',
        'enabled',
        (name) => `No permission set grants ${name}`,
      ),
  },
  {
    id: 'object-without-layout',
    refused: 'a custom object without a page layout',
    source: SOURCE,
    remedy: 'Add a layout called `<Object>-<Label> Layout`.',
    check: (model) => {
      const objects = new Set([...model.names('layout')].map((name) => name.split('-')[0]));
      return model.objects.flatMap(({ kind, name, file }) =>
        kind === 'custom' && file && !objects.has(name)
          ? [at(file, childNamed(file.root, 'label'), `${name} has no layout`)]
          : [],
      );
    },
  },
  {
    id: 'list-view-shared',
    refused: 'a custom object without a list view of all records',
    source: SOURCE,
    remedy: 'Add a list view All with the scope Everything.',
    check: (model) => {
      const objects = new Set(
        model
          .of('listView')
          .filter(({ root }) => textOf(root, 'filterScope') === 'Everything')
          .map(({ path }) => path.split('/').at(-3)),
      );
      return model.objects.flatMap(({ kind, name, file }) =>
        kind === 'custom' && file && isTrue(file.root, 'enableSearch') && !objects.has(name)
          ? [at(file, childNamed(file.root, 'label'), `${name} has no list view of all records`)]
          : [],
      );
    },
  },
];

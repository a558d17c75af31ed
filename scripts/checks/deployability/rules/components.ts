/** What Salesforce refuses about Lightning Web Components, labels, translations and static resources. */
import { readScript } from '../../lwc-references/script.ts';
import { childNamed, isTrue } from '../../project/xml.ts';
import {
  at,
  child,
  childrenNamed,
  descendants,
  type PackageModel,
  repeated,
  textOf,
} from '../../rules/package-model.ts';
import type { Place, Rule } from '../../rules/rule.ts';
import type { Component } from '../../lwc-references/components.ts';
import type { Metadata } from '../../rules/package-model.ts';

const LWC = 'Lightning Web Components Developer Guide, XML Configuration File Elements';
const FOLDER = 'Lightning Web Components Developer Guide, Component Folder';
const LABELS = 'Metadata API Developer Guide, CustomLabels';
const TARGETS = new Set([
  'lightning__AppPage',
  'lightning__HomePage',
  'lightning__RecordPage',
  'lightning__Tab',
  'lightning__UtilityBar',
  'lightning__FlowScreen',
  'lightning__RecordAction',
  'lightning__GlobalAction',
  'lightning__UrlAddressable',
  'lightning__Inbox',
  'lightning__VoiceExtension',
  'lightning__EnablementProgram',
  'lightning__ChannelMenu',
  'lightning__dashboardWidget',
  'lightning__ServiceCloudVoiceToolkitApi',
  'lightning__AgentforceInput',
  'lightning__AgentforceOutput',
  'lightningCommunity__Page',
  'lightningCommunity__Default',
  'lightningCommunity__Page_Layout',
  'lightningCommunity__Theme_Layout',
  'lightningSnapin__MessagingPreChat',
  'lightningSnapin__PreChat',
  'lightningSnapin__ChatMessage',
  'lightningSnapin__Minimized',
  'lightningSnapin__ChatHeader',
  'analytics__Dashboard',
  'lightningStatic__Email',
]);
const PAGE_TYPES = new Set(['Boolean', 'Integer', 'String', 'Color']);
const WITH_OBJECTS = new Set([
  'lightning__RecordPage',
  'lightning__RecordAction',
  'lightningCommunity__Page',
  'lightningCommunity__Default',
]);

const withMetadata = (model: PackageModel): readonly (Component & { metadata: Metadata })[] =>
  model.components.filter(
    (component): component is Component & { metadata: Metadata } => component.metadata !== undefined,
  );

const configurations = (model: PackageModel) =>
  withMetadata(model).flatMap((component) =>
    descendants(component.metadata.root)
      .filter(({ name }) => name === 'targetConfig')
      .map((config) => ({
        component,
        config,
        targets: (config.attributes.targets ?? '').split(',').map((target) => target.trim()),
      })),
  );

const folderPlace = ({ folder, scripts }: Component, what: string): Place => ({
  file: scripts[0] ?? folder,
  line: 1,
  what,
});

const labels = (model: PackageModel) =>
  model.of('labels').flatMap((file) => childrenNamed(file.root, 'labels').map((label) => ({ file, label })));

const tooLong = (model: PackageModel, element: string, most: number): readonly Place[] =>
  labels(model).flatMap(({ file, label }) =>
    (textOf(label, element) ?? '').length > most
      ? [at(file, childNamed(label, element), `<${element}> is longer than ${most} characters`)]
      : [],
  );

export const componentRules: readonly Rule[] = [
  {
    id: 'component-name',
    refused: 'a component folder whose name does not start with a small letter, or holds a hyphen or other sign',
    message:
      'Unexpected module name: must begin with a lowercase letter and contain only alphanumeric or underscore characters',
    source: FOLDER,
    remedy: 'Rename the folder and its files in camel case.',
    check: (model) =>
      model.components
        .filter(({ name }) => !/^[a-z](?:_?[A-Za-z0-9])*$/.test(name))
        .map((component) => folderPlace(component, `${component.name} is no legal component name`)),
  },
  {
    id: 'component-files',
    refused: 'a component without a script of its own name or without its configuration',
    message: 'Cannot find Lightning Component Bundle {name} / no .js-meta.xml',
    source: FOLDER,
    remedy: 'Name the script and its configuration like the folder.',
    check: (model) =>
      model.components.flatMap((component) => {
        const { name, folder, scripts, metadata } = component;
        const css = [...model.project.files.keys()].some((path) => path === `${folder}/${name}.css`);
        if (!css && !scripts.includes(`${folder}/${name}.js`))
          return [folderPlace(component, `There is no ${name}.js`)];
        return metadata?.path === `${folder}/${name}.js-meta.xml`
          ? []
          : [folderPlace(component, `There is no ${name}.js-meta.xml`)];
      }),
  },
  {
    id: 'component-target',
    refused: 'a target that does not exist',
    message: 'Invalid target: {target}',
    source: LWC,
    remedy: 'Correct the name of the target.',
    check: (model) =>
      withMetadata(model).flatMap(({ metadata }) =>
        descendants(metadata.root)
          .filter((each) => each.name === 'target' && !TARGETS.has(each.text.trim()))
          .map((each) => at(metadata, each, `There is no target ${each.text.trim()}`)),
      ),
  },
  {
    id: 'component-target-config',
    refused: 'a target configuration for a target that the component does not have',
    message: "The target '{target}' in targetConfig isn't declared in targets",
    source: LWC,
    remedy: 'Add the target to <targets>, or remove its configuration.',
    check: (model) =>
      configurations(model).flatMap(({ component, config, targets }) => {
        const declared = new Set(
          descendants(component.metadata.root)
            .filter(({ name }) => name === 'target')
            .map(({ text }) => text.trim()),
        );
        return targets
          .filter((target) => !declared.has(target))
          .map((target) => at(component.metadata, config, `${target} is not among the targets`));
      }),
  },
  {
    id: 'component-exposed-without-target',
    refused: 'a component that is exposed and has no target',
    message: 'isExposed is true but no targets are specified',
    source: LWC,
    remedy: 'Add <targets>, or set isExposed to false.',
    check: (model) =>
      withMetadata(model)
        .filter(
          ({ metadata }) =>
            isTrue(metadata.root, 'isExposed') && !descendants(metadata.root).some(({ name }) => name === 'target'),
        )
        .map(({ metadata }) => at(metadata, child(metadata, 'isExposed'), 'The component is exposed for nothing')),
  },
  {
    id: 'component-property-type',
    refused: 'a property type that the kind of page does not know',
    message: "The 'type' attribute of property '{name}' isn't supported for target {target}",
    source: LWC,
    remedy: 'Use String, Integer, Boolean or Color on pages; anything else only in flow screens.',
    check: (model) =>
      configurations(model)
        .filter(({ targets }) => !targets.some((target) => target.includes('Flow') || target.includes('Agentforce')))
        .flatMap(({ component, config }) =>
          childrenNamed(config, 'property')
            .filter((property) => !PAGE_TYPES.has(property.attributes.type ?? ''))
            .map((property) =>
              at(component.metadata, property, `A property cannot be of type ${property.attributes.type ?? 'none'}`),
            ),
        ),
  },
  {
    id: 'component-property-declared',
    refused: 'a configured property that the component does not publish',
    message: "The property '{name}' isn't found in the component's JavaScript class",
    source: LWC,
    remedy: 'Add `@api name` to the class, or remove the property.',
    check: (model) =>
      configurations(model).flatMap(({ component, config }) => {
        const script = component.scripts.find((path) => path.endsWith(`/${component.name}.js`));
        const { api } = readScript(script ?? '', model.project.files.get(script ?? '') ?? '');
        return childrenNamed(config, 'property')
          .filter((property) => !api.has(property.attributes.name ?? ''))
          .map((property) =>
            at(component.metadata, property, `The class has no @api ${property.attributes.name ?? ''}`),
          );
      }),
  },
  {
    id: 'component-objects',
    refused: 'a list of objects for a target that is no record page or action',
    message: "The 'objects' tag isn't supported for target {target}",
    source: LWC,
    remedy: 'Move <objects> to the configuration of the record page.',
    check: (model) =>
      configurations(model)
        .filter(
          ({ config, targets }) =>
            childNamed(config, 'objects') && !targets.every((target) => WITH_OBJECTS.has(target)),
        )
        .map(({ component, config }) =>
          at(component.metadata, childNamed(config, 'objects'), 'Only record pages and record actions take objects'),
        ),
  },
  {
    id: 'component-own-namespace',
    refused: 'a component of the package imported by the package’s own namespace',
    message: 'No MODULE named markup://{namespace}:{name} found',
    source: 'Lightning Web Components Developer Guide, Namespaces: use c inside a package',
    remedy: 'Write c/name and <c-name>.',
    check: (model) => {
      const { namespace, files } = model.project;
      if (namespace === '') return [];
      return model.components.flatMap(({ scripts, templates }) =>
        [...scripts, ...templates].flatMap((file) =>
          (files.get(file) ?? '')
            .split('\n')
            .flatMap((text, index) =>
              new RegExp(`from '${namespace}/|<${namespace}-`).test(text)
                ? [{ file, line: index + 1, what: 'The component is named by the package’s namespace' }]
                : [],
            ),
        ),
      );
    },
  },
  {
    id: 'label-value-length',
    refused: 'a custom label of more than 1,000 characters',
    message: 'Value: data value too large (max length=1000)',
    source: LABELS,
    remedy: 'Shorten the text or split it.',
    check: (model) => tooLong(model, 'value', 1000),
  },
  {
    id: 'label-name-length',
    refused: 'a label name or short description of more than 80 characters',
    message: 'Short Description: data value too large (max length=80)',
    source: LABELS,
    remedy: 'Shorten it to 80 characters.',
    check: (model) => [...tooLong(model, 'fullName', 80), ...tooLong(model, 'shortDescription', 80)],
  },
  {
    id: 'label-repeated',
    refused: 'two labels of one name',
    message: 'Duplicate name specified: {name}',
    source: LABELS,
    remedy: 'Keep one of them.',
    check: (model) => {
      const all = labels(model);
      return repeated(
        all.map(({ label }) => label),
        'fullName',
      ).map((label) =>
        at(
          all.find((each) => each.label === label)?.file ?? {
            path: '',
            name: '',
            suffix: '',
            root: undefined,
            error: undefined,
          },
          label,
          `${textOf(label, 'fullName') ?? ''} exists twice`,
        ),
      );
    },
  },
  {
    id: 'label-language',
    refused: 'a label in something that is no language of the platform',
    message: "'{language}' is not a valid value for the enum 'Language'",
    source: LABELS,
    remedy: 'Use a platform language such as en_US or de.',
    check: (model) =>
      labels(model)
        .filter(({ label }) => !/^[a-z]{2,3}(_[A-Z]{2})?$/.test(textOf(label, 'language') ?? ''))
        .map(({ file, label }) => at(file, childNamed(label, 'language') ?? label, 'The label has no legal language')),
  },
  {
    id: 'translation-of-label',
    refused: 'a translation of a label that does not exist',
    message: 'In field: name - no CustomLabel named {name} found',
    source: 'Metadata API Developer Guide, Translations',
    remedy: 'Correct the name, or remove the translation.',
    check: (model) => {
      const names = new Set(labels(model).map(({ label }) => textOf(label, 'fullName')));
      return model.of('translation').flatMap((file) =>
        childrenNamed(file.root, 'customLabels')
          .filter((label) => !names.has(textOf(label, 'name')))
          .map((label) => at(file, label, `There is no label ${textOf(label, 'name') ?? ''}`)),
      );
    },
  },
  {
    id: 'translation-length',
    refused: 'a translated label of more than 1,000 characters',
    message: 'Label translation: data value too large (max length=1000)',
    source: 'Metadata API Developer Guide, Translations',
    remedy: 'Shorten the translation.',
    check: (model) =>
      model.of('translation').flatMap((file) =>
        childrenNamed(file.root, 'customLabels')
          .filter((label) => (textOf(label, 'label') ?? '').length > 1000)
          .map((label) => at(file, label, 'The translation is longer than 1,000 characters')),
      ),
  },
  {
    id: 'static-resource-complete',
    refused: 'a static resource without content type or without its file',
    message: 'Required field is missing: contentType / static resource content not found',
    source: 'Metadata API Developer Guide, StaticResource',
    remedy: 'Add <contentType> and the file beside it.',
    check: (model) =>
      model.of('resource').flatMap((file) => {
        if (!textOf(file.root, 'contentType')) return [at(file, undefined, 'The resource has no content type')];
        const stem = file.path.replace(/\.resource-meta\.xml$/, '');
        return [...model.project.files.keys()].some(
          (path) => path !== file.path && (path.startsWith(`${stem}.`) || path.startsWith(`${stem}/`)),
        )
          ? []
          : [at(file, undefined, 'The resource has no content')];
      }),
  },
];

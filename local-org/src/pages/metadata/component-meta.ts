import { filesEnding, type SourceFile } from '../../project/source-files.ts';
import { childrenOf, readXml, textOf } from '../../schema/metadata/xml.ts';

/** A property of a component that an administrator can set. */
export interface DesignProperty {
  readonly name: string;
  readonly type: string;
  readonly default?: string;
}

/** What the metadata of a component says. */
export interface ComponentMeta {
  readonly name: string;
  readonly label: string;
  readonly isExposed: boolean;
  /** By target, e.g. `lightning__RecordPage`. */
  readonly properties: ReadonlyMap<string, readonly DesignProperty[]>;
}

const designProperties = (root: ReturnType<typeof readXml>): ComponentMeta['properties'] => {
  const byTarget = new Map<string, readonly DesignProperty[]>();
  for (const config of childrenOf(root, 'targetConfigs').flatMap((configs) => childrenOf(configs, 'targetConfig'))) {
    const properties = childrenOf(config, 'property').map(({ attributes }) => ({
      name: attributes.name ?? '',
      type: attributes.type ?? 'String',
      ...(attributes.default === undefined ? {} : { default: attributes.default }),
    }));
    for (const target of (config.attributes.targets ?? '').split(',')) byTarget.set(target.trim(), properties);
  }
  return byTarget;
};

/** The metadata of a project's Lightning Web Components, by name. */
export const readComponentMeta = (files: readonly SourceFile[]): ReadonlyMap<string, ComponentMeta> =>
  new Map(
    filesEnding(files, '.js-meta.xml').map((file) => {
      const root = readXml(file.path, 'LightningComponentBundle');
      return [
        file.fullName,
        {
          name: file.fullName,
          label: textOf(root, 'masterLabel') ?? file.fullName,
          isExposed: textOf(root, 'isExposed') === 'true',
          properties: designProperties(root),
        },
      ];
    }),
  );

const typed = ({ type }: DesignProperty, text: string): unknown => {
  if (type === 'Boolean') return text === 'true';
  if (type === 'Integer') return text === '' ? undefined : Number(text);
  return text;
};

/** The values a component starts with: what the page gives it, else the defaults of its metadata. */
export const designValues = (
  meta: ComponentMeta | undefined,
  target: string,
  given: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> => {
  const declared = meta?.properties.get(target) ?? [];
  const values: Record<string, unknown> = {};
  for (const property of declared) {
    const text = given.get(property.name) ?? property.default;
    if (text !== undefined) values[property.name] = typed(property, text);
  }
  return values;
};

import { readXml, textOf } from '../schema/metadata/xml.ts';
import { ProjectError } from './sfdx-project.ts';
import { filesEnding, type SourceFile } from './source-files.ts';

/** What a PlatformEventSubscriberConfig says of one event trigger. */
export interface EventSubscriberConfig {
  /** Name of the trigger, without namespace. */
  readonly trigger: string;
  /** 1 to 2,000; undefined = 2,000. */
  readonly batchSize?: number;
  /** Username of the running user; undefined = Automated Process. */
  readonly username?: string;
}

/**
 * Reads `*.platformEventSubscriberConfig-meta.xml`.
 * @returns the configurations by lower-cased trigger name
 */
export const readEventSubscriberConfigs = (
  files: readonly SourceFile[],
): ReadonlyMap<string, EventSubscriberConfig> => {
  const configs = new Map<string, EventSubscriberConfig>();
  for (const file of filesEnding(files, '.platformEventSubscriberConfig-meta.xml')) {
    const node = readXml(file.path, 'PlatformEventSubscriberConfig');
    const consumer = textOf(node, 'platformEventConsumer');
    if (consumer === undefined) throw new ProjectError(`${file.relativePath} names no platformEventConsumer`);
    const trigger = consumer.replace(/^.*__/, '');
    const size = textOf(node, 'batchSize');
    const batchSize = size === undefined ? undefined : Number(size);
    if (batchSize !== undefined && !(Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= 2000)) {
      throw new ProjectError(`${file.relativePath}: batchSize must be between 1 and 2000`);
    }
    const username = textOf(node, 'user');
    configs.set(trigger.toLowerCase(), {
      trigger,
      ...(batchSize === undefined ? {} : { batchSize }),
      ...(username === undefined ? {} : { username }),
    });
  }
  return configs;
};

import { childOf, readXml, textOf } from '../schema/metadata/xml.ts';
import { SObject } from '../values/sobject.ts';
import { filesEnding, type SourceFile } from './source-files.ts';

const ENDING = '.cachePartition-meta.xml';

/** The platform cache partitions of the project, as the rows that Apex finds them by. */
export const cachePartitionRecords = (files: readonly SourceFile[], namespace: string): SObject[] =>
  filesEnding(files, ENDING).map((file) => {
    const root = readXml(file.path, 'PlatformCachePartition');
    return new SObject('PlatformCachePartition')
      .set('DeveloperName', file.fullName)
      .set('MasterLabel', textOf(root, 'masterLabel') ?? file.fullName)
      .set('NamespacePrefix', namespace === '' ? null : namespace)
      .set('Language', 'en_US')
      .set('Description', childOf(root, 'description')?.text ?? null)
      .set('IsDefaultPartition', textOf(root, 'isDefaultPartition') === 'true');
  });

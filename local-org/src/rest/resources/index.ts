import type { Resource } from '../api.ts';
import { batch } from './batch.ts';
import { collectionOfType, collections, collectionUpsert } from './collections.ts';
import { composite } from './composite.ts';
import { describe, describeGlobal } from './describe.ts';
import { limits } from './limits.ts';
import { query, queryAll, queryMore } from './query.ts';
import { externalIdResource, objectResource, recordResource } from './records.ts';
import { subscriberConfigList, subscriberConfigResource } from './subscriber-config.ts';
import { executeAnonymous, toolingList, toolingQuery } from './tooling.ts';
import { tree } from './tree.ts';
import { resourceList } from './versions.ts';

/** Everything below `/services/data/vNN.0/`. The first that matches answers: fixed paths come before `:names`. */
export const resources: readonly Resource[] = [
  resourceList,
  limits,
  query,
  queryAll,
  queryMore,
  composite,
  batch,
  tree,
  collections,
  collectionOfType,
  collectionUpsert,
  toolingList,
  toolingQuery,
  executeAnonymous,
  subscriberConfigList,
  subscriberConfigResource,
  describeGlobal,
  describe,
  objectResource,
  recordResource,
  externalIdResource,
];

import type { ObjectDefinition } from '../model.ts';
import { activityObjects, sharedActivityObjects } from './activities.ts';
import { contentObjects } from './content.ts';
import { platformObjects } from './platform.ts';
import { productObjects } from './products.ts';
import { salesObjects } from './sales.ts';
import { serviceObjects } from './service.ts';
import { userObjects } from './users.ts';

/** Optional features of an org that decide which standard objects it has. */
export interface OrgFeatures {
  /** Tasks and events may have several people: TaskRelation and EventRelation exist. */
  readonly sharedActivities?: boolean;
}

/** The standard objects of an org with the given features. */
export const standardObjectsOf = (features: OrgFeatures): readonly ObjectDefinition[] => [
  ...salesObjects,
  ...activityObjects,
  ...(features.sharedActivities ? sharedActivityObjects : []),
  ...userObjects,
  ...contentObjects,
  ...serviceObjects,
  ...productObjects,
  ...platformObjects,
];

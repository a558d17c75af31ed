import type { ObjectDefinition } from '../model.ts';
import { activityObjects, sharedActivities, sharedActivityObjects } from './activities.ts';
import { automationObjects } from './automation.ts';
import { catalogObjects } from './catalog.ts';
import { contactPointObjects } from './contact-points.ts';
import { contentObjects } from './content.ts';
import { historyObjects } from './histories.ts';
import { withPersonAccounts } from './person-accounts.ts';
import { platformObjects } from './platform.ts';
import { productObjects } from './products.ts';
import { salesObjects } from './sales.ts';
import { serviceObjects } from './service.ts';
import { sessionObjects } from './sessions.ts';
import { userObjects } from './users.ts';

/** Optional features of an org that decide which standard objects it has. */
export interface OrgFeatures {
  /** Tasks and events may have several people: TaskRelation, EventRelation and their id lists exist. Default: off. */
  readonly sharedActivities?: boolean;
  /** ContentNote exists. Default: on, as in orgs made since 2015. */
  readonly enhancedNotes?: boolean;
  /** An account may be a person, with a contact of its own. Default: off. */
  readonly personAccounts?: boolean;
  /** Salesforce's standard duplicate rules (true), or a list of rules. Default: only those of the project's metadata. */
  readonly duplicateRules?: boolean | readonly ('standard' | SimpleDuplicateRule)[];
}

/** A duplicate rule of exact matches, where the metadata of one would be too much. */
export interface SimpleDuplicateRule {
  readonly object: string;
  /** Fields that must all be equal, ignoring case; empty fields match nothing. */
  readonly fields: readonly string[];
  readonly onCreate: 'alert' | 'block' | 'report';
  readonly onEdit: 'alert' | 'block' | 'report';
}

/** The standard objects of an org with the given features. */
export const standardObjectsOf = (features: OrgFeatures): readonly ObjectDefinition[] => {
  const objects = allObjects(features).filter(
    (object) => object.name !== 'ContentNote' || features.enhancedNotes !== false,
  );
  return features.personAccounts ? withPersonAccounts(objects) : objects;
};

const allObjects = (features: OrgFeatures): readonly ObjectDefinition[] => [
  ...salesObjects,
  ...(features.sharedActivities ? [...sharedActivities(), ...sharedActivityObjects] : activityObjects),
  ...userObjects,
  ...contentObjects,
  ...serviceObjects,
  ...productObjects,
  ...platformObjects,
  ...catalogObjects,
  ...sessionObjects,
  ...automationObjects,
  ...contactPointObjects,
  ...historyObjects,
];

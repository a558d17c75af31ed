import type { ObjectDefinition } from '../../schema/model.ts';
import type { Work } from '../dml/work.ts';
import type { Engine } from '../engine.ts';
import type { Layout } from '../store/layout.ts';
import { eventBehaviour, taskBehaviour } from './activities.ts';
import { contentBehaviours } from './content.ts';
import { contactRoleBehaviour, opportunityBehaviour } from './opportunities.ts';
import { personBehaviour } from './people.ts';
import { accountBehaviour } from './person-accounts.ts';
import { lineItemBehaviour, pricebookEntryBehaviour } from './products.ts';
import { caseBehaviour } from './service.ts';
import { shareBehaviour } from './shares.ts';

/** What Salesforce does by itself when it saves a record of a standard object. */
export interface StandardBehaviour {
  /** After the before triggers, before validation. */
  readonly beforeSave?: (engine: Engine, work: Work, layout: Layout) => void;
  /** After the record is stored, before the after triggers. */
  readonly afterSave?: (engine: Engine, work: Work, layout: Layout) => void;
}

const NONE: StandardBehaviour = {};

const BEHAVIOURS: Readonly<Record<string, StandardBehaviour>> = {
  Account: accountBehaviour,
  Contact: personBehaviour,
  Lead: personBehaviour,
  User: personBehaviour,
  Individual: personBehaviour,
  Task: taskBehaviour,
  Event: eventBehaviour,
  Opportunity: opportunityBehaviour,
  OpportunityContactRole: contactRoleBehaviour,
  Case: caseBehaviour,
  PricebookEntry: pricebookEntryBehaviour,
  OpportunityLineItem: lineItemBehaviour,
  ...contentBehaviours,
};

/** Objects whose own behaviour the local org does not have yet: writing them would leave wrong data behind. */
export const WITHOUT_BEHAVIOUR: ReadonlySet<string> = new Set([
  'AccountContactRelation',
  'CampaignMember',
  'EmailMessage',
  'EventRelation',
  'OpportunityTeamMember',
  'Order',
  'OrderItem',
  'TaskRelation',
]);

export const standardBehaviour = (object: ObjectDefinition): StandardBehaviour =>
  object.shares === undefined ? (BEHAVIOURS[object.name] ?? NONE) : shareBehaviour;

import { PROFILE_IDS } from '../ids-of-the-org.ts';

/** User permissions of people who work with records. */
const USUAL = ['ApiEnabled', 'EditEvent', 'EditTask'];

/** What an object permission allows, in the words of ObjectPermissions without `Permissions`. */
export interface ObjectRights {
  readonly create: boolean;
  readonly read: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly viewAllRecords: boolean;
  readonly modifyAllRecords: boolean;
  readonly viewAllFields: boolean;
}

const rights = (letters: string): ObjectRights => ({
  create: letters.includes('C'),
  read: letters.includes('R'),
  edit: letters.includes('E'),
  delete: letters.includes('D'),
  viewAllRecords: false,
  modifyAllRecords: false,
  viewAllFields: false,
});

const table = (letters: Readonly<Record<string, string>>): ReadonlyMap<string, ObjectRights> =>
  new Map(Object.entries(letters).map(([name, given]) => [name, rights(given)]));

/** Standard objects with permissions of their own, and those of the profile Standard User. */
export const STANDARD_USER_OBJECTS = table({
  Account: 'CRED',
  Asset: 'CRED',
  Campaign: 'R',
  Case: 'CRE',
  Contact: 'CRED',
  Contract: 'CRED',
  Document: 'R',
  Individual: 'CRED',
  Lead: 'CRED',
  Opportunity: 'CRED',
  Order: 'CRED',
  Pricebook2: 'R',
  Product2: 'R',
});

const readOnly: ReadonlyMap<string, ObjectRights> = new Map(
  [...STANDARD_USER_OBJECTS].map(([name]) => [name, rights('R')]),
);

/** Object permissions and user permissions of the profiles that come with an org, by id. */
export const STANDARD_PROFILES: Readonly<
  Record<string, { readonly objects: ReadonlyMap<string, ObjectRights>; readonly permissions: readonly string[] }>
> = {
  [PROFILE_IDS.standardUser]: { objects: STANDARD_USER_OBJECTS, permissions: USUAL },
  [PROFILE_IDS.marketingUser]: {
    objects: new Map([...STANDARD_USER_OBJECTS, ['Campaign', rights('CRED')]]),
    permissions: USUAL,
  },
  [PROFILE_IDS.solutionManager]: { objects: STANDARD_USER_OBJECTS, permissions: USUAL },
  [PROFILE_IDS.contractManager]: { objects: STANDARD_USER_OBJECTS, permissions: USUAL },
  [PROFILE_IDS.readOnly]: { objects: readOnly, permissions: ['ApiEnabled'] },
};

/** Standard fields that only administrators see until somebody else is permitted to: those of Data.com. */
export const HIDDEN_FIELDS: ReadonlySet<string> = new Set(
  ['DandbCompanyId', 'DunsNumber', 'NaicsCode', 'NaicsDesc', 'Tradestyle', 'TradeStyle', 'YearStarted'].map(
    (name) => `Account.${name}`,
  ),
);

/** Objects without permissions of their own: who may read the other one may read them, who may edit it may write them. */
export const FOLLOWS: Readonly<Record<string, string>> = {
  AccountContactRelation: 'Account',
  CampaignMember: 'Campaign',
  OpportunityContactRole: 'Opportunity',
  OpportunityLineItem: 'Opportunity',
  OpportunityTeamMember: 'Opportunity',
  OrderItem: 'Order',
  PricebookEntry: 'Pricebook2',
};

/** Tasks and events are for everybody; who may write them is a user permission. */
export const ACTIVITIES: Readonly<Record<string, 'editTask' | 'editEvent'>> = {
  Task: 'editTask',
  TaskRelation: 'editTask',
  Event: 'editEvent',
  EventRelation: 'editEvent',
};

/** Objects of the setup menu: everybody may read them, who manages users may write them. */
export const SETUP_OBJECTS: ReadonlySet<string> = new Set([
  'FieldPermissions',
  'Group',
  'GroupMember',
  'ObjectPermissions',
  'Organization',
  'PermissionSet',
  'PermissionSetAssignment',
  'PermissionSetGroup',
  'PermissionSetGroupComponent',
  'Profile',
  'QueueSobject',
  'RecordType',
  'SetupEntityAccess',
  'User',
  'UserRole',
]);

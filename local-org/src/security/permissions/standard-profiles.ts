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

/** Standard objects with permissions of their own, and those of the profile Standard User. */
export const STANDARD_USER_OBJECTS: ReadonlyMap<string, ObjectRights> = new Map(
  Object.entries({
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
  }).map(([name, letters]) => [name, rights(letters)]),
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

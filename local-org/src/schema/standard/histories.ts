import { standardObjects } from './table.ts';

const TRACKED: readonly (readonly [object: string, prefix: string, name: string, parent: string])[] = [
  ['Account', '016', 'AccountHistory', 'AccountId'],
  ['Contact', '03r', 'ContactHistory', 'ContactId'],
  ['Lead', '00v', 'LeadHistory', 'LeadId'],
  ['Opportunity', '017', 'OpportunityFieldHistory', 'OpportunityId'],
  ['Case', '018', 'CaseHistory', 'CaseId'],
  ['Contract', '02a', 'ContractHistory', 'ContractId'],
];

/**
 * Field histories: objects to be named and queried. Nothing tracks changes here, so that they have no rows but those
 * that tests make up in memory. Source: Object Reference, "StandardObjectNameHistory".
 */
export const historyObjects = standardObjects(
  TRACKED.map(
    ([object, prefix, name, parent]) => `
object ${name} ${prefix} "${object} History" "${object} History" bare fixed deletable
${parent} reference(${object}) children(${name === 'OpportunityFieldHistory' ? 'FieldHistories' : 'Histories'})
CreatedById reference(User)
CreatedDate datetime
Field !picklist(created|deleted)
DataType string(40)
OldValue any
NewValue any
`,
  ).join('\n'),
);

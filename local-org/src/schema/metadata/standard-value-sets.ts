import type { ObjectDefinition } from '../model.ts';
import type { ProjectFiles } from './project-files.ts';
import { loadStandardValueSets, standardValueOf } from './value-set.ts';

/** Fields that each standard value set feeds. Source: Metadata API Developer Guide, "StandardValueSet Names". */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  AccountRating: ['Account.Rating'],
  AccountType: ['Account.Type'],
  AccountOwnership: ['Account.Ownership'],
  AssetStatus: ['Asset.Status'],
  CampaignStatus: ['Campaign.Status'],
  CampaignType: ['Campaign.Type'],
  CampaignMemberStatus: ['CampaignMember.Status'],
  CaseOrigin: ['Case.Origin'],
  CasePriority: ['Case.Priority'],
  CaseReason: ['Case.Reason'],
  CaseStatus: ['Case.Status'],
  CaseType: ['Case.Type'],
  ContactRole: ['OpportunityContactRole.Role', 'AccountContactRelation.Roles'],
  OpportunityContactRole: ['OpportunityContactRole.Role'],
  ContractStatus: ['Contract.Status'],
  EventSubject: ['Event.Subject'],
  EventType: ['Event.Type'],
  Industry: ['Account.Industry', 'Lead.Industry'],
  LeadSource: ['Account.AccountSource', 'Contact.LeadSource', 'Lead.LeadSource', 'Opportunity.LeadSource'],
  LeadStatus: ['Lead.Status'],
  OpportunityStage: ['Opportunity.StageName'],
  OpportunityType: ['Opportunity.Type'],
  OrderStatus: ['Order.Status'],
  OrderType: ['Order.Type'],
  Product2Family: ['Product2.Family'],
  Salutation: ['Contact.Salutation', 'Lead.Salutation'],
  SalesTeamRole: ['OpportunityTeamMember.TeamMemberRole'],
  TaskPriority: ['Task.Priority'],
  TaskStatus: ['Task.Status'],
  TaskSubject: ['Task.Subject'],
  TaskType: ['Task.Type'],
};

/** Replaces the values of standard picklists by those of the project's standard value sets. */
export const applyStandardValueSets = (
  objects: Map<string, ObjectDefinition>,
  files: ProjectFiles,
  unsupported: string[],
): void => {
  for (const [name, values] of loadStandardValueSets(files)) {
    const targets = FIELDS[name];
    if (!targets) {
      unsupported.push(`standard value set ${name}`);
      continue;
    }
    for (const target of targets) {
      const [objectName = '', fieldName = ''] = target.toLowerCase().split('.');
      const object = objects.get(objectName);
      const field = object?.fields.get(fieldName);
      if (!object || !field) continue;
      const fields = new Map(object.fields).set(fieldName, { ...field, picklistValues: values.map(standardValueOf) });
      objects.set(objectName, { ...object, fields });
    }
  }
};

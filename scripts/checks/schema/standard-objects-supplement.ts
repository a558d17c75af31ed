/**
 * What the type library does not say: objects it lacks, columns it lacks, and columns that cannot be filtered.
 * Source of each: the Object Reference for the Salesforce Platform, API 65.0.
 */
import type { Column, ColumnType, ObjectSchema } from './schema.ts';

interface Addition {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly parents?: Readonly<Record<string, string>>;
  readonly children?: Readonly<Record<string, string>>;
}

const AUDIT = {
  Id: 'Id',
  CreatedById: 'Id',
  CreatedDate: 'Datetime',
  LastModifiedById: 'Id',
  LastModifiedDate: 'Datetime',
} as const;

const additions: readonly Addition[] = [
  {
    name: 'ContentNote',
    columns: {
      ...AUDIT,
      Content: 'Blob',
      ContentModifiedDate: 'Datetime',
      ContentSize: 'Integer',
      FileExtension: 'String',
      FileType: 'String',
      IsDeleted: 'Boolean',
      IsReadOnly: 'Boolean',
      LastViewedDate: 'Datetime',
      LastReferencedDate: 'Datetime',
      LatestContentId: 'Id',
      LatestPublishedVersionId: 'Id',
      SystemModstamp: 'Datetime',
      OwnerId: 'Id',
      SharingPrivacy: 'String',
      TextPreview: 'LongText',
      Title: 'String',
    },
    parents: { CreatedBy: 'User', LastModifiedBy: 'User', Owner: 'User', LatestPublishedVersion: 'ContentVersion' },
  },
  { name: 'Task', columns: { RecordTypeId: 'Id' }, parents: { RecordType: 'RecordType' } },
  { name: 'Event', columns: { RecordTypeId: 'Id' }, parents: { RecordType: 'RecordType' } },
  { name: 'FlowExecutionErrorEvent', columns: { FlowExecutionDate: 'Datetime', ShouldSendEmail: 'Boolean' } },
  {
    name: 'EntityDefinition',
    columns: {},
    children: { Fields: 'FieldDefinition', RelationshipDomains: 'RelationshipDomain' },
  },
];

/** `Object.Field` of long text columns of the standard objects the package touches. */
export const unfilterable: ReadonlySet<string> = new Set([
  'Account.Description',
  'Contact.Description',
  'Lead.Description',
  'Opportunity.Description',
  'Task.Description',
  'Event.Description',
  'Campaign.Description',
  'CampaignMember.Description',
  'Event.Recurrence2PatternText',
  'Group.Description',
  'ContentDocument.Description',
  'ContentVersion.TagCsv',
  'ContentNote.Content',
  'Attachment.Body',
  'Note.Body',
  'Document.Body',
  'EmailMessage.TextBody',
  'EmailMessage.HtmlBody',
  'EmailMessage.Headers',
  'EmailTemplate.HtmlValue',
  'EmailTemplate.Body',
  'EmailTemplate.Markup',
  'Asset.Description',
  'Product2.Description',
  'Contract.SpecialTerms',
  'Contract.Description',
  'Order.Description',
  'ApexClass.Body',
  'ApexTrigger.Body',
  'ApexPage.Markup',
  'StaticResource.Body',
  'Topic.Description',
  'Case.Description',
  'ContentVersion.VersionData',
  'ContentVersion.TextPreview',
  'FlowDefinitionView.Description',
  'FlowVersionView.Description',
  'FlowExecutionErrorEvent.ErrorMessage',
  'ProcessDefinition.Description',
  'ProcessNode.Description',
  'ProcessInstanceStep.Comments',
  'BatchApexErrorEvent.Message',
  'BatchApexErrorEvent.StackTrace',
  'BatchApexErrorEvent.JobScope',
  'ListEmail.HtmlBody',
  'ListEmail.TextBody',
  'QuickText.Message',
]);

const withEntries = <T>(
  known: ReadonlyMap<string, T> | undefined,
  added: readonly (readonly [string, T])[],
): ReadonlyMap<string, T> =>
  new Map([...(known ?? []), ...added.map(([name, value]) => [name.toLowerCase(), value] as const)]);

/**
 * @param key lower-case object name
 * @param object what the type library has
 */
export const supplement = (key: string, object: ObjectSchema | undefined): ObjectSchema | undefined => {
  const addition = additions.find(({ name }) => name.toLowerCase() === key);
  if (addition === undefined) return object;
  const { name, columns, parents = {}, children = {} } = addition;
  return {
    name,
    custom: false,
    columns: withEntries<Column>(
      object?.columns,
      Object.entries(columns).map(([column, type]) => [column, { name: column, type, referenceTo: [] }]),
    ),
    parents: withEntries<readonly string[]>(
      object?.parents,
      Object.entries(parents).map(([relation, target]) => [relation, [target]]),
    ),
    children: withEntries<string>(object?.children, Object.entries(children)),
  };
};

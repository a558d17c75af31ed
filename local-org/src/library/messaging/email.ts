import type { PlatformClass } from '../platform-class.ts';
import { accessors, plainConstructor, properties, ValueObject } from '../value-object.ts';

const EMAIL = [
  'Boolean bccSender',
  'String emailPriority',
  'String replyTo',
  'Boolean saveAsActivity',
  'String senderDisplayName',
  'String subject',
  'Boolean useSignature',
];

const SINGLE = [
  'List<String> bccAddresses',
  'List<String> ccAddresses',
  'String charset',
  'List<String> entityAttachments',
  'List<Messaging.EmailFileAttachment> fileAttachments',
  'String htmlBody',
  'String inReplyTo',
  'String optOutPolicy',
  'Id orgWideEmailAddressId',
  'String plainTextBody',
  'String references',
  'Id targetObjectId',
  'Id templateId',
  'List<String> toAddresses',
  'Boolean treatBodiesAsTemplate',
  'Boolean treatTargetObjectAsRecipient',
  'Id whatId',
];

const MASS = ['String description', 'List<Id> targetObjectIds', 'Id templateId', 'List<Id> whatIds'];
const ATTACHMENT = ['Blob body', 'String contentType', 'String fileName', 'Boolean inline'];

/** Source: Apex Reference, "Email Class (Base Email Methods)": a signature and an activity unless switched off. */
const emailDefaults = (): Record<string, unknown> => ({ useSignature: true, saveAsActivity: true, bccSender: false });
const singleDefaults = (): Record<string, unknown> => ({
  ...emailDefaults(),
  treatBodiesAsTemplate: false,
  treatTargetObjectAsRecipient: true,
});

/** The messages that Apex sends. */
export const emailClasses: readonly PlatformClass[] = [
  {
    name: 'Messaging.Email',
    kind: 'class',
    abstract: true,
    representation: ValueObject,
    methods: accessors(EMAIL),
    properties: properties(EMAIL),
  },
  {
    name: 'Messaging.SingleEmailMessage',
    kind: 'class',
    extends: 'Messaging.Email',
    representation: ValueObject,
    constructors: plainConstructor(singleDefaults),
    methods: {
      ...accessors(SINGLE, ['treatBodiesAsTemplate', 'treatTargetObjectAsRecipient']),
      'String getTemplateName()': () => null,
      'Boolean isUserMail()': () => false,
    },
    properties: {
      ...properties(SINGLE),
      'String templateName': { get: () => null },
      'Boolean userMail': { get: () => false },
    },
    unsupported: [
      'Boolean getOneClickPost()',
      'void setOneClickPost(Boolean value)',
      'void setUnsubscribeComment(String value)',
      'void setUnsubscribeUrls(List<String> values)',
    ],
  },
  {
    name: 'Messaging.MassEmailMessage',
    kind: 'class',
    extends: 'Messaging.Email',
    representation: ValueObject,
    constructors: plainConstructor(emailDefaults),
    methods: accessors(MASS),
    properties: properties(MASS),
  },
  {
    name: 'Messaging.EmailFileAttachment',
    kind: 'class',
    representation: ValueObject,
    constructors: plainConstructor(() => ({ inline: false })),
    methods: { ...accessors(ATTACHMENT), 'Id getId()': () => null },
    properties: { ...properties(ATTACHMENT), 'Id id': { get: () => null } },
  },
];

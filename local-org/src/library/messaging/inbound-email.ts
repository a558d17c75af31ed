import { interfaceOf } from '../interface-of.ts';
import type { PlatformClass } from '../platform-class.ts';
import { plainConstructor, properties, ValueObject } from '../value-object.ts';

/** A class that only holds properties. */
const holder = (name: string, declarations: readonly string[]): PlatformClass => ({
  name: `Messaging.${name}`,
  kind: 'class',
  representation: ValueObject,
  constructors: plainConstructor(),
  properties: properties(declarations),
});

/** Inbound email services: what a handler gets and answers. */
export const inboundEmailClasses: readonly PlatformClass[] = [
  {
    ...holder('InboundEmail', [
      'List<Messaging.InboundEmail.BinaryAttachment> binaryAttachments',
      'List<String> ccAddresses',
      'String fromAddress',
      'String fromName',
      'List<Messaging.InboundEmail.Header> headers',
      'String htmlBody',
      'Boolean htmlBodyIsTruncated',
      'String inReplyTo',
      'String messageId',
      'String plainTextBody',
      'Boolean plainTextBodyIsTruncated',
      'List<String> references',
      'String replyTo',
      'String subject',
      'List<Messaging.InboundEmail.TextAttachment> textAttachments',
      'List<String> toAddresses',
    ]),
    unsupported: ['Object authenticationResults'],
  },
  holder('InboundEmail.BinaryAttachment', [
    'Blob body',
    'String fileName',
    'List<Messaging.InboundEmail.Header> headers',
    'String mimeTypeSubType',
  ]),
  holder('InboundEmail.TextAttachment', [
    'String body',
    'Boolean bodyIsTruncated',
    'String charset',
    'String fileName',
    'List<Messaging.InboundEmail.Header> headers',
    'String mimeTypeSubType',
  ]),
  holder('InboundEmail.Header', ['String name', 'String value']),
  holder('InboundEnvelope', ['String fromAddress', 'String toAddress']),
  holder('InboundEmailResult', ['String message', 'Boolean success']),
  interfaceOf('Messaging.InboundEmailHandler', [
    'Messaging.InboundEmailResult handleInboundEmail(Messaging.InboundEmail email, Messaging.InboundEnvelope envelope)',
  ]),
];

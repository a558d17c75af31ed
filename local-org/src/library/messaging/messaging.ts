import { count, transaction } from '../../runtime/transaction.ts';
import { platformType, STRING, type ApexType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception, required } from '../raise.ts';
import { describing } from '../schema/getters.ts';
import { registerAllocation } from '../system/org-limits.ts';
import { statusCode } from '../system/status-code.ts';
import type { ValueObject } from '../value-object.ts';

/** Single emails to people outside the org in a day. Source: Apex Developer Guide, "Outbound Email". */
const DAILY_EMAILS = 5_000;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
}

class SendError extends PlatformObject {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(platformType('Messaging.SendEmailError'));
    this.failure = failure;
  }
}

class SendResult extends PlatformObject {
  readonly failure: Failure | null;

  constructor(failure: Failure | null) {
    super(platformType('Messaging.SendEmailResult'));
    this.failure = failure;
  }
}

/** A Messaging.CustomNotification; sending one is refused. */
class Notification extends PlatformObject {}

const sent = new WeakMap<object, number>();

/** Emails are counted, never sent: the org has no way out. */
const countSent = (recipients: number): void => {
  const current = transaction();
  const { org } = current;
  if (current.test) return;
  current.afterCommit(() => {
    sent.set(org, (sent.get(org) ?? 0) + recipients);
    registerAllocation(org, 'SingleEmail', () => ({ max: DAILY_EMAILS, used: sent.get(org) ?? 0 }));
  });
};

const addressesOf = (email: ValueObject): [field: string, address: string][] =>
  ['toAddresses', 'ccAddresses', 'bccAddresses'].flatMap((field) => {
    const list = email.get(field);
    return list instanceof ApexList ? list.items.map((address) => [field, String(address)] as [string, string]) : [];
  });

const missing = (message: string): Failure => ({ code: 'REQUIRED_FIELD_MISSING', message, fields: [] });

const problemOf = (email: ValueObject): Failure | null => {
  if (email.apexType.name === 'Messaging.MassEmailMessage') {
    const targets = email.get('targetObjectIds');
    if (!(targets instanceof ApexList) || targets.items.length === 0)
      return missing('Add a recipient to send an email.');
    return email.get('templateId') === null ? missing('Missing template.') : null;
  }
  const addresses = addressesOf(email);
  if (addresses.length === 0 && email.get('targetObjectId') === null) {
    return missing('Add a recipient to send an email.');
  }
  const wrong = addresses.find(([, address]) => !ADDRESS.test(address));
  if (wrong) {
    const [field, address] = wrong;
    return { code: 'INVALID_EMAIL_ADDRESS', message: `Email address is invalid: ${address}`, fields: [field, address] };
  }
  const hasBody = ['plainTextBody', 'htmlBody', 'templateId'].some((field) => email.get(field) !== null);
  return hasBody ? null : missing('Missing body, need at least one of html or plainText');
};

const send = (emails: ApexList | null, allOrNone: boolean | null = true): ApexList => {
  const given = dereferenced(emails).items.map((email) => dereferenced(email) as ValueObject);
  count('emailInvocations');
  const results = given.map((email) => new SendResult(problemOf(email)));
  const index = results.findIndex(({ failure }) => failure !== null);
  const failure = results[index]?.failure;
  if (failure && allOrNone !== false) {
    throw exception(
      'EmailException',
      `SendEmail failed. First exception on row ${index}; first error: ${failure.code}, ${failure.message}: [${failure.fields.join(', ')}]`,
    );
  }
  countSent(given.filter((_, i) => results[i]?.failure === null).flatMap(addressesOf).length);
  return new ApexList(platformType('Messaging.SendEmailResult'), results);
};

const reserve = (amount: number | null): void => {
  const wanted = required(amount);
  if ((sent.get(transaction().org) ?? 0) + wanted > DAILY_EMAILS) {
    throw exception('HandledException', 'The daily limit for the org would be exceeded by this request');
  }
};

/** System.Messaging and the results of sending. */
export const messagingClasses: readonly PlatformClass[] = [
  {
    name: 'Messaging',
    kind: 'class',
    statics: {
      'List<Messaging.SendEmailResult> sendEmail(List<Messaging.Email> emails)': send,
      'List<Messaging.SendEmailResult> sendEmail(List<Messaging.Email> emails, Boolean allOrNothing)': send,
      'void reserveMassEmailCapacity(Integer amountReserved)': reserve,
      'void reserveSingleEmailCapacity(Integer amountReserved)': reserve,
    },
    unsupported: [
      'static Messaging.InboundEmail extractInboundEmail(Object source, Boolean includeForwardedAttachments)',
      'static List<Messaging.RenderEmailTemplateBodyResult> renderEmailTemplate(String whoId, String whatId, List<String> bodies)',
      'static Messaging.SingleEmailMessage renderStoredEmailTemplate(String templateId, String whoId, String whatId)',
      'static Messaging.SingleEmailMessage renderStoredEmailTemplate(String templateId, String whoId, String whatId, Object attachmentRetrievalOption)',
      'static Messaging.SingleEmailMessage renderStoredEmailTemplate(String templateId, String whoId, String whatId, Object attachmentRetrievalOption, Boolean updateEmailTemplateUsage)',
      'static List<Messaging.SendEmailResult> sendEmailMessage(List<Id> emailMessageIds)',
      'static List<Messaging.SendEmailResult> sendEmailMessage(List<Id> emailMessageIds, Boolean allOrNothing)',
    ],
  },
  {
    name: 'Messaging.SendEmailResult',
    kind: 'class',
    representation: SendResult,
    ...describing({
      'List<Messaging.SendEmailError> getErrors()': ({ failure }: SendResult) =>
        new ApexList(platformType('Messaging.SendEmailError'), failure ? [new SendError(failure)] : []),
      'Boolean isSuccess()': ({ failure }: SendResult) => failure === null,
    }),
  },
  {
    name: 'Messaging.SendEmailError',
    kind: 'class',
    representation: SendError,
    ...describing({
      'List<String> getFields()': ({ failure }: SendError) => new ApexList(STRING, [...failure.fields]),
      'String getMessage()': ({ failure }: SendError) => failure.message,
      'StatusCode getStatusCode()': ({ failure }: SendError) => statusCode(failure.code),
      'String getTargetObjectId()': () => null,
    }),
  },
  {
    name: 'Messaging.CustomNotification',
    kind: 'class',
    constructors: {
      '()': (type: ApexType) => new Notification(type),
      '(String typeId, String sender, String title, String body, String targetId, String targetPageRef)': (
        type: ApexType,
      ) => new Notification(type),
    },
    unsupported: [
      'void send(Set<String> users)',
      'void setNotificationTypeId(String id)',
      'void setTitle(String title)',
      'void setBody(String body)',
      'void setTargetId(String targetId)',
      'void setTargetPageRef(String pageRef)',
    ],
  },
];

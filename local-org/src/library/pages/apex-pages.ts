import { transaction } from '../../runtime/transaction.ts';
import { platformType, type ApexType } from '../../types/apex-type.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { ApexList } from '../../values/collections.ts';
import { findEnumConstant, type EnumValue } from '../../values/enum.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { SObject } from '../../values/sobject.ts';
import { messageOf } from '../../values/text.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced } from '../raise.ts';
import { currentPage } from './page-reference.ts';

const MESSAGES = Symbol('page messages');

/** An ApexPages.Message. */
class PageMessage extends PlatformObject {
  readonly severity: EnumValue | null;
  readonly summary: string | null;
  readonly detail: string | null;
  readonly component: string | null;

  constructor(severity: EnumValue | null, summary: string | null, detail = summary, component: string | null = null) {
    super(platformType('ApexPages.Message'));
    this.severity = severity;
    this.summary = summary;
    this.detail = detail;
    this.component = component;
  }
}

/** An ApexPages.StandardController around one record. */
class StandardController extends PlatformObject {
  readonly record: SObject;

  constructor(type: ApexType, record: SObject | null) {
    super(type);
    this.record = dereferenced(record);
  }
}

const messages = (): PageMessage[] => {
  const { attachments } = transaction();
  const known = (attachments.get(MESSAGES) as PageMessage[] | undefined) ?? [];
  attachments.set(MESSAGES, known);
  return known;
};

/** Test.clearApexPageMessages. */
export const clearMessages = (): void => {
  messages().length = 0;
};

const addMessages = (error: unknown): void => {
  const text = error instanceof ApexException ? messageOf(error) : String(error);
  messages().push(new PageMessage(findEnumConstant('ApexPages.Severity', 'ERROR') ?? null, text));
};

const construct = (
  _type: ApexType,
  severity: EnumValue | null,
  summary: string | null,
  detail: string | null = summary,
  component: string | null = null,
): PageMessage => new PageMessage(severity, summary, detail, component);

/** ApexPages: messages and the controller that tests build by hand. */
export const apexPagesClasses: readonly PlatformClass[] = [
  { name: 'ApexPages.Severity', kind: 'enum', constants: ['CONFIRM', 'ERROR', 'FATAL', 'INFO', 'WARNING'] },
  {
    name: 'ApexPages',
    kind: 'class',
    statics: {
      'void addMessage(ApexPages.Message message)': (message: PageMessage | null) =>
        void messages().push(dereferenced(message)),
      'void addMessages(Object exceptionThrown)': addMessages,
      'PageReference currentPage()': currentPage,
      'List<ApexPages.Message> getMessages()': () => new ApexList(platformType('ApexPages.Message'), [...messages()]),
      'Boolean hasMessages()': () => messages().length > 0,
      'Boolean hasMessages(ApexPages.Severity severity)': (severity: EnumValue | null) =>
        messages().some((message) => message.severity === severity),
    },
  },
  {
    name: 'ApexPages.Message',
    kind: 'class',
    representation: PageMessage,
    constructors: {
      '(ApexPages.Severity severity, String summary)': construct,
      '(ApexPages.Severity severity, String summary, String detail)': construct,
      '(ApexPages.Severity severity, String summary, String detail, String id)': construct,
    },
    methods: {
      'String getComponentLabel()': (self: PageMessage) => self.component,
      'String getDetail()': (self: PageMessage) => self.detail,
      'ApexPages.Severity getSeverity()': (self: PageMessage) => self.severity,
      'String getSummary()': (self: PageMessage) => self.summary,
    },
  },
  {
    name: 'ApexPages.StandardController',
    kind: 'class',
    representation: StandardController,
    constructors: {
      '(SObject record)': (type: ApexType, record: SObject | null) => new StandardController(type, record),
    },
    methods: {
      'String getId()': (self: StandardController) => self.record.id,
      'SObject getRecord()': (self: StandardController) => self.record,
    },
    unsupported: [
      'void addFields(List<String> fieldNames)',
      'PageReference cancel()',
      'PageReference delete()',
      'PageReference edit()',
      'PageReference save()',
      'PageReference view()',
    ],
  },
];

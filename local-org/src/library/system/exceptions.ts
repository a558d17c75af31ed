import { apexStack } from '../../runtime/stack.ts';
import { platformType, setOf, STRING, type ApexType } from '../../types/apex-type.ts';
import { ApexException, type DmlFailure } from '../../values/apex-exception.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { sobjectFieldToken } from '../../values/schema-token.ts';
import { messageOf, textOf } from '../../values/text.ts';
import { transaction } from '../../runtime/transaction.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { statusCode } from './status-code.ts';

const failure = (self: ApexException, index: number | null): DmlFailure => {
  const found = self.dmlFailures[required(index)];
  if (!found) throw exception('ListException', `List index out of bounds: ${required(index)}`);
  return found;
};

const fieldTokens = (self: ApexException, index: number | null): ApexList => {
  const { id, fields } = failure(self, index);
  const object = id === null ? undefined : transaction().org.schema.objectByKeyPrefix(id.slice(0, 3));
  const tokens = object ? fields.map((name) => sobjectFieldToken(object.name, name)) : [];
  return new ApexList(platformType('Schema.SObjectField'), tokens);
};

const inaccessible = (self: ApexException): ApexMap => {
  const map = new ApexMap(STRING, setOf(STRING));
  for (const [object, fields] of self.inaccessibleFields) map.put(object, new ApexSet(STRING, fields));
  return map;
};

const initCause = (self: ApexException, cause: ApexException | null): void => {
  if (cause === self) throw exception('IllegalArgumentException', 'Self-causation not permitted');
  self.cause = cause;
};

const dmlMethods: NonNullable<PlatformClass['methods']> = {
  'List<String> getDmlFieldNames(Integer index)': (self: ApexException, index: number | null) =>
    new ApexList(STRING, [...failure(self, index).fields]),
  'List<Schema.SObjectField> getDmlFields(Integer index)': fieldTokens,
  'String getDmlId(Integer index)': (self: ApexException, index: number | null) => failure(self, index).id,
  'Integer getDmlIndex(Integer index)': (self: ApexException, index: number | null) => failure(self, index).index,
  'String getDmlMessage(Integer index)': (self: ApexException, index: number | null) => failure(self, index).message,
  'String getDmlStatusCode(Integer index)': (self: ApexException, index: number | null) =>
    failure(self, index).statusCode,
  'StatusCode getDmlType(Integer index)': (self: ApexException, index: number | null) =>
    statusCode(failure(self, index).statusCode),
  'Integer getNumDml()': (self: ApexException) => self.dmlFailures.length,
};

/** System.Exception, the root of all exceptions. */
const exceptionClass: PlatformClass = {
  name: 'Exception',
  kind: 'class',
  virtual: true,
  abstract: true,
  representation: ApexException,
  methods: {
    'Exception getCause()': (self: ApexException) => self.cause,
    'Map<String,Set<String>> getInaccessibleFields()': inaccessible,
    'Integer getLineNumber()': (self: ApexException) => apexStack(self)[0]?.line ?? 1,
    'String getMessage()': messageOf,
    'String getStackTraceString()': (self: ApexException) =>
      apexStack(self)
        .map(({ place, line, column }) => `${place}: line ${line}, column ${column}`)
        .join('\n'),
    'String getTypeName()': (self: ApexException) => self.typeName,
    'void initCause(Exception cause)': initCause,
    'void setMessage(String message)': (self: ApexException, message: string | null) => {
      self.apexMessage = message;
    },
    'String toString()': textOf,
    ...dmlMethods,
  },
};

const constructed = (type: ApexType, message: string | null, cause: ApexException | null): ApexException => {
  const made = new ApexException(type.name, message);
  made.cause = cause;
  return made;
};

const CONSTRUCTORS: NonNullable<PlatformClass['constructors']> = {
  '()': (type: ApexType) => constructed(type, null, null),
  '(String message)': (type: ApexType, message: string | null) => constructed(type, message, null),
  '(Exception cause)': (type: ApexType, cause: ApexException | null) => constructed(type, null, cause),
  '(String message, Exception cause)': constructed,
};

/** The exceptions with the four constructors that Apex classes have too. */
const PLAIN = [
  'AssertException',
  'AsyncException',
  'BigObjectException',
  'CalloutException',
  'CanvasException',
  'DmlException',
  'DuplicateMessageException',
  'EmailException',
  'EmailTemplateRenderException',
  'ExternalObjectException',
  'FatalCursorException',
  'FinalException',
  'FlowException',
  'FormulaEvaluationException',
  'FormulaValidationException',
  'HandledException',
  'IllegalArgumentException',
  'InvalidHeaderException',
  'InvalidReadOnlyUserDmlException',
  'JSONException',
  'LicenseException',
  'LimitException',
  'ListException',
  'MathException',
  'NoAccessException',
  'NoDataFoundException',
  'NoSuchElementException',
  'NullPointerException',
  'PlatformCacheException',
  'ProcedureException',
  'QueryException',
  'RequiredFeatureMissingException',
  'SObjectException',
  'SearchException',
  'SecurityException',
  'SerializationException',
  'StringException',
  'TouchHandledException',
  'TransientCursorException',
  'TypeException',
  'UnexpectedException',
  'UnsupportedOperationException',
  'VisualforceException',
  'WaveTemplateException',
  'XmlException',
  'Cache.InvalidCacheBuilderException',
  'Cache.InvalidParamException',
  'Cache.ItemSizeLimitExceededException',
  'Cache.Org.OrgCacheException',
  'Cache.SessionCacheException',
  'EventBus.RetryableException',
  'EventBus.InvalidReplayIdException',
  'Cache.Org.OrgCacheException',
  'Cache.Session.SessionCacheException',
  'Cache.SessionCacheException',
  'Cache.SessionCacheNoSessionException',
] as const;

const plainClass = (name: string): PlatformClass => ({
  name,
  kind: 'class',
  virtual: true,
  extends: 'Exception',
  representation: ApexException,
  constructors: CONSTRUCTORS,
});

const auraMessages = new WeakMap<ApexException, string>();

/** The text that an AuraHandledException sends to the component, whatever getMessage answers. */
export const auraMessageOf = (exception: ApexException): string | undefined => auraMessages.get(exception);

/** In Apex its message reads `Script-thrown exception` until setMessage has been called. */
const auraException = (type: ApexType, message: string | null, cause: ApexException | null): ApexException => {
  const made = constructed(type, null, cause);
  if (message !== null) auraMessages.set(made, message);
  return made;
};

const auraHandledClass: PlatformClass = {
  ...plainClass('AuraHandledException'),
  constructors: {
    ...CONSTRUCTORS,
    '(String message)': (type: ApexType, message: string | null) => auraException(type, message, null),
    '(String message, Exception cause)': auraException,
  },
};

const invalidParameterValueClass: PlatformClass = {
  ...plainClass('InvalidParameterValueException'),
  constructors: {
    '(String parameterName, String parameterValue)': (type: ApexType, name: string | null, value: string | null) =>
      constructed(type, `Invalid parameter value "${value ?? 'null'}" for parameter "${name ?? 'null'}"`, null),
  },
};

/** Every exception class of the library. */
export const exceptionClasses: readonly PlatformClass[] = [
  exceptionClass,
  ...PLAIN.map(plainClass),
  auraHandledClass,
  invalidParameterValueClass,
];

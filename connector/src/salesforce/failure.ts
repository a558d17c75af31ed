import type { FailureClass, FailureReason } from '../deliveries/delivery-record.ts';

/** One entry of Salesforce's list of errors. */
export interface SalesforceError {
  /** E.g. `REQUEST_LIMIT_EXCEEDED`; of an OAuth answer, e.g. `invalid_client`. */
  code: string;
  message: string;
  /** The fields it is about, where Salesforce names them. */
  fields?: readonly string[];
}

/** Salesforce did not do what it was asked to, and why. */
export class SalesforceFailure extends Error {
  readonly failureClass: FailureClass;
  readonly code: string;
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** How long Salesforce asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    error: SalesforceError,
    context: { status?: number; retryAfterMs?: number; failureClass?: FailureClass; cause?: unknown } = {},
  ) {
    super(error.message, context.cause === undefined ? undefined : { cause: context.cause });
    this.name = 'SalesforceFailure';
    this.code = error.code;
    this.status = context.status;
    this.retryAfterMs = context.retryAfterMs;
    this.failureClass = context.failureClass ?? classOf(error.code, context.status);
  }
}

const CLASS_BY_CODE: Readonly<Record<string, FailureClass>> = Object.freeze({
  REQUEST_LIMIT_EXCEEDED: 'limit',
  LIMIT_EXCEEDED: 'limit',
  TXN_SECURITY_METERING_ERROR: 'limit',
  UNABLE_TO_LOCK_ROW: 'unavailable',
  SERVER_UNAVAILABLE: 'unavailable',
  UNKNOWN_EXCEPTION: 'unavailable',
  QUERY_TIMEOUT: 'unavailable',
  PLATFORM_EVENT_PUBLISH_FAILED: 'unavailable',
  OPERATION_ENQUEUE_FAILED: 'unavailable',
  INVALID_SESSION_ID: 'authentication',
  INVALID_AUTH_HEADER: 'authentication',
  invalid_client: 'authentication',
  invalid_client_id: 'authentication',
  invalid_grant: 'authentication',
  unsupported_grant_type: 'authentication',
  inactive_user: 'authentication',
  inactive_org: 'authentication',
  unauthorized_client: 'authentication',
  OAUTH_APPROVAL_ERROR_GENERIC: 'authentication',
  API_DISABLED_FOR_ORG: 'setup',
  API_CURRENTLY_DISABLED: 'setup',
  FUNCTIONALITY_NOT_ENABLED: 'setup',
  INSUFFICIENT_ACCESS: 'setup',
  INSUFFICIENT_ACCESS_OR_READONLY: 'setup',
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'setup',
  INVALID_TYPE: 'setup',
  INVALID_FIELD: 'setup',
  NOT_FOUND: 'setup',
  UNSUPPORTED_API_VERSION: 'setup',
});

const classOf = (code: string, status: number | undefined): FailureClass => {
  const known = CLASS_BY_CODE[code];
  if (known !== undefined) return known;
  if (status === undefined || status === 408 || status >= 500) return 'unavailable';
  if (status === 429 || status === 420) return 'limit';
  if (status === 401) return 'authentication';
  if (status === 403 || status === 404) return 'setup';
  return 'rejected';
};

/** @returns the class of an error inside a per-record result, which has no HTTP status of its own */
export const recordErrorClass = (error: SalesforceError): FailureClass => classOf(error.code, 400);

const REMEDY_BY_CODE: Readonly<Record<string, string>> = Object.freeze({
  REQUEST_LIMIT_EXCEEDED:
    "The org's API requests of the last 24 hours are used up. Nothing is lost: the connector waits. Look at Setup > Company Information for the limit, or find the integration that uses most of it.",
  LIMIT_EXCEEDED:
    "The org's hourly limit of published platform events is used up. Nothing is lost: the connector waits and publishes later.",
  OAUTH_APPROVAL_ERROR_GENERIC:
    'The connected app is not installed in this org. Open Setup > Connected Apps OAuth Usage, install the app, and allow the integration user.',
  invalid_client_id: 'Check SALESFORCE_CLIENT_ID: the org does not know this consumer key.',
  invalid_client: 'Check SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET against the app in Salesforce.',
  invalid_grant:
    "Check that the app allows the client credentials flow, has a running user, and that SALESFORCE_LOGIN_URL is the org's own My Domain address.",
  API_DISABLED_FOR_ORG: "Switch on 'API Enabled' for the integration user's profile or permission set.",
  INVALID_TYPE:
    "Install the package 'Demodesk for Salesforce' in this org and assign its Integration permission set to the connector's user. For an unpackaged deploy set SALESFORCE_NAMESPACE to empty.",
  INVALID_FIELD:
    "Assign the package's Integration permission set to the connector's user, and check that the installed package is the version this connector expects.",
});

const REMEDY_BY_CLASS: Readonly<Record<FailureClass, string>> = Object.freeze({
  unavailable: 'Nothing to do: the connector tries again by itself. See status.salesforce.com if it lasts.',
  limit: 'Nothing to do: the connector waits as long as it has to and tries again by itself.',
  authentication:
    "Check the connector's Salesforce credentials and that its user is active, then it continues by itself.",
  setup:
    "Assign the package's Integration permission set to the connector's user and check that the package is installed.",
  'not-ready': 'Nothing to do: the connector tries again by itself.',
  rejected: 'Read the reason, correct what it names, then retry this delivery.',
  unconfirmed:
    'In Salesforce, check that the trigger on Meeting Event is active (Setup > Platform Events > Meeting Event > Subscriptions), then retry this delivery.',
  internal: 'This is a defect of the connector. Report the reason with the delivery key.',
});

/** @returns what a person can do about an error, by its code or else by its class */
export const remedyFor = (failureClass: FailureClass, code?: string): string =>
  (code === undefined ? undefined : REMEDY_BY_CODE[code]) ?? REMEDY_BY_CLASS[failureClass];

/** @returns a failure in Salesforce's own words, with its remedy */
export const reasonOf = (error: SalesforceError, failureClass: FailureClass): FailureReason => ({
  failureClass,
  reason: [`${error.code}: ${error.message}`, error.fields?.length ? `(${error.fields.join(', ')})` : '']
    .filter((part) => part !== '')
    .join(' '),
  remedy: remedyFor(failureClass, error.code),
});

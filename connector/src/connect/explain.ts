import { remedyFor, SalesforceFailure } from '../salesforce/failure.ts';
import { AnotherOrg, UnknownWorkspace } from './connections.ts';

/** What went wrong while connecting, for the person in front of the page. */
export interface Explanation {
  status: number;
  title: string;
  /** What happened, then what to do. */
  texts: string[];
}

/** Errors that Salesforce sends back with the browser (RFC 6749, 4.1.2.1, and its own). */
const AUTHORIZATION_ERRORS: Readonly<Record<string, { title: string; texts: string[] }>> = Object.freeze({
  access_denied: {
    title: 'You did not allow access',
    texts: ['Salesforce was told not to give the connector access. Try again and choose Allow.'],
  },
  OAUTH_APPROVAL_ERROR_GENERIC: {
    title: 'The app is not installed in this org',
    texts: [
      'Salesforce blocks apps that are not installed in the org, unless the user has the permission "Approve Uninstalled Connected Apps".',
      'What to do: ask a Salesforce admin to open Setup > Connected Apps OAuth Usage, find Demodesk, choose Install, and allow your user under Manage App Policies. Then try again.',
    ],
  },
  OAUTH_APP_BLOCKED: {
    title: 'The app is blocked in this org',
    texts: ['What to do: in Setup > Connected Apps OAuth Usage, unblock Demodesk. Then try again.'],
  },
  OAUTH_APP_ACCESS_DENIED: {
    title: 'Your user may not use the app',
    texts: [
      "What to do: in the app's policies, let admin-approved users in and add your profile or permission set. Then try again.",
    ],
  },
  invalid_client_id: {
    title: 'This org does not know the app',
    texts: [
      'You may have logged in to a sandbox instead of production, or the other way round. Try again with the other one.',
      'If it is the right org, check SALESFORCE_CLIENT_ID.',
    ],
  },
  redirect_uri_mismatch: {
    title: 'The app does not allow this address',
    texts: ["What to do: add this connector's address with /connect/salesforce/callback to the app's callback URLs."],
  },
});

/** @param code `error` of the redirect; a text of ours for everything unknown, for it may say anything */
export const explainAuthorizationError = (code: string): Explanation => {
  const known = AUTHORIZATION_ERRORS[code];
  if (known !== undefined) return { status: 400, ...known };
  const name = /^[A-Za-z_]{1,60}$/.test(code) ? code : 'an unknown error';
  return {
    status: 400,
    title: 'Salesforce refused the login',
    texts: [`Salesforce answered ${name}.`, `What to do: ${remedyFor('authentication')}`],
  };
};

/** @returns the explanation of an error while connecting, or undefined when it is none of the expected ones */
export const explainFailure = (error: unknown): Explanation | undefined => {
  if (error instanceof AnotherOrg) {
    return {
      status: 409,
      title: 'This is another org',
      texts: [
        error.message,
        'Nothing was changed. What to do: log in to that org, or disconnect it first if the meetings are to go to the new one.',
      ],
    };
  }
  if (error instanceof UnknownWorkspace) {
    return {
      status: 404,
      title: 'There is no such workspace',
      texts: [error.message, 'What to do: add it with PUT /v1/workspaces/{name}, then open this page again.'],
    };
  }
  if (!(error instanceof SalesforceFailure)) return undefined;
  const known = AUTHORIZATION_ERRORS[error.code];
  if (known !== undefined) return { status: 502, ...known };
  const remedy = remedyFor(error.failureClass, error.code);
  return {
    status: 502,
    title: 'Salesforce refused the login',
    texts: [`Salesforce answered ${error.code}: ${error.message}`, `What to do: ${remedy}`],
  };
};

import { createHash, createPublicKey, createVerify } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Answer } from './fake-salesforce.ts';

/** How the org is set up, as far as connecting needs it; tests change it. */
export interface OrgSetup {
  organizationId: string;
  sandbox: boolean;
  apiEnabled: boolean;
  packageInstalled: boolean;
  permissionSetAssigned: boolean;
  mayAssign: boolean;
  apiRequests: { Max: number; Remaining: number };
  /** The code that the login page would give out, for the challenge it was given. */
  authorization: { code: string; challenge: string; redirectUri: string } | undefined;
  /** PEM of the certificate's key that a JWT has to be signed with. */
  jwtPublicKey: string | undefined;
  /** Everything that was revoked. */
  revoked: string[];
  /** `grant_type` of every login. */
  grants: string[];
}

export const newOrgSetup = (organizationId = '00D000000000001AAA'): OrgSetup => ({
  organizationId,
  sandbox: false,
  apiEnabled: true,
  packageInstalled: true,
  permissionSetAssigned: true,
  mayAssign: true,
  apiRequests: { Max: 100_000, Remaining: 99_000 },
  authorization: undefined,
  jwtPublicKey: undefined,
  revoked: [],
  grants: [],
});

const oauthError = (error: string, description: string): Answer => ({
  status: 400,
  body: { error, error_description: description },
});

const apiError = (status: number, errorCode: string, message: string): Answer => ({
  status,
  body: [{ errorCode, message }],
});

const redeemed = (setup: OrgSetup, form: URLSearchParams): Answer | undefined => {
  const begun = setup.authorization;
  setup.authorization = undefined;
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (begun === undefined) return oauthError('invalid_grant', 'no code was given out');
  const { code, redirectUri } = begun;
  const given = [form.get('code'), form.get('redirect_uri'), challenge];
  const right = isDeepStrictEqual(given, [code, redirectUri, begun.challenge]);
  return right ? undefined : oauthError('invalid_grant', 'invalid authorization code');
};

const signed = (setup: OrgSetup, assertion: string): Answer | undefined => {
  const [header = '', claims = '', signature = ''] = assertion.split('.');
  if (setup.jwtPublicKey === undefined) return oauthError('invalid_grant', 'no certificate');
  const verifier = createVerify('RSA-SHA256').update(`${header}.${claims}`);
  const right = verifier.verify(createPublicKey(setup.jwtPublicKey), signature, 'base64url');
  return right ? undefined : oauthError('invalid_grant', 'invalid assertion');
};

/** @returns why a login is refused, or undefined when it is not */
export const refuseLogin = (setup: OrgSetup, form: URLSearchParams): Answer | undefined => {
  const grant = form.get('grant_type') ?? '';
  setup.grants.push(grant);
  if (grant === 'authorization_code') return redeemed(setup, form);
  if (grant === 'urn:ietf:params:oauth:grant-type:jwt-bearer') return signed(setup, form.get('assertion') ?? '');
  if (grant === 'refresh_token' && setup.revoked.includes(form.get('refresh_token') ?? '')) {
    return oauthError('invalid_grant', 'expired access/refresh token');
  }
  return undefined;
};

const rowsFor = (setup: OrgSetup, soql: string): Record<string, unknown>[] | undefined => {
  const from = /FROM (\w+)/.exec(soql)?.[1];
  switch (from) {
    case 'Organization':
      return [{ Name: 'Acme', IsSandbox: setup.sandbox, OrganizationType: 'Enterprise Edition' }];
    case 'User':
      return [{ Username: 'integration@acme.example' }];
    case 'Publisher':
      return setup.packageInstalled ? [{ MajorVersion: 1, MinorVersion: 4 }] : [];
    case 'PermissionSetAssignment':
      return setup.permissionSetAssigned ? [{ Id: '0Pa000000000001AAA' }] : [];
    case 'PermissionSet':
      return [{ Id: '0PS000000000001AAA' }];
    default:
      return undefined;
  }
};

/** @returns the answer to a request that is about the org itself, or undefined when it is about something else */
export const answerSetup = (setup: OrgSetup, method: string, path: string): Answer | undefined => {
  if (!setup.apiEnabled) return apiError(403, 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization');
  if (path === '/limits') return { status: 200, body: { DailyApiRequests: setup.apiRequests } };
  if (/^\/sobjects\/demodesk__\w+\/describe$/.test(path)) {
    if (setup.packageInstalled) return { status: 200, body: { createable: true, queryable: true } };
    return apiError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  if (method === 'POST' && path === '/sobjects/PermissionSetAssignment') {
    if (!setup.mayAssign) return apiError(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights');
    setup.permissionSetAssigned = true;
    return { status: 201, body: { id: '0Pa000000000001AAA', success: true, errors: [] } };
  }
  if (!path.startsWith('/query?')) return undefined;
  const soql = new URL(path, 'http://localhost').searchParams.get('q') ?? '';
  const records = rowsFor(setup, soql);
  return records && { status: 200, body: { totalSize: records.length, done: true, records } };
};

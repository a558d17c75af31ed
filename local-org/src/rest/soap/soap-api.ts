import express, { Router, type Request, type Response } from 'express';
import type { LocalOrg } from '../../org.ts';
import { activeUserId, findUser } from '../../security/users.ts';
import { runAnonymous } from '../apex/run-anonymous.ts';
import { sendApiError } from '../http/data-api.ts';
import { misbehave } from '../http/guards.ts';
import { LOCAL_PASSWORD, sameSecret } from '../oauth/clients.ts';
import { instanceUrl } from '../oauth/identity.ts';
import type { Usage } from '../usage.ts';
import { parseSoap, soapEnvelope, soapFault, textAt, xml, type SoapRequest } from './envelope.ts';

const APEX = 'http://soap.sforce.com/2006/08/apex';
const PARTNER = 'urn:partner.soap.sforce.com';

/** A SOAP answer: faults have status 500. */
interface SoapAnswer {
  readonly status: 200 | 500;
  readonly text: string;
}

const fault = (namespace: string, code: string, message: string): SoapAnswer => ({
  status: 500,
  text: soapFault(namespace, code, message),
});

const unsupported = (namespace: string, operation: string): SoapAnswer =>
  fault(namespace, 'UNSUPPORTED_API', `UnsupportedFeature: the SOAP operation ${operation}`);

/** `executeAnonymous` of the Apex API: what `sf apex run` calls. */
const executeAnonymous = (org: LocalOrg, { header, body }: SoapRequest, version: string): SoapAnswer => {
  const session = org.sessions.find(textAt(header, 'SessionHeader', 'sessionId'));
  if (!session) return fault(APEX, 'INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader');
  const { log, ...result } = runAnonymous(org, session.userId, textAt(body, 'apexcode'), version);
  return {
    status: 200,
    text: soapEnvelope(
      APEX,
      xml('DebuggingInfo', { debugLog: log }),
      xml('executeAnonymousResponse', { result: { ...result } }),
    ),
  };
};

/** `login` of the partner API: a user's name and the password of the local org. */
const login = (org: LocalOrg, request: Request, { body }: SoapRequest, version: string): SoapAnswer => {
  const userId = activeUserId(org, textAt(body, 'username'));
  const user = userId === undefined ? undefined : findUser(org, userId);
  if (!user || userId === undefined || !sameSecret(textAt(body, 'password'), LOCAL_PASSWORD)) {
    return fault(PARTNER, 'INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.');
  }
  const text = (field: string): string => {
    const value = user.get(field);
    return typeof value === 'string' ? value : '';
  };
  const session = org.sessions.open(userId, 'soap');
  const result = {
    passwordExpired: false,
    sandbox: false,
    serverUrl: `${instanceUrl(request)}/services/Soap/u/${version}/${org.id}`,
    sessionId: session.token,
    userId,
    userInfo: {
      organizationId: org.id,
      userEmail: text('Email'),
      userFullName: text('Name'),
      userId,
      userName: text('Username'),
    },
  };
  return { status: 200, text: soapEnvelope(PARTNER, '', xml('loginResponse', { result })) };
};

/**
 * `/services/Soap/...`: the two operations that clients of the other APIs cannot do without; every other is refused.
 */
export const soapApi = (org: LocalOrg, usage: Usage): Router => {
  const router = Router();
  const answer = (request: Request, response: Response): void => {
    const [, api = '', version = ''] = request.path.split('/');
    const namespace = api === 's' ? APEX : PARTNER;
    const message = parseSoap(typeof request.body === 'string' ? request.body : '');
    usage.count();
    const operation = message?.operation ?? 'unknown';
    const answered = !message
      ? fault(namespace, 'UNKNOWN_EXCEPTION', 'The request is no SOAP message')
      : api === 's' && operation === 'executeAnonymous'
        ? executeAnonymous(org, message, version)
        : (api === 'u' || api === 'c') && operation === 'login'
          ? login(org, request, message, version)
          : unsupported(namespace, operation);
    response.status(answered.status).type('text/xml').send(answered.text);
  };
  router.use(misbehave(org), express.text({ type: () => true, limit: '50mb' }), answer);
  router.use(sendApiError);
  return router;
};

import { Router, type Request } from 'express';
import type { LocalOrg } from '../../org.ts';
import { findUser } from '../../security/users.ts';
import type { SObject } from '../../values/sobject.ts';
import { Datetime } from '../../values/temporal.ts';
import { tokenOf } from '../http/guards.ts';

/** Where the caller reached this org, e.g. `http://127.0.0.1:3001`. */
export const instanceUrl = (request: Request): string => `${request.protocol}://${request.get('Host') ?? '127.0.0.1'}`;

/** The identity URL of a user, `…/id/{organization}/{user}`. */
export const identityUrl = (request: Request, org: LocalOrg, userId: string): string =>
  `${instanceUrl(request)}/id/${org.id}/${userId}`;

const urls = (base: string) => ({
  rest: `${base}/services/data/v{version}/`,
  sobjects: `${base}/services/data/v{version}/sobjects/`,
  query: `${base}/services/data/v{version}/query/`,
  recent: `${base}/services/data/v{version}/recent/`,
  profile: `${base}/{user_id}`,
});

const text = (user: SObject, field: string): string => {
  const value = user.get(field);
  return typeof value === 'string' ? value : '';
};

const updatedAt = (user: SObject): string => {
  const at = user.get('LastModifiedDate');
  return at instanceof Datetime ? new Date(at.epochMs).toISOString().replace('Z', '+0000') : '';
};

const common = (user: SObject) => ({
  email: text(user, 'Email'),
  email_verified: true,
  zoneinfo: text(user, 'TimeZoneSidKey'),
  language: text(user, 'LanguageLocaleKey'),
  locale: text(user, 'LocaleSidKey'),
  active: true,
});

const userInfo = (request: Request, org: LocalOrg, user: SObject) => ({
  sub: identityUrl(request, org, user.id ?? ''),
  user_id: user.id,
  organization_id: org.id,
  preferred_username: text(user, 'Username'),
  nickname: text(user, 'CommunityNickname'),
  name: text(user, 'Name'),
  given_name: text(user, 'FirstName'),
  family_name: text(user, 'LastName'),
  user_type: text(user, 'UserType').toUpperCase(),
  updated_at: updatedAt(user),
  urls: urls(instanceUrl(request)),
  ...common(user),
});

const identity = (request: Request, org: LocalOrg, user: SObject) => ({
  id: identityUrl(request, org, user.id ?? ''),
  asserted_user: true,
  user_id: user.id,
  organization_id: org.id,
  username: text(user, 'Username'),
  nick_name: text(user, 'CommunityNickname'),
  display_name: text(user, 'Name'),
  first_name: text(user, 'FirstName'),
  last_name: text(user, 'LastName'),
  timezone: text(user, 'TimeZoneSidKey'),
  user_type: text(user, 'UserType').toUpperCase(),
  last_modified_date: updatedAt(user),
  urls: urls(instanceUrl(request)),
  ...common(user),
});

/** `/services/oauth2/userinfo` and `/id/{organization}/{user}`: who the session is. */
export const identityRoutes = (org: LocalOrg): Router => {
  const router = Router();
  const sessionUser = (request: Request): SObject | undefined => {
    const session = org.sessions.find(tokenOf(request));
    return session && findUser(org, session.userId);
  };
  router.all('/services/oauth2/userinfo', (request, response) => {
    const user = sessionUser(request);
    if (user) response.json(userInfo(request, org, user));
    else response.status(403).type('text/plain').send('Bad_OAuth_Token');
  });
  router.get('/id/:organization/:user', (request, response) => {
    const user = sessionUser(request);
    const { organization, user: userId } = request.params;
    if (!user) response.status(403).type('text/plain').send('Bad_OAuth_Token');
    else if (!org.id.startsWith(organization.slice(0, 15))) response.status(403).type('text/plain').send('Wrong_Org');
    else if (user.id?.slice(0, 15) !== userId.slice(0, 15)) response.status(403).type('text/plain').send('Bad_Id');
    else response.json(identity(request, org, user));
  });
  return router;
};

import type { Request, Response } from 'express';
import type { LocalOrg } from '../org.ts';
import { findUser } from '../security/users.ts';
import { USER_IDS } from '../security/ids-of-the-org.ts';
import type { SObject } from '../values/sobject.ts';

const SESSION_COOKIE = 'local_org_session';
/** Who was chosen last: sessions end with the org, and the next one begins with the same person. */
const USER_COOKIE = 'local_org_user';
const CLIENT = 'pages';

/** Who looks at a page. */
export interface Viewer {
  readonly userId: string;
  readonly name: string;
  /** e.g. `de`, `en_US` */
  readonly language: string;
  /** e.g. `de_DE` */
  readonly locale: string;
  /** IANA name */
  readonly timeZone: string;
  readonly isAdministrator: boolean;
}

const cookies = (request: Request): ReadonlyMap<string, string> =>
  new Map(
    (request.get('Cookie') ?? '').split(';').flatMap((pair): [string, string][] => {
      const [name = '', value] = pair.trim().split('=');
      return value === undefined ? [] : [[name, decodeURIComponent(value)]];
    }),
  );

const text = (user: SObject, field: string): string => {
  const value = user.get(field);
  return typeof value === 'string' ? value : '';
};

const viewerOf = (org: LocalOrg, user: SObject): Viewer => {
  const profile = org.schema.object('Profile', '');
  const row = profile && org.database.read(profile, text(user, 'ProfileId'));
  return {
    userId: user.id ?? '',
    name: text(user, 'Name'),
    language: text(user, 'LanguageLocaleKey') || 'en_US',
    locale: text(user, 'LocaleSidKey') || 'en_US',
    timeZone: text(user, 'TimeZoneSidKey') || 'GMT',
    isAdministrator: row !== undefined && text(row, 'Name') === 'System Administrator',
  };
};

const activeUser = (org: LocalOrg, id: string | undefined): SObject | undefined => {
  const user = id === undefined ? undefined : findUser(org, id);
  return user?.get('IsActive') === true ? user : undefined;
};

/** Opens a session for a user and gives its cookie to the browser. */
export const signIn = (org: LocalOrg, response: Response, userId: string): void => {
  const session = org.sessions.open(userId, CLIENT);
  const options = { httpOnly: true, sameSite: 'strict', path: '/' } as const;
  response.cookie(SESSION_COOKIE, session.token, options);
  response.cookie(USER_COOKIE, userId, options);
};

/** The person of a request; undefined without a session. */
export const sessionViewer = (org: LocalOrg, request: Request): Viewer | undefined => {
  const token = cookies(request).get(SESSION_COOKIE);
  const session = token === undefined ? undefined : org.sessions.find(token);
  const user = activeUser(org, session?.userId);
  return user && viewerOf(org, user);
};

/** The person who looks at a page: of the session, else the one chosen last, else the administrator, who is signed in. */
export const pageViewer = (org: LocalOrg, request: Request, response: Response): Viewer => {
  const known = sessionViewer(org, request);
  if (known) return known;
  const user = activeUser(org, cookies(request).get(USER_COOKIE)) ?? activeUser(org, USER_IDS.admin);
  if (!user) throw new Error('The org has no active user');
  signIn(org, response, user.id ?? '');
  return viewerOf(org, user);
};

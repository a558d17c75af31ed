import { ProjectError } from '../project/sfdx-project.ts';
import type { Org } from '../org.ts';
import { SObject } from '../values/sobject.ts';
import { parseQuery } from '../apex/parser/soql.ts';
import type { Query } from '../soql/ast.ts';
import { runTransaction } from '../runtime/execute.ts';
import { USER_IDS } from './ids-of-the-org.ts';

const usersWith = (field: string, value: string): Query => ({
  select: [{ kind: 'expression', expression: { kind: 'field', path: ['Id'] } }],
  from: 'User',
  where: {
    kind: 'and',
    conditions: [
      {
        kind: 'comparison',
        left: { kind: 'field', path: [field] },
        operator: '=',
        right: { kind: 'string', value },
      },
      {
        kind: 'comparison',
        left: { kind: 'field', path: ['IsActive'] },
        operator: '=',
        right: { kind: 'boolean', value: true },
      },
    ],
  },
  groupBy: [],
  orderBy: [],
  allRows: false,
  for: [],
});

/** The stored user; undefined when there is none. */
export const findUser = (org: Org, userId: string): SObject | undefined => {
  const object = org.schema.object('User', '');
  return object && org.database.read(object, userId);
};

/** @returns the id of the active user with that username, in any case */
export const activeUserId = (org: Org, username: string): string | undefined => {
  const result = runTransaction(org, { userId: USER_IDS.admin, kind: 'asynchronous' }, () =>
    org.database.query(usersWith('Username', username), {
      binds: [],
      access: 'system',
      namespace: '',
      sharing: false,
    }),
  );
  return result.kind === 'rows' ? (result.rows[0]?.id ?? undefined) : undefined;
};

/** A user who can sign in. */
export interface SignInUser {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly profile: string;
}

const SIGN_IN_USERS = `SELECT Id, Username, Name, Profile.Name FROM User
  WHERE IsActive = TRUE AND UserType = 'Standard' ORDER BY Name LIMIT 200`;

/** The active people of the org, by name. */
export const signInUsers = (org: Org): readonly SignInUser[] => {
  const { query } = parseQuery(SIGN_IN_USERS);
  const result = runTransaction(org, { userId: USER_IDS.admin, kind: 'asynchronous' }, () =>
    org.database.query(query, { binds: [], access: 'system', namespace: '', sharing: false }),
  );
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return result.kind !== 'rows'
    ? []
    : result.rows.map((row) => {
        const profile = row.get('Profile');
        return {
          id: row.id ?? '',
          username: text(row.get('Username')),
          name: text(row.get('Name')),
          profile: profile instanceof SObject ? text(profile.get('Name')) : '',
        };
      });
};

/**
 * The user an event trigger runs as.
 * @param username of its PlatformEventSubscriberConfig; undefined = Automated Process
 * @throws ProjectError when the org has no active user of that name: Salesforce refuses such a configuration
 */
export const subscriberUserId = (org: Org, username: string | undefined): string => {
  if (username === undefined) return USER_IDS.automatedProcess;
  const id = activeUserId(org, username);
  if (id === undefined)
    throw new ProjectError(`PlatformEventSubscriberConfig names a user the org has not: ${username}`);
  return id;
};

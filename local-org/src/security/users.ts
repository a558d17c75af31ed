import { ProjectError } from '../project/sfdx-project.ts';
import type { Org } from '../org.ts';
import type { SObject } from '../values/sobject.ts';
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

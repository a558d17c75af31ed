import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { ApiToken } from '../config.ts';
import { DEFAULT_WORKSPACE, workspaceName } from '../workspaces/workspace-name.ts';
import { Problem } from './problem.ts';
import { API_SCOPES } from './scopes.ts';
import type { Scope } from './scopes.ts';
import { matcher } from './secrets.ts';

/** Who is calling. */
export interface Caller {
  /** Stands for the token in logs and limits; does not give it away. */
  id: string;
  scopes: ReadonlySet<string>;
  /** The only workspace it may see; undefined for all. */
  workspace: string | undefined;
}

/** Recognises bearer tokens, each compared in constant time. */
export const recognise = (tokens: readonly ApiToken[]): ((token: string) => Caller | undefined) => {
  const known = tokens.map(({ token, scopes, workspace }) => ({
    matches: matcher([token]),
    caller: {
      id: createHash('sha256').update(token).digest('hex').slice(0, 8),
      scopes: new Set<string>(scopes ?? API_SCOPES),
      workspace,
    },
  }));
  return (given) => {
    const found = known.filter(({ matches }) => matches(given));
    return found[0]?.caller;
  };
};

/** @returns the bearer token of a request, if it carries one (RFC 6750) */
export const bearerToken = (request: Request): string | undefined =>
  /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];

const unauthorized = (missing: boolean): Problem =>
  new Problem({
    status: 401,
    code: missing ? 'missing-token' : 'wrong-token',
    title: 'Unauthorized',
    detail: missing ? 'The request carries no bearer token.' : 'The bearer token is wrong.',
    remedy: 'Send "Authorization: Bearer <token>" with one of the tokens in API_TOKENS.',
    headers: { 'WWW-Authenticate': missing ? 'Bearer' : 'Bearer error="invalid_token"' },
  });

/** Finds out who is calling; anybody may pass. */
export const identify =
  (recognised: (token: string) => Caller | undefined): RequestHandler =>
  (request, response, next) => {
    const given = bearerToken(request);
    response.locals.caller = given === undefined ? undefined : recognised(given);
    next();
  };

/** Lets a request pass that carries one of the API tokens; behind `identify`. */
export const requireToken: RequestHandler = (request, response, next) => {
  if (response.locals.caller === undefined) throw unauthorized(bearerToken(request) === undefined);
  next();
};

/** @returns who is calling. @throws Problem 401 when nobody known is */
export const callerOf = (response: Response): Caller => {
  const caller = response.locals.caller as Caller | undefined;
  if (caller === undefined) throw unauthorized(true);
  return caller;
};

const forbidden = (code: string, detail: string, remedy: string, scope?: Scope): Problem =>
  new Problem({
    status: 403,
    code,
    title: 'Forbidden',
    detail,
    remedy,
    ...(scope === undefined
      ? {}
      : { headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${scope}"` } }),
  });

/** @throws Problem 403 when the caller may not do this */
export const checkScope = (caller: Caller, scope: Scope): void => {
  if (caller.scopes.has(scope)) return;
  throw forbidden(
    'missing-scope',
    `The token lacks the scope ${scope}.`,
    'Use another token, or add the scope to its entry in API_TOKENS.',
    scope,
  );
};

/** Lets a request pass whose token has a scope; behind `requireToken`. */
export const requireScope =
  (scope: Scope): RequestHandler =>
  (_request, response, next) => {
    checkScope(callerOf(response), scope);
    next();
  };

/**
 * @returns the workspace a request is about: the `workspace` of its query, else the caller's own, else the default one
 * @throws Problem 400 when it is no name, 403 when the token is for another workspace
 */
export const workspaceOf = (request: Request): string => {
  if (request.res === undefined) throw new TypeError('The request is not being answered.');
  const own = callerOf(request.res).workspace;
  const asked = request.query.workspace;
  if (asked === undefined) return own ?? DEFAULT_WORKSPACE;
  const name = workspaceName.safeParse(asked);
  if (!name.success) {
    throw new Problem({
      status: 400,
      code: 'bad-query',
      title: 'Bad request',
      detail: `The query is wrong: workspace ${name.error.issues[0]?.message ?? 'is wrong'}.`,
      remedy: 'Name a workspace, or leave the parameter out.',
    });
  }
  if (own !== undefined && own !== name.data) {
    throw forbidden('other-workspace', 'The token is for another workspace.', `Ask for the workspace ${own}.`);
  }
  return name.data;
};

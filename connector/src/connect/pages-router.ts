import { randomBytes } from 'node:crypto';
import express, { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { methodNotAllowed, Problem } from '../http/problem.ts';
import { bearerToken } from '../http/tokens.ts';
import type { Caller } from '../http/tokens.ts';
import type { Logger } from '../logging.ts';
import { SalesforceFailure } from '../salesforce/failure.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import type { Cipher } from '../store/cipher.ts';
import { DEFAULT_WORKSPACE, workspaceName } from '../workspaces/workspace-name.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import { authorizationUrl, isSameState, newAuthorization, redeemCode } from './authorization.ts';
import type { AuthorizationApp } from './authorization.ts';
import { ConfiguredByEnvironment } from './connections.ts';
import type { Connections } from './connections.ts';
import { explainAuthorizationError, explainFailure } from './explain.ts';
import { disconnectedPage, resultPage, tokenPage, troublePage } from './pages.ts';
import { assignPermissionSet } from './preflight.ts';
import { sealedCookie } from './sealed-cookie.ts';

const ROOT = '/connect/salesforce';
const PENDING_MS = 600_000;
const SESSION_MS = 1_800_000;
const FORM_LIMIT = '5kb';

const LOGIN_URLS = { production: 'https://login.salesforce.com', sandbox: 'https://test.salesforce.com' } as const;

const startQuery = z.object({
  workspace: workspaceName.default(DEFAULT_WORKSPACE),
  environment: z.enum(['production', 'sandbox']).optional(),
});
const startForm = z.object({
  workspace: workspaceName,
  environment: z.union([z.enum(['production', 'sandbox']), z.literal('').transform(() => undefined)]),
  token: z.string().max(1000),
});
const callbackQuery = z.object({
  code: z.string().max(4000).optional(),
  state: z.string().max(200).optional(),
  error: z.string().max(200).optional(),
});
const actionForm = z.object({ workspace: workspaceName, csrf: z.string().max(200) });

const pendingSchema = z.object({
  workspace: workspaceName,
  expected: z.enum(['production', 'sandbox']).optional(),
  state: z.string(),
  codeVerifier: z.string(),
});
const sessionSchema = z.object({
  workspace: workspaceName,
  expected: z.enum(['production', 'sandbox']).optional(),
  csrf: z.string(),
});
type BrowserSession = z.infer<typeof sessionSchema>;

/** What the pages work with. */
export interface ConnectPagesOptions {
  connections: Connections;
  workspaces: Pick<Workspaces, 'get'>;
  /** The app in Salesforce. */
  app: Pick<AuthorizationApp, 'loginUrl' | 'clientId' | 'clientSecret'>;
  /** Where browsers reach the connector; undefined: where a request on this machine says. */
  publicUrl: string | undefined;
  /** Whether only this machine can reach the connector; then its own pages need no token. */
  loopback: boolean;
  recognised: (token: string) => Caller | undefined;
  /** Undefined while there is no key that all processes share. */
  cipher: Cipher | undefined;
  log: Logger;
}

const LOOPBACK_HOST = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i;

/** A browser on this machine that was not led here by another site. */
const isLocalVisit = (request: Request): boolean => {
  const site = request.headers['sec-fetch-site'];
  const direct = site === undefined || site === 'none' || site === 'same-origin';
  return direct && LOOPBACK_HOST.test(request.headers.host ?? '');
};

/** What a page's handler answers with. */
type PageAnswer = { status: number; html: string } | { location: string };
type PageHandler = (request: Request, response: Response) => PageAnswer | Promise<PageAnswer>;

const answering =
  (handle: PageHandler): RequestHandler =>
  async (request, response) => {
    const answer = await handle(request, response);
    response.set('Cache-Control', 'no-store');
    if ('location' in answer) response.redirect(303, answer.location);
    else response.status(answer.status).type('html').send(answer.html);
  };

const badAddress = (): PageAnswer => {
  const text = 'It should look like /connect/salesforce?workspace=default, optionally with &environment=sandbox.';
  return { status: 400, html: troublePage('This address is not complete', [text]) };
};

const startedElsewhere = (status: 400 | 403, workspace = DEFAULT_WORKSPACE): PageAnswer => {
  const texts = [
    'For your safety the connector only accepts a login that was started in the same browser within the last ten minutes.',
    'What to do: start again from here.',
  ];
  return { status, html: troublePage('This login was not started in this browser', texts, workspace) };
};

type Environment = 'production' | 'sandbox' | undefined;

const createCookies = (cipher: Cipher, secure: boolean) => ({
  /** From the start of a login to its callback. */
  pending: sealedCookie({
    ...{ name: 'demodesk_connect', path: ROOT, secure, cipher },
    ...{ schema: pendingSchema, maxAgeMs: PENDING_MS },
  }),
  /** From the callback on, for the page with the result and its buttons. */
  session: sealedCookie({
    ...{ name: 'demodesk_session', path: ROOT, secure, cipher },
    ...{ schema: sessionSchema, maxAgeMs: SESSION_MS },
  }),
});
type Cookies = ReturnType<typeof createCookies>;

const appFor = (options: ConnectPagesOptions, request: Request, environment: Environment): AuthorizationApp => {
  const { app, loopback, publicUrl } = options;
  const host = request.headers.host ?? '';
  const local = loopback && LOOPBACK_HOST.test(host) ? `http://${host}` : undefined;
  const base = publicUrl ?? local;
  if (base === undefined) {
    throw new Problem({
      status: 503,
      code: 'no-public-url',
      title: 'Service unavailable',
      detail: 'The connector does not know its own address.',
      remedy: 'Set PUBLIC_URL to the address at which browsers reach the connector.',
    });
  }
  const loginUrl = environment === undefined ? app.loginUrl : LOGIN_URLS[environment];
  const { clientId, clientSecret } = app;
  return { loginUrl, clientId, clientSecret, redirectUri: `${base}${ROOT}/callback` };
};

/** The pages before Salesforce: who may connect, and off to the login. */
const startHandlers = (options: ConnectPagesOptions, { pending }: Cookies) => {
  const { workspaces, loopback, recognised, log } = options;

  const mayConnect = (token: string | undefined, workspace: string): boolean => {
    const caller = token === undefined ? undefined : recognised(token);
    if (caller?.scopes.has('connection.write') !== true) return false;
    return (caller.workspace ?? workspace) === workspace;
  };

  const begin = (request: Request, response: Response, workspace: string, environment: Environment): PageAnswer => {
    if (workspaces.get(workspace) === undefined) {
      const texts = [`There is no workspace "${workspace}". Add it with PUT /v1/workspaces/{name} first.`];
      return { status: 404, html: troublePage('There is no such workspace', texts) };
    }
    const app = appFor(options, request, environment);
    const authorization = newAuthorization();
    pending.set(response, { workspace, expected: environment, ...authorization });
    return { location: authorizationUrl(app, authorization) };
  };

  const visit: PageHandler = (request, response) => {
    const query = startQuery.safeParse(request.query);
    if (!query.success) return badAddress();
    const { workspace, environment } = query.data;
    const allowed = (loopback && isLocalVisit(request)) || mayConnect(bearerToken(request), workspace);
    if (allowed) return begin(request, response, workspace, environment);
    return { status: 200, html: tokenPage(workspace, environment ?? '', false) };
  };

  const submit: PageHandler = (request, response) => {
    const body = startForm.safeParse(request.body);
    if (!body.success) return badAddress();
    const { workspace, environment, token } = body.data;
    if (mayConnect(token, workspace)) return begin(request, response, workspace, environment);
    log.warn({ workspace }, 'somebody without the right token wanted to connect Salesforce');
    return { status: 403, html: tokenPage(workspace, environment ?? '', true) };
  };

  return { visit, submit };
};

/** Turns the code into a token that the connector keeps. */
const finish = async (
  connections: Connections,
  app: AuthorizationApp,
  code: string,
  { workspace, codeVerifier }: z.infer<typeof pendingSchema>,
): Promise<void> => {
  const { refreshToken } = await redeemCode(app, code, codeVerifier);
  if (refreshToken === undefined) {
    const message = 'Salesforce gave no refresh token. The app needs the scope "Perform requests at any time".';
    throw new SalesforceFailure({ code: 'NO_REFRESH_TOKEN', message }, { failureClass: 'authentication' });
  }
  const { loginUrl, clientId, clientSecret } = app;
  await connections.connect(workspace, { flow: 'web-server', loginUrl, clientId, clientSecret, refreshToken });
};

/** Where Salesforce sends the browser back to. */
const callbackHandler = (options: ConnectPagesOptions, { pending, session }: Cookies): PageHandler => {
  const { connections, log } = options;
  return async (request, response) => {
    const query = callbackQuery.safeParse(request.query);
    const begun = pending.get(request);
    pending.clear(response);
    if (!query.success || begun === undefined || !isSameState(query.data.state ?? '', begun.state)) {
      return startedElsewhere(400, begun?.workspace);
    }
    const { workspace, expected } = begun;
    const { code, error } = query.data;
    if (code === undefined) {
      const { status, title, texts } = explainAuthorizationError(error ?? 'no code');
      log.warn({ workspace, title }, 'Salesforce refused an authorization');
      return { status, html: troublePage(title, texts, workspace) };
    }
    try {
      await finish(connections, appFor(options, request, expected), code, begun);
    } catch (failure) {
      const explained = explainFailure(failure);
      if (explained === undefined) throw failure;
      log.warn({ workspace, title: explained.title }, 'Salesforce could not be connected');
      return { status: explained.status, html: troublePage(explained.title, explained.texts, workspace) };
    }
    session.set(response, { workspace, expected, csrf: randomBytes(32).toString('base64url') });
    // Another address, so that reloading the page does not present the code a second time.
    return { location: `${ROOT}/result?workspace=${workspace}` };
  };
};

const assign = async (org: SalesforceOrg): Promise<string> => {
  try {
    await assignPermissionSet(org);
    return 'The permission set was assigned.';
  } catch (error) {
    if (!(error instanceof SalesforceFailure)) throw error;
    return `Salesforce did not let the connector assign it (${error.code}). Ask a Salesforce admin to do it.`;
  }
};

/** The page after Salesforce, and its buttons. */
const resultHandlers = ({ connections, workspaces }: ConnectPagesOptions, { session }: Cookies) => {
  const showResult = async (visitor: BrowserSession, notice?: string): Promise<PageAnswer> => {
    const { workspace, expected, csrf } = visitor;
    const preflight = await connections.preflight(workspace, expected);
    if (preflight === undefined) return { status: 404, html: troublePage('No org is connected', [], workspace) };
    return { status: 200, html: resultPage(preflight, { workspace, csrf, notice }) };
  };

  /** @returns the browser's session when the form is one of ours, made for this browser */
  const visitorOf = (request: Request): BrowserSession | undefined => {
    const body = actionForm.safeParse(request.body);
    const visitor = session.get(request);
    if (!body.success || visitor === undefined) return undefined;
    const same = isSameState(body.data.csrf, visitor.csrf) && body.data.workspace === visitor.workspace;
    return same ? visitor : undefined;
  };

  const result: PageHandler = (request) => {
    const visitor = session.get(request);
    if (visitor === undefined || visitor.workspace !== request.query.workspace) return startedElsewhere(403);
    return showResult(visitor);
  };

  const permissionSet: PageHandler = async (request) => {
    const visitor = visitorOf(request);
    if (visitor === undefined) return startedElsewhere(403);
    const org = workspaces.get(visitor.workspace)?.org;
    return showResult(visitor, org && (await assign(org)));
  };

  const disconnect: PageHandler = async (request, response) => {
    const visitor = visitorOf(request);
    if (visitor === undefined) return startedElsewhere(403);
    try {
      const done = await connections.disconnect(visitor.workspace);
      session.clear(response);
      return { status: 200, html: disconnectedPage(visitor.workspace, done?.revoked ?? true) };
    } catch (error) {
      if (!(error instanceof ConfiguredByEnvironment)) throw error;
      return { status: 409, html: troublePage('The org is configured elsewhere', [error.message]) };
    }
  };

  return { result, permissionSet, disconnect };
};

const withoutKey: PageHandler = () => ({
  status: 503,
  html: troublePage('The connector has no key to encrypt credentials with', [
    'Set TOKEN_ENCRYPTION_KEY (openssl rand -base64 32) on every process and restart.',
  ]),
});

/** The pages on which a person connects a workspace to a Salesforce org. */
export const connectPages = (options: ConnectPagesOptions): Router => {
  const { cipher, publicUrl } = options;
  const router = Router();
  if (cipher === undefined) {
    router.use(answering(withoutKey));
    return router;
  }
  const cookies = createCookies(cipher, publicUrl?.startsWith('https:') ?? false);
  const form = express.urlencoded({ extended: false, limit: FORM_LIMIT });
  const { visit, submit } = startHandlers(options, cookies);
  const { result, permissionSet, disconnect } = resultHandlers(options, cookies);
  router.get('/', answering(visit));
  router.post('/', form, answering(submit));
  router.get('/callback', answering(callbackHandler(options, cookies)));
  router.get('/result', answering(result));
  router.post('/permission-set', form, answering(permissionSet));
  router.post('/disconnect', form, answering(disconnect));
  router.all('/', (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD, POST');
  });
  router.all(['/callback', '/result'], (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD');
  });
  router.all(['/permission-set', '/disconnect'], (request) => {
    throw methodNotAllowed(request.method, 'POST');
  });
  return router;
};

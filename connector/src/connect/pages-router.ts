import { randomBytes } from 'node:crypto';
import express, { Router } from 'express';
import type { Request, Response } from 'express';
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

const html = (response: Response, status: number, text: string): void => {
  response.status(status).set('Cache-Control', 'no-store').type('html').send(text);
};

const badAddress = (): string =>
  troublePage('This address is not complete', [
    'It should look like /connect/salesforce?workspace=default, optionally with &environment=sandbox.',
  ]);

const startedElsewhere = (workspace?: string): string =>
  troublePage(
    'This login was not started in this browser',
    [
      'For your safety the connector only accepts a login that was started in the same browser within the last ten minutes.',
      'What to do: start again from here.',
    ],
    workspace ?? DEFAULT_WORKSPACE,
  );

/** The pages on which a person connects a workspace to a Salesforce org. */
export const connectPages = (options: ConnectPagesOptions): Router => {
  const { connections, workspaces, cipher, loopback, publicUrl, log } = options;
  const router = Router();
  const secure = publicUrl?.startsWith('https:') ?? false;
  if (cipher === undefined) {
    router.use((_request, response) => {
      const texts = ['Set TOKEN_ENCRYPTION_KEY (openssl rand -base64 32) on every process and restart.'];
      html(response, 503, troublePage('The connector has no key to encrypt credentials with', texts));
    });
    return router;
  }
  const pending = sealedCookie({
    ...{ name: 'demodesk_connect', path: ROOT, secure, cipher },
    ...{ schema: pendingSchema, maxAgeMs: PENDING_MS },
  });
  const session = sealedCookie({
    ...{ name: 'demodesk_session', path: ROOT, secure, cipher },
    ...{ schema: sessionSchema, maxAgeMs: SESSION_MS },
  });

  const mayConnect = (token: string | undefined, workspace: string): boolean => {
    const caller = token === undefined ? undefined : options.recognised(token);
    if (caller?.scopes.has('connection.write') !== true) return false;
    return (caller.workspace ?? workspace) === workspace;
  };

  const appFor = (request: Request, environment: 'production' | 'sandbox' | undefined): AuthorizationApp => {
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
    const loginUrl = environment === undefined ? options.app.loginUrl : LOGIN_URLS[environment];
    return { ...options.app, loginUrl, redirectUri: `${base}${ROOT}/callback` };
  };

  const begin = (
    request: Request,
    response: Response,
    workspace: string,
    environment: 'production' | 'sandbox' | undefined,
  ): void => {
    if (workspaces.get(workspace) === undefined) {
      const texts = [`There is no workspace "${workspace}". Add it with PUT /v1/workspaces/{name} first.`];
      html(response, 404, troublePage('There is no such workspace', texts));
      return;
    }
    const app = appFor(request, environment);
    const authorization = newAuthorization();
    pending.set(response, { workspace, expected: environment, ...authorization });
    response.set('Cache-Control', 'no-store').redirect(303, authorizationUrl(app, authorization));
  };

  router.get('/', (request, response) => {
    const query = startQuery.safeParse(request.query);
    if (!query.success) return html(response, 400, badAddress());
    const { workspace, environment } = query.data;
    const allowed = (loopback && isLocalVisit(request)) || mayConnect(bearerToken(request), workspace);
    if (allowed) return begin(request, response, workspace, environment);
    return html(response, 200, tokenPage(workspace, environment ?? '', false));
  });

  const form = express.urlencoded({ extended: false, limit: FORM_LIMIT });

  router.post('/', form, (request, response) => {
    const body = startForm.safeParse(request.body);
    if (!body.success) return html(response, 400, badAddress());
    const { workspace, environment, token } = body.data;
    if (mayConnect(token, workspace)) return begin(request, response, workspace, environment);
    log.warn({ workspace }, 'somebody without the right token wanted to connect Salesforce');
    return html(response, 403, tokenPage(workspace, environment ?? '', true));
  });

  router.get('/callback', async (request, response) => {
    const query = callbackQuery.safeParse(request.query);
    const begun = pending.get(request);
    pending.clear(response);
    if (!query.success || begun === undefined || !isSameState(query.data.state ?? '', begun.state)) {
      return html(response, 400, startedElsewhere(begun?.workspace));
    }
    const { workspace, expected, codeVerifier } = begun;
    const { code, error } = query.data;
    if (code === undefined) {
      log.warn({ workspace, code: error }, 'Salesforce refused an authorization');
      const { status, title, texts } = explainAuthorizationError(error ?? 'no code');
      return html(response, status, troublePage(title, texts, workspace));
    }
    try {
      await finish(appFor(request, expected), code, codeVerifier, workspace);
    } catch (failure) {
      const explained = explainFailure(failure);
      if (explained === undefined) throw failure;
      log.warn({ workspace, title: explained.title }, 'Salesforce could not be connected');
      return html(response, explained.status, troublePage(explained.title, explained.texts, workspace));
    }
    session.set(response, { workspace, expected, csrf: randomBytes(32).toString('base64url') });
    // Another address, so that reloading the page does not present the code a second time.
    return response.redirect(303, `${ROOT}/result?workspace=${workspace}`);
  });

  const finish = async (
    app: AuthorizationApp,
    code: string,
    codeVerifier: string,
    workspace: string,
  ): Promise<void> => {
    const { refreshToken } = await redeemCode(app, code, codeVerifier);
    if (refreshToken === undefined) {
      throw new SalesforceFailure(
        {
          code: 'NO_REFRESH_TOKEN',
          message: 'Salesforce gave no refresh token. The app needs the scope "Perform requests at any time".',
        },
        { failureClass: 'authentication' },
      );
    }
    const { loginUrl, clientId, clientSecret } = app;
    await connections.connect(workspace, { flow: 'web-server', loginUrl, clientId, clientSecret, refreshToken });
  };

  const showResult = async (response: Response, visitor: BrowserSession, notice?: string): Promise<void> => {
    const { workspace, expected, csrf } = visitor;
    const preflight = await connections.preflight(workspace, expected);
    if (preflight === undefined) html(response, 404, troublePage('No org is connected', [], workspace));
    else html(response, 200, resultPage(preflight, { workspace, csrf, notice }));
  };

  router.get('/result', async (request, response) => {
    const visitor = session.get(request);
    if (visitor === undefined || visitor.workspace !== request.query.workspace) {
      return html(response, 403, startedElsewhere());
    }
    return showResult(response, visitor);
  });

  /** @returns the browser's session when the form is one of ours, made for this browser */
  const visitorOf = (request: Request): BrowserSession | undefined => {
    const body = actionForm.safeParse(request.body);
    const visitor = session.get(request);
    if (!body.success || visitor === undefined) return undefined;
    const same = isSameState(body.data.csrf, visitor.csrf) && body.data.workspace === visitor.workspace;
    return same ? visitor : undefined;
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

  router.post('/permission-set', form, async (request, response) => {
    const visitor = visitorOf(request);
    const org = visitor && workspaces.get(visitor.workspace)?.org;
    if (org === undefined) return html(response, 403, startedElsewhere());
    return showResult(response, visitor, await assign(org));
  });

  router.post('/disconnect', form, async (request, response) => {
    const visitor = visitorOf(request);
    if (visitor === undefined) return html(response, 403, startedElsewhere());
    try {
      const done = await connections.disconnect(visitor.workspace);
      session.clear(response);
      return html(response, 200, disconnectedPage(visitor.workspace, done?.revoked ?? true));
    } catch (error) {
      if (!(error instanceof ConfiguredByEnvironment)) throw error;
      return html(response, 409, troublePage('The org is configured elsewhere', [error.message]));
    }
  });

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

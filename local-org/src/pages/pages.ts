import { Router, type Request, type Response } from 'express';
import type { LocalOrg } from '../org.ts';
import { normaliseId } from '../values/id.ts';
import { componentApi } from './api/router.ts';
import { assets } from './assets.ts';
import { BUILDS_URL } from './build/bundle-folder.ts';
import { createBuilder, type BuildState, type ComponentBuilder } from './builder.ts';
import { loginRoutes } from './login.ts';
import { loopbackOnly } from './loopback-only.ts';
import { asUser } from './org-query.ts';
import { pageContext } from './page-context.ts';
import { createPageMetadata, type PageMetadata } from './page-metadata.ts';
import { pageViewer, type Viewer } from './page-session.ts';
import { staticResourceRoute } from './static-resource.ts';
import { buildingPage } from './view/building.ts';
import { html, type Content } from './view/html.ts';
import { appLauncher, navigationOf, tabLabel, visibleTabs } from './view/launcher.ts';
import { listView, type ListContext } from './view/list.ts';
import { readRecord } from './view/record.ts';
import { recordPage } from './view/record-page.ts';
import { page } from './view/shell.ts';
import { tabPage } from './view/tab-page.ts';
import { textsFor } from './view/texts.ts';

/** The pages of an org: what a person sees of it in a browser. */
export interface Pages {
  readonly router: Router;
  /** Begins to build the project's components, so that the first page need not wait for it. */
  prepare(): void;
  /** Ends what is being built. */
  close(): void;
}

/** One page as it is about to be written. */
interface PageContent {
  readonly status?: number;
  readonly title: string;
  readonly content: Content;
  /** Page reference as components see it. */
  readonly reference: unknown;
  /** Tab or object whose entry in the navigation is the current one. */
  readonly current?: string;
}

/** Scripts and connections of this origin only; components' styles are put into the page by the engine. */
const SECURITY_HEADERS = {
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

const message = (title: string, text: string): Content =>
  html`<section class="slds-card slds-p-around_large" data-part="message">
    <h1 class="slds-text-heading_medium">${title}</h1>
    <p class="slds-m-top_small">${text}</p>
  </section>`;

const reference = (type: string, attributes: object, state: object = {}): unknown => ({ type, attributes, state });

const notFound = (context: ListContext): PageContent => ({
  status: 404,
  title: context.texts.notFoundTitle,
  content: message(context.texts.notFoundTitle, context.texts.notFound),
  reference: reference('standard__namedPage', { pageName: 'home' }),
});

const noAccess = (context: ListContext): PageContent => ({
  status: 403,
  title: context.texts.noAccessTitle,
  content: message(context.texts.noAccessTitle, context.texts.noAccess),
  reference: reference('standard__namedPage', { pageName: 'home' }),
});

const home = (context: ListContext): PageContent => ({
  title: context.texts.appLauncher,
  content: appLauncher(context),
  reference: reference('standard__namedPage', { pageName: 'home' }),
});

const parameter = (request: Request, name: string): string => {
  const value = request.params[name];
  return typeof value === 'string' ? value : '';
};

const tab = (context: ListContext, namespace: string, request: Request): PageContent => {
  const found = context.metadata.tab(parameter(request, 'tab'));
  if (!found) return notFound(context);
  if (!visibleTabs(context, [found.name]).length) return noAccess(context);
  if (found.target.kind === 'object') return list(context, found.target.object);
  return {
    title: tabLabel(context, found),
    content: tabPage(context, namespace, found),
    reference: reference('standard__navItemPage', { apiName: found.name }, request.query),
    current: found.name,
  };
};

const list = (context: ListContext, objectName: string): PageContent => {
  const { org, viewer } = context;
  const object = org.schema.object(objectName, org.namespace);
  if (!object?.queryable || !object.fields.has('id')) return notFound(context);
  if (!org.access.canAccessObject(viewer.userId, object, 'read')) return noAccess(context);
  return {
    title: object.labelPlural,
    content: asUser(org, viewer.userId, () => listView(context, object)),
    reference: reference('standard__objectPage', { objectApiName: object.name, actionName: 'list' }),
    current: object.name,
  };
};

const record = (context: ListContext, namespace: string, request: Request): PageContent => {
  const { org, viewer } = context;
  const id = normaliseId(parameter(request, 'id'));
  const object = id === undefined ? undefined : org.schema.objectByKeyPrefix(id.slice(0, 3));
  if (id === undefined || !object) return notFound(context);
  if (!org.access.canAccessObject(viewer.userId, object, 'read')) return noAccess(context);
  return asUser(org, viewer.userId, () => {
    const model = readRecord(context, object, id);
    if (!model) return notFound(context);
    return {
      title: model.name,
      content: recordPage(context, namespace, model),
      reference: reference(
        'standard__recordPage',
        { recordId: id, objectApiName: object.name, actionName: 'view' },
        request.query,
      ),
      current: object.name,
    };
  });
};

type Make = (context: ListContext, request: Request) => PageContent;

const routes = (namespace: string): readonly (readonly [string, Make])[] => [
  ['/lightning', home],
  ['/lightning/page/home', home],
  ['/lightning/n/:tab', (context, request) => tab(context, namespace, request)],
  ['/lightning/o/:object/list', (context, request) => list(context, parameter(request, 'object'))],
  ['/lightning/r/:object/:id/view', (context, request) => record(context, namespace, request)],
  ['/lightning/r/:id/view', (context, request) => record(context, namespace, request)],
];

interface Host {
  readonly org: LocalOrg;
  readonly metadata: () => PageMetadata;
  readonly builder: ComponentBuilder;
}

const write = (
  host: Host,
  state: BuildState,
  viewer: Viewer,
  request: Request,
  response: Response,
  make: Make,
): void => {
  const metadata = host.metadata();
  const texts = textsFor(viewer.language);
  const org: LocalOrg = { ...host.org, schema: metadata.schema(viewer.language) };
  const context: ListContext = { org, metadata, viewer, texts };
  const made = make(context, request);
  const ready = state.kind === 'ready' ? pageContext(context, state.manifest, made.reference) : undefined;
  const failure = state.kind === 'failed' ? [`${texts.buildFailed}: ${state.message}`] : [];
  const navigation = navigationOf(context, made.current);
  response
    .status(made.status ?? 200)
    .type('html')
    .send(
      page(
        {
          title: made.title,
          language: viewer.language.split('_')[0] ?? 'en',
          texts,
          userName: viewer.name,
          appLabel: navigation.appLabel,
          navigation: navigation.items,
          path: request.originalUrl,
          problems: [...failure, ...(ready?.problems ?? [])],
          ...(ready ? { context: ready.context } : {}),
          ...(state.kind === 'ready' ? { script: `${BUILDS_URL}/${state.fingerprint}/${state.manifest.entry}` } : {}),
        },
        made.content,
      ).text,
    );
};

/** The pages of an org, below `/lightning` and `/login`. */
export const createPages = (org: LocalOrg): Pages => {
  const metadata = createPageMetadata(org);
  const builder = createBuilder(org.project, org.namespace);
  const router = Router();
  router.use(['/lightning', '/login', '/assets'], loopbackOnly);
  router.use(assets());
  router.use('/lightning/api', componentApi(org, metadata));
  router.get('/lightning/building', async (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ kind: (await builder.settled()).kind });
  });
  router.get('/lightning/resource/:name', staticResourceRoute(org));
  router.use(['/lightning', '/login'], (_request, response, next) => {
    response.set(SECURITY_HEADERS);
    next();
  });
  router.use(loginRoutes(org));
  for (const [path, make] of routes(org.namespace)) {
    router.get(path, (request, response) => {
      const viewer = pageViewer(org, request, response);
      const state = builder.state();
      if (state.kind === 'building') response.type('html').send(buildingPage(viewer, textsFor(viewer.language)).text);
      else write({ org, metadata, builder }, state, viewer, request, response, make);
    });
  }
  router.get('/', (_request, response) => response.redirect('/lightning'));
  router.use('/lightning', (request, response) => {
    const viewer = pageViewer(org, request, response);
    write({ org, metadata, builder }, builder.state(), viewer, request, response, notFound);
  });
  return { router, prepare: () => void builder.state(), close: () => builder.close() };
};

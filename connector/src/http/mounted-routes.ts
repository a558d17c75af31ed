import type { ChangeFeed } from '../changes/feed.ts';
import { createChangesRouter } from '../changes/router.ts';
import type { Config } from '../config.ts';
import { connectionRouter } from '../connect/connection-router.ts';
import { createConnections } from '../connect/connections.ts';
import { connectPages } from '../connect/pages-router.ts';
import { createPushRouter } from '../push/router.ts';
import { createResyncRouter } from '../resync/router.ts';
import type { Cipher } from '../store/cipher.ts';
import type { Database } from '../store/database.ts';
import type { Logger } from '../logging.ts';
import { erasureRouter } from '../operations/erasure-router.ts';
import { workspacesRouter } from '../workspaces/router.ts';
import type { WorkspaceStore } from '../workspaces/workspace-store.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import type { MountedRoutes } from './app.ts';
import { recognise } from './tokens.ts';

/** What the parts of the HTTP interface work with. */
export interface RoutesContext {
  database: Database;
  workspaces: Workspaces;
  workspaceStore: WorkspaceStore;
  feed: ChangeFeed;
  config: Config;
  /** Undefined while there is no key that all processes share: credentials cannot be stored then. */
  cipher: Cipher | undefined;
  log: Logger;
}

const INSTALL_PAGE = '/packaging/installPackage.apexp?p0=';

/** The parts of the HTTP interface beside webhooks, deliveries and health. */
export const mountedRoutes = (context: RoutesContext): MountedRoutes[] => {
  const { workspaces, workspaceStore: store, config, cipher, log } = context;
  const { salesforce, publicUrl, loopback } = config;
  const canStore = cipher !== undefined;
  const installUrl = salesforce.packageVersionId && `${INSTALL_PAGE}${salesforce.packageVersionId}`;
  const connections = createConnections({ store, workspaces, namespace: salesforce.namespace, installUrl, log });
  const recognised = recognise(config.apiTokens);
  return [
    {
      path: '/connect/salesforce',
      router: connectPages({
        ...{ connections, workspaces, app: salesforce, publicUrl, loopback, recognised, cipher, log },
      }),
    },
    {
      path: '/v1/connection',
      router: connectionRouter({ connections, canStore, loopback }),
    },
    { path: '/v1/changes', router: createChangesRouter(context.feed) },
    {
      path: '/v1/push',
      router: createPushRouter({ ...context, isPushed: (name) => workspaces.get(name)?.access.push !== undefined }),
    },
    { path: '/v1/resync', router: createResyncRouter(context) },
    { path: '/v1/erasures', router: erasureRouter(context) },
    {
      path: '/v1/workspaces',
      router: workspacesRouter({ store, workspaces, canStore, pushNetwork: config.changes.pushNetwork, log }),
    },
  ];
};

import type { Database } from '../store/database.ts';
import type { Logger } from '../logging.ts';
import { workspaceOperations, workspacesRouter } from '../workspaces/router.ts';
import type { WorkspaceStore } from '../workspaces/workspace-store.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import type { MountedRoutes } from './app.ts';

/** What the parts of the HTTP interface work with. */
export interface RoutesContext {
  database: Database;
  workspaces: Workspaces;
  workspaceStore: WorkspaceStore;
  /** Whether credentials can be stored so that every process can read them. */
  canStore: boolean;
  log: Logger;
}

/** The parts of the HTTP interface beside webhooks, deliveries and health. */
export const mountedRoutes = (context: RoutesContext): MountedRoutes[] => {
  const { workspaces, workspaceStore: store, canStore, log } = context;
  return [
    {
      path: '/v1/workspaces',
      router: workspacesRouter({ store, workspaces, canStore, log }),
      operations: workspaceOperations,
    },
  ];
};

import { isDeepStrictEqual } from 'node:util';
import { startWorkspace } from './running-workspace.ts';
import type { RunningWorkspace, Surroundings, WorkspaceDefinition } from './running-workspace.ts';
import { DEFAULT_WORKSPACE } from './workspace-name.ts';
import type { DemodeskAccess, StoredAccess, WorkspaceStore } from './workspace-store.ts';

/** How often other processes' changes are looked for. */
const REFRESH_MS = 5000;

/** All workspaces of this process. */
export interface Workspaces {
  get(name: string): RunningWorkspace | undefined;
  all(): RunningWorkspace[];
  /** Takes over what has changed in the database; every process does so by itself within seconds. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

const definitionsFrom = async (
  store: WorkspaceStore,
  { config, log }: Surroundings,
): Promise<Map<string, WorkspaceDefinition>> => {
  const { apiKey, webhookSecrets, signingSecrets } = config.demodesk;
  const { credentials } = config.salesforce;
  const { push, pushNetwork } = config.changes;
  const withNetwork = ({ push, ...access }: StoredAccess): DemodeskAccess => ({
    ...access,
    ...(push === undefined ? {} : { push: { ...push, network: pushNetwork } }),
  });
  const access = { apiKey, webhookSecrets, signingSecrets, ...(push === undefined ? {} : { push }) };
  const fromEnvironment = { name: DEFAULT_WORKSPACE, access, credentials };
  const definitions = new Map<string, WorkspaceDefinition>([[DEFAULT_WORKSPACE, fromEnvironment]]);
  for (const { name, demodesk, salesforce } of await store.all()) {
    const access = demodesk === undefined ? definitions.get(name)?.access : withNetwork(demodesk);
    if (access === undefined) {
      log.warn({ workspace: name }, 'a workspace has an org but no Demodesk key yet; it is left out');
      continue;
    }
    definitions.set(name, {
      name,
      access,
      credentials: salesforce?.credentials ?? definitions.get(name)?.credentials,
    });
  }
  return definitions;
};

/**
 * Starts every workspace: the one of the environment and those in the database.
 *
 * @throws Undecryptable when a key is missing that something in the database was encrypted with
 */
export const startWorkspaces = async (store: WorkspaceStore, surroundings: Surroundings): Promise<Workspaces> => {
  const { log } = surroundings;
  const running = new Map<string, { definition: WorkspaceDefinition; workspace: RunningWorkspace }>();
  let seen = new Map<string, number>();

  const reconcile = async (): Promise<void> => {
    const definitions = await definitionsFrom(store, surroundings);
    for (const [name, { definition, workspace }] of running) {
      if (isDeepStrictEqual(definitions.get(name), definition)) continue;
      log.info({ workspace: name }, 'a workspace has changed');
      // It stays in the list until its successor runs, so that its webhooks are taken without a gap.
      await workspace.stop();
      if (!definitions.has(name)) running.delete(name);
    }
    for (const [name, definition] of definitions) {
      if (isDeepStrictEqual(running.get(name)?.definition, definition)) continue;
      running.set(name, { definition, workspace: await startWorkspace(definition, surroundings) });
    }
  };

  const refresh = async (): Promise<void> => {
    const revisions = await store.revisions();
    if (isDeepStrictEqual(revisions, seen)) return;
    await reconcile();
    seen = revisions;
  };

  let turn = reconcile();
  await turn;
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  };
  const timer = setInterval(() => {
    inTurn(refresh).catch((error: unknown) => log.error({ err: error }, 'workspaces could not be looked up'));
  }, REFRESH_MS);
  timer.unref();

  return {
    get: (name) => running.get(name)?.workspace,
    all: () => [...running.values()].map(({ workspace }) => workspace),
    refresh: () => inTurn(refresh),
    stop: async () => {
      clearInterval(timer);
      await turn;
      await Promise.all([...running.values()].map(({ workspace }) => workspace.stop()));
    },
  };
};

import type { Logger } from '../logging.ts';
import type { SalesforceCredentials } from '../salesforce/credentials.ts';
import { SalesforceFailure } from '../salesforce/failure.ts';
import { createSalesforceOrg } from '../salesforce/org.ts';
import { revokeToken } from '../salesforce/token-endpoint.ts';
import type { WorkspaceStore } from '../workspaces/workspace-store.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import { runPreflight } from './preflight.ts';
import type { Preflight, PreflightOptions } from './preflight.ts';

const REVOKE_TIMEOUT_MS = 15_000;

/** The workspace is connected to another org; sending its meetings elsewhere has to be meant. */
export class AnotherOrg extends Error {
  constructor(workspace: string, organizationId: string) {
    super(`The workspace "${workspace}" is connected to another org (${organizationId}).`);
    this.name = 'AnotherOrg';
  }
}

/** The workspace has neither a Demodesk key in the environment nor one in the database. */
export class UnknownWorkspace extends Error {
  constructor(workspace: string) {
    super(`There is no workspace "${workspace}".`);
    this.name = 'UnknownWorkspace';
  }
}

/** The org comes from the environment, where it has to be changed. */
export class ConfiguredByEnvironment extends Error {
  constructor(workspace: string) {
    super(`The org of the workspace "${workspace}" is configured by the environment.`);
    this.name = 'ConfiguredByEnvironment';
  }
}

/** What became of a connection. */
export interface Disconnection {
  /** Whether Salesforce has taken the token back; if not, it has to be revoked there. */
  revoked: boolean;
}

/** Connects workspaces to orgs, looks after them, and parts them again. */
export interface Connections {
  /**
   * Logs in, keeps the credentials, and starts passing deliveries on.
   *
   * @throws SalesforceFailure when the login fails, UnknownWorkspace, AnotherOrg
   */
  connect(workspace: string, credentials: SalesforceCredentials): Promise<void>;
  /** @returns the preflight of the connected org, or undefined when none is. @throws UnknownWorkspace */
  preflight(workspace: string, expected?: PreflightOptions['expected']): Promise<Preflight | undefined>;
  /**
   * Revokes the token at Salesforce and forgets it; deliveries wait.
   *
   * @returns undefined when no org is connected
   * @throws UnknownWorkspace, ConfiguredByEnvironment
   */
  disconnect(workspace: string): Promise<Disconnection | undefined>;
}

/** What connections are made with. */
export interface ConnectionsOptions {
  store: WorkspaceStore;
  workspaces: Workspaces;
  namespace: string;
  installUrl: string | undefined;
  log: Logger;
}

const identityOf = async (credentials: SalesforceCredentials, namespace: string) => {
  const org = createSalesforceOrg({ credentials, namespace });
  const { organizationId, instanceUrl, userId } = await org.session.token();
  const username = credentials.flow === 'jwt-bearer' ? credentials.username : userId;
  return { organizationId, instanceUrl, username };
};

const tokenToRevoke = (credentials: SalesforceCredentials): string | undefined =>
  credentials.flow === 'web-server' ? credentials.refreshToken : undefined;

export const createConnections = (options: ConnectionsOptions): Connections => {
  const { store, workspaces, namespace, installUrl, log } = options;

  const running = (workspace: string) => {
    const found = workspaces.get(workspace);
    if (found === undefined) throw new UnknownWorkspace(workspace);
    return found;
  };

  const stored = async (workspace: string) => (await store.all()).find(({ name }) => name === workspace)?.salesforce;

  const revoke = async (credentials: SalesforceCredentials): Promise<boolean> => {
    const token = tokenToRevoke(credentials);
    if (token === undefined) return true;
    try {
      await revokeToken(credentials.loginUrl, token, REVOKE_TIMEOUT_MS);
      return true;
    } catch (error) {
      if (!(error instanceof SalesforceFailure)) throw error;
      log.warn({ code: error.code }, 'a Salesforce token could not be revoked');
      return false;
    }
  };

  return {
    connect: async (workspace, credentials) => {
      running(workspace);
      const identity = await identityOf(credentials, namespace);
      const before = await stored(workspace);
      if (before !== undefined && before.organizationId !== identity.organizationId) {
        await revoke(credentials);
        throw new AnotherOrg(workspace, before.organizationId);
      }
      await store.saveSalesforce(workspace, { credentials, ...identity });
      await workspaces.refresh();
      log.info({ workspace, organizationId: identity.organizationId, flow: credentials.flow }, 'Salesforce connected');
      // The token of an earlier login to the same org is of no use any more.
      if (before !== undefined && tokenToRevoke(before.credentials) !== tokenToRevoke(credentials)) {
        await revoke(before.credentials);
      }
    },

    preflight: async (workspace, expected) => {
      const { org } = running(workspace);
      return org === undefined ? undefined : runPreflight(org, { installUrl, expected });
    },

    disconnect: async (workspace) => {
      const { org } = running(workspace);
      const before = await stored(workspace);
      if (before === undefined && org !== undefined) throw new ConfiguredByEnvironment(workspace);
      if (before === undefined) return undefined;
      await store.removeSalesforce(workspace);
      await workspaces.refresh();
      const revoked = await revoke(before.credentials);
      log.info({ workspace, revoked }, 'Salesforce disconnected');
      return { revoked };
    },
  };
};

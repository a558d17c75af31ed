import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { OrgFeatures } from '../schema/standard/index.ts';
import { ProjectError } from './sfdx-project.ts';

/** Where a project says what kind of org it runs in, from the folder of sfdx-project.json. */
export const SETTINGS_FILE = 'config/local-org.json';

const duplicateRule = z.strictObject({
  object: z.string().min(1),
  /** Fields that must all be equal, ignoring case; empty fields match nothing. */
  fields: z.array(z.string().min(1)).min(1),
  onCreate: z.enum(['alert', 'block', 'report']).default('alert'),
  onEdit: z.enum(['alert', 'block', 'report']).default('report'),
});

const features = z.strictObject({
  sharedActivities: z.boolean().optional(),
  enhancedNotes: z.boolean().optional(),
  personAccounts: z.boolean().optional(),
  /** `true`: Salesforce's standard rules; a list: rules of this org, where `"standard"` stands for Salesforce's. */
  duplicateRules: z.union([z.boolean(), z.array(z.union([z.literal('standard'), duplicateRule]))]).optional(),
});

const connectedApp = z.strictObject({
  id: z.string().min(1),
  secret: z.string().min(1),
  callbackUrls: z.array(z.url()).optional(),
  scopes: z.array(z.string().min(1)).optional(),
  /** PEM file of the certificate its JWTs are signed for, from the folder of sfdx-project.json. */
  certificateFile: z.string().min(1).optional(),
  rotatesRefreshTokens: z.boolean().optional(),
  requiresPkce: z.boolean().optional(),
});

const settingsFile = z.strictObject({
  $comment: z.string().optional(),
  features: features.default({}),
  /** Features of the org in which a test class runs, by the name of the class; over those of the org. */
  tests: z.record(z.string(), features).default({}),
  /** Apps that may sign in, beside the local one. */
  connectedApps: z.array(connectedApp).default([]),
});

/** What a project wants of its local org. */
export interface OrgSettings {
  readonly features: OrgFeatures;
  readonly tests: ReadonlyMap<string, OrgFeatures>;
  readonly connectedApps: readonly ConnectedAppSettings[];
}

/** A connected app of the org, as the project wants it. */
export interface ConnectedAppSettings {
  readonly id: string;
  readonly secret: string;
  readonly callbackUrls?: readonly string[];
  readonly scopes?: readonly string[];
  /** PEM */
  readonly certificate?: string;
  readonly rotatesRefreshTokens?: boolean;
  readonly requiresPkce?: boolean;
}

/** Leaves out what was not said, so that features may be laid over each other. */
const said = (given: z.infer<typeof features>): OrgFeatures =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

const readApp = (
  projectDir: string,
  { id, secret, certificateFile, callbackUrls, scopes, ...rest }: z.infer<typeof connectedApp>,
): ConnectedAppSettings => {
  const path = certificateFile === undefined ? undefined : join(projectDir, certificateFile);
  if (path !== undefined && !existsSync(path)) {
    throw new ProjectError(`${path}, the certificate of the connected app ${id}, is not there`);
  }
  return {
    id,
    secret,
    rotatesRefreshTokens: rest.rotatesRefreshTokens ?? false,
    requiresPkce: rest.requiresPkce ?? false,
    ...(callbackUrls ? { callbackUrls } : {}),
    ...(scopes ? { scopes } : {}),
    ...(path === undefined ? {} : { certificate: readFileSync(path, 'utf8') }),
  };
};

/**
 * Reads `config/local-org.json`; a project without it gets an org as Salesforce makes it.
 * @throws ProjectError when the file is wrong
 */
export const readOrgSettings = (projectDir: string): OrgSettings => {
  const path = join(projectDir, SETTINGS_FILE);
  if (!existsSync(path)) return { features: {}, tests: new Map(), connectedApps: [] };
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ProjectError(`${path} is not valid JSON: ${(error as Error).message}`);
  }
  const parsed = settingsFile.safeParse(json);
  if (!parsed.success) throw new ProjectError(`${path} is wrong:\n${z.prettifyError(parsed.error)}`);
  return {
    features: said(parsed.data.features),
    tests: new Map(Object.entries(parsed.data.tests).map(([name, given]) => [name.toLowerCase(), said(given)])),
    connectedApps: parsed.data.connectedApps.map((app) => readApp(projectDir, app)),
  };
};

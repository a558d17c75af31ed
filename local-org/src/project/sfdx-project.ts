import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** A project that cannot be read as an sfdx project; the message says what to do about it. */
export class ProjectError extends Error {
  override readonly name: string = 'ProjectError';
}

/** What the local org needs to know from `sfdx-project.json`. */
export interface SfdxProject {
  /** Absolute path of the folder with sfdx-project.json. */
  readonly directory: string;
  readonly name: string;
  /** '' when the project has none. */
  readonly namespace: string;
  /** e.g. `65.0` */
  readonly sourceApiVersion: string;
  /** Absolute paths, in the order of the file. */
  readonly packageDirectories: readonly string[];
  /** Class that Salesforce runs after the package was installed; absent when the project names none. */
  readonly postInstallScript?: string;
}

/** The API version of a project that names none: the newest one the local org speaks. */
export const NEWEST_API_VERSION = '65.0';

const projectFile = z.object({
  name: z.string().optional(),
  namespace: z.string().optional(),
  sourceApiVersion: z
    .string()
    .regex(/^\d{2,3}\.0$/)
    .optional(),
  packageDirectories: z
    .array(z.object({ path: z.string().min(1), postInstallScript: z.string().min(1).optional() }))
    .min(1),
});

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ProjectError(`${file} is not valid JSON: ${(error as Error).message}`);
  }
};

/**
 * Reads the project's definition.
 * @param projectDir folder that holds sfdx-project.json
 * @throws ProjectError when the file is missing or wrong, or a package directory does not exist
 */
export const readProject = (projectDir: string): SfdxProject => {
  const directory = resolve(projectDir);
  const file = join(directory, 'sfdx-project.json');
  if (!existsSync(file)) throw new ProjectError(`No sfdx-project.json in ${directory}: name the folder that holds it`);
  const parsed = projectFile.safeParse(readJson(file));
  if (!parsed.success) throw new ProjectError(`${file} is not a valid sfdx project:\n${z.prettifyError(parsed.error)}`);
  const packageDirectories = parsed.data.packageDirectories.map(({ path }) => resolve(directory, path));
  const postInstallScript = parsed.data.packageDirectories.find((each) => each.postInstallScript)?.postInstallScript;
  const missing = packageDirectories.find((path) => !existsSync(path));
  if (missing !== undefined)
    throw new ProjectError(`${file} names a package directory that does not exist: ${missing}`);
  return {
    directory,
    name: parsed.data.name ?? '',
    namespace: parsed.data.namespace ?? '',
    sourceApiVersion: parsed.data.sourceApiVersion ?? NEWEST_API_VERSION,
    packageDirectories,
    ...(postInstallScript === undefined ? {} : { postInstallScript }),
  };
};

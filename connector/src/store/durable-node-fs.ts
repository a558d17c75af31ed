import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type InitOptions = Parameters<NodeFS['init']>[1];
type InitResult = Awaited<ReturnType<NodeFS['init']>>;

/** What is needed of an Emscripten module to give its file system a working fsync. */
interface ModuleWithNodeFs {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } };
}

const hasNodeFs = (module: unknown): module is ModuleWithNodeFs =>
  typeof module === 'object' && module !== null && 'NODEFS' in module;

/**
 * PGlite's file system on a real folder, with an fsync that reaches the disk.
 * Emscripten's NODEFS has none: Postgres would believe its log is safe while it is still in memory.
 */
export class DurableNodeFs extends NodeFS {
  /** How many times Postgres has forced data to the disk. */
  syncs = 0;

  override async init(pglite: PGlite, options: InitOptions): Promise<InitResult> {
    const result = await super.init(pglite, options);
    const preRun: unknown = result.emscriptenOpts.preRun;
    if (!Array.isArray(preRun)) throw new TypeError('PGlite no longer takes a list of preRun functions.');
    preRun.push((module: unknown) => this.#addFsync(module));
    return result;
  }

  #addFsync(module: unknown): void {
    if (!hasNodeFs(module)) throw new TypeError('PGlite no longer exposes NODEFS; its writes would not be durable.');
    module.NODEFS.stream_ops.fsync = (stream) => {
      fsyncSync(stream.nfd);
      this.syncs += 1;
      return 0;
    };
  }
}

const syncPath = (path: string): void => {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

/** Forces a whole directory, its files and its names to the disk. */
export const syncTree = (directory: string): void => {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(directory);
};

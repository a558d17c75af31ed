import { createHash, type Hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schema } from '../schema/model.ts';

/** What decides whether Apex compiles, besides the local org's own code. */
export interface CompiledInput {
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  readonly schema: Schema;
  readonly namespace: string;
}

/** Whether Apex is known to compile without a problem. */
export interface Proof {
  exists(): boolean;
  /** Remembers, for later processes too, that it does. */
  write(): void;
}

const CACHE_FOLDER = join(import.meta.dirname, '../../../node_modules/.cache/local-org/compiled');

const OWN_CODE = join(import.meta.dirname, '..');

let ownVersion: string | undefined;

/** Changes with every change of the local org's code: the compiler and the library are part of it. */
const versionOfOwnCode = (): string => {
  if (ownVersion !== undefined) return ownVersion;
  const hash = createHash('sha256');
  for (const entry of readdirSync(OWN_CODE, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\n${size}\n${mtimeMs}\n`);
  }
  ownVersion = hash.digest('hex');
  return ownVersion;
};

const addSchema = (hash: Hash, schema: Schema): void => {
  for (const object of schema.objects) {
    hash.update(JSON.stringify(object, (_key, value: unknown) => (value instanceof Map ? [...value.values()] : value)));
  }
};

/** A proof is about these very texts and this very schema, and only for this very code of the local org. */
export const proofOfCompilation = ({ sources, schema, namespace }: CompiledInput): Proof => {
  const hash = createHash('sha256').update(`${versionOfOwnCode()}\n${namespace}\n`);
  for (const { file, text } of sources) hash.update(`${file}\n${text.length}\n${text}\n`);
  addSchema(hash, schema);
  const file = join(CACHE_FOLDER, hash.digest('hex'));
  return {
    exists: () => existsSync(file),
    write: () => {
      try {
        mkdirSync(CACHE_FOLDER, { recursive: true });
        writeFileSync(file, '');
      } catch {
        // A read-only checkout costs time, nothing else.
      }
    },
  };
};

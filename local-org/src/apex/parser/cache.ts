import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ParsedFile } from '../ast.ts';
import { parseApex, type SourceKind } from './parse.ts';

/** Raised whenever the shape of the tree changes, so that trees of another version are never read. */
const TREE_VERSION = '4';

const CACHE_FOLDER = join(import.meta.dirname, '../../../../node_modules/.cache/local-org/apex');

const read = (file: string): ParsedFile | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ParsedFile;
  } catch {
    // Absent or damaged: parse again.
    return undefined;
  }
};

const write = (file: string, parsed: ParsedFile): void => {
  try {
    mkdirSync(CACHE_FOLDER, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(parsed));
    renameSync(draft, file);
  } catch {
    // A read-only checkout costs time, nothing else.
  }
};

/** Trees of this process: orgs of one project share them. */
const inMemory = new Map<string, WeakRef<ParsedFile>>();

/** As `parseApex`, but remembers the trees of error-free sources on disk by a hash of their text. */
export const parseCached = (source: string, kind: SourceKind): ParsedFile => {
  const hash = createHash('sha256').update(`${TREE_VERSION}\n${kind}\n${source}`).digest('hex');
  const file = join(CACHE_FOLDER, `${hash}.json`);
  let parsed = inMemory.get(hash)?.deref() ?? read(file);
  if (!parsed) {
    parsed = parseApex(source, kind);
    if (parsed.unit) write(file, parsed);
  }
  inMemory.set(hash, new WeakRef(parsed));
  return parsed;
};

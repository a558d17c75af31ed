import { join } from 'node:path';
import { CACHE_FOLDER } from './folders.ts';

export const MANIFEST_FILE = 'manifest.json';

/** Where a build lies, by the fingerprint of what it is built from. */
export const buildFolder = (fingerprint: string): string => join(CACHE_FOLDER, 'builds', fingerprint);

/** Where builds are served. */
export const BUILDS_URL = '/lightning/assets/builds';

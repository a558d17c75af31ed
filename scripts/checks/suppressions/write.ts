/** Writes the list of suppressions into `docs/security-review.md`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectRoot } from '../../stack/service.ts';
import { findSuppressions, LIST, suppressionTable, withTable } from './suppressions.ts';

const root = resolve(projectRoot);
const path = join(root, LIST);
const document = withTable(readFileSync(path, 'utf8'), suppressionTable(findSuppressions(root)));
if (document === undefined) {
  console.error(`${LIST} has no place for the list of suppressions.`);
  process.exit(1);
}
writeFileSync(path, document);

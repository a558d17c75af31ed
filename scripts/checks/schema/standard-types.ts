import { toolPath } from '../engine/tools.ts';
import { readZip } from './zip.ts';

const JAR = '@salesforce/code-analyzer-pmd-engine/dist/java-lib/standard-types-65.0.0.jar';
const PACKAGE = 'com/nawforce/runforce/';
/** Names the compiler knows by itself. */
const BUILT_IN = [
  'trigger',
  'label',
  'page',
  'component',
  'connectapi',
  'schema',
  'system',
  'flow',
  'sobjecttype',
  'dataweavescriptexception',
];

/** Lower-case names of the platform's namespaces and of the types in all of them, at API 65.0. */
export const standardTypeNames = (): ReadonlySet<string> => {
  const names = new Set(BUILT_IN);
  for (const path of readZip(toolPath(JAR)).keys()) {
    const [namespace, type] = path.startsWith(PACKAGE) ? path.slice(PACKAGE.length).split('/') : [];
    if (namespace === undefined || type === undefined) continue;
    names.add(namespace.toLowerCase());
    names.add(type.replace(/(\$.*)?\.class$/, '').toLowerCase());
  }
  return names;
};

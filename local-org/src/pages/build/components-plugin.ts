import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import lwc from '@lwc/rollup-plugin';
import type { Plugin, TransformPluginContext } from 'rollup';
import { createCompileCache } from './compile-cache.ts';
import type { ComponentSource } from './components.ts';
import { BASE_COMPONENTS, CLIENT_FOLDER, LWC } from './folders.ts';
import type { BuildProblem, ImportedModule } from './manifest.ts';
import { baseLabelText, orgModule, platformModule } from './org-modules.ts';
import { patchBaseComponent } from './patches.ts';

/** What a build learns on its way. */
export interface Findings {
  readonly imports: ImportedModule[];
  readonly baseLabels: Map<string, string>;
  readonly problems: BuildProblem[];
  /** Modules of the library that the components use. */
  readonly library: Set<string>;
}

/** Modules that all projects share are named so: `lightning/button`, `lwc`, `platform/apex.js`. */
const libraryName = (module: string, found: string | undefined): string | undefined => {
  if (found?.startsWith(CLIENT_FOLDER + sep) === true && found.endsWith('.js')) {
    const inside = relative(CLIENT_FOLDER, found).split(sep).join('/');
    if (inside.startsWith('platform/')) return inside;
  }
  return /^(?:lwc|@lwc\/.+|lightning\/\w+)$/.test(module) ? module : undefined;
};

const START = join(CLIENT_FOLDER, 'start.js');
const ORG = '\0org:';
const BROKEN = '\0broken:';
const COMPONENTS = '\0components';
/** The start script imports the list of the project's components by this name. */
const COMPONENTS_MODULE = 'local-org/components';

/** The module that stands where a component could not be built: whoever loads it hears why. */
const brokenModule = (message: string): string =>
  `throw new Error(${JSON.stringify(message)});\nconst nothing = {};\nexport default nothing;`;

const componentList = (components: readonly ComponentSource[]): string =>
  `export const components = {\n${components
    .map(({ name }) => `  ${JSON.stringify(name)}: () => import(${JSON.stringify(`c/${name}`)}),`)
    .join('\n')}\n};`;

/** Who of the project a file belongs to, e.g. `c/syncLog`. */
const ownerOf = (components: readonly ComponentSource[], file: string): string | undefined => {
  const owner = components.find(({ folder }) => file.startsWith(folder + sep));
  return owner && `c/${owner.name}`;
};

const KNOWN_TO_ALL = /^(?:lwc|@lwc\/.+|@salesforce\/(?:gate|accessCheck|internal)\/.+)$/;

const inner = (components: readonly ComponentSource[], namespace: string) =>
  lwc({
    rootDir: join(CLIENT_FOLDER, 'components'),
    enableDynamicComponents: true,
    enableLwcOn: true,
    modules: [
      ...components.flatMap(({ name, entry }) =>
        [...new Set(['c', namespace])]
          .filter((space) => space !== '')
          .map((space) => ({ name: `${space}/${name}`, path: entry })),
      ),
      { dir: join(BASE_COMPONENTS, 'src') },
      { npm: 'lightning-base-components' },
    ],
  });

/** Whether a file goes through the compiler: components do, plain scripts of the platform do not. */
const isCompiled = (file: string): boolean =>
  !file.startsWith('\0') &&
  !file.startsWith(join(CLIENT_FOLDER, 'platform')) &&
  !file.startsWith(LWC) &&
  !/[/\\]@lwc[/\\]/.test(file);

const cleaned = (code: string): string =>
  code.replaceAll('import.meta.env.SSR', 'false').replaceAll('process.env.NODE_ENV', '"production"');

const textOfError = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The rollup plugin that makes components of a project into modules: the compiler of Lightning Web Components around
 * what only an org has.
 * @param builds the components of a project, which leave the library outside; or the library itself
 */
export const componentsPlugin = (
  components: readonly ComponentSource[],
  namespace: string,
  builds: 'components' | 'library',
): { readonly plugin: Plugin; readonly findings: Findings } => {
  const findings: Findings = { imports: [], baseLabels: new Map(), problems: [], library: new Set() };
  const compiler = inner(components, namespace);
  const cached = createCompileCache();
  const hooks = compiler as unknown as {
    buildStart: (options: { input: string[] }) => void;
    resolveId: (source: string, importer: string | undefined) => string | undefined;
    load: (id: string) => string | undefined;
    transform: (this: TransformPluginContext, code: string, id: string) => { code: string } | undefined;
  };

  const refuse = (component: string, message: string): string => {
    findings.problems.push({ component, message });
    return `${BROKEN}${component}: ${message}`;
  };

  const resolveFor = (module: string, importer: string): string | undefined => {
    const owner = ownerOf(components, importer);
    if (module.startsWith('.') || module.startsWith('/')) {
      const found = hooks.resolveId(module, importer);
      const file = found?.split('?')[0] ?? '';
      const isImplicit = file.startsWith('@lwc') || file.endsWith('.css');
      if (owner === undefined || isImplicit || existsSync(file)) return found;
      return refuse(owner, `${owner} imports "${module}", and there is no such file (${basename(importer)})`);
    }
    if (orgModule(module) !== undefined) {
      if (owner !== undefined) findings.imports.push({ module, component: owner });
      const text = baseLabelText(module);
      if (text !== undefined && module.startsWith('@salesforce/label/')) {
        findings.baseLabels.set(module.slice('@salesforce/label/'.length), text);
      }
      return `${ORG}${module}`;
    }
    // For the project it is asked from here: its folder need not be an npm package.
    const found = platformModule(module) ?? hooks.resolveId(module, owner === undefined ? importer : START);
    if (found !== undefined || owner === undefined) return found;
    if (KNOWN_TO_ALL.test(module)) return undefined;
    return refuse(owner, `${owner} uses "${module}", which the local org does not have (${basename(importer)})`);
  };

  const plugin: Plugin = {
    name: 'local-org-components',
    buildStart() {
      hooks.buildStart.call(this, { input: [] });
    },
    resolveId(module, importer) {
      if (module === COMPONENTS_MODULE) return COMPONENTS;
      if (module.startsWith('\0')) return null;
      const isInside = importer === undefined || importer.startsWith('\0');
      const from = isInside ? START : (importer.split('?')[0] ?? '');
      if (module === START) return module;
      const found = module.startsWith(CLIENT_FOLDER) ? module : resolveFor(module, from);
      if (found?.startsWith(BROKEN)) return { id: found, syntheticNamedExports: true };
      const shared = builds === 'components' ? libraryName(module, found) : undefined;
      if (shared === undefined) return found ?? null;
      findings.library.add(shared);
      return { id: shared, external: true };
    },
    load(id) {
      if (id === COMPONENTS) return componentList(components);
      if (id.startsWith(ORG)) return orgModule(id.slice(ORG.length)) ?? null;
      if (id.startsWith(BROKEN)) return brokenModule(id.slice(BROKEN.length));
      return hooks.load.call(this, id) ?? null;
    },
    transform(source, id) {
      const [file = ''] = id.split('?');
      if (!isCompiled(file)) return { code: cleaned(source), map: null };
      const patched = patchBaseComponent(file, source);
      // The compiler names a component after its folder and the one around that.
      const place = `${basename(dirname(dirname(file)))}/${basename(dirname(file))}/${basename(file)}?${id.split('?')[1] ?? ''}`;
      try {
        const code = cached(place, patched, () => {
          const result = hooks.transform.call(this, patched, id);
          return cleaned(result?.code ?? patched);
        });
        return { code, map: null };
      } catch (error) {
        const owner = ownerOf(components, file);
        if (owner === undefined) throw new Error(`${file}: ${textOfError(error)}`, { cause: error });
        const message = `${owner} does not compile (${basename(file)}): ${textOfError(error)}`;
        findings.problems.push({ component: owner, message });
        return { code: brokenModule(message), map: null, syntheticNamedExports: true };
      }
    },
  };
  return { plugin, findings };
};

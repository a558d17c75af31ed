/** What Lightning Web Components import from the org: Apex methods with their parameters, labels, fields, components. */
import { type ApexMethod, type ClassIndex, classIndex, isTestClass } from '../apex/classes.ts';
import { labelNames, unknownLabel } from '../apex-references/labels.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';
import { metadataOfKind, type Project } from '../project/project.ts';
import { nearest, resolvePath } from '../schema/resolve.ts';
import { projectSchema } from '../schema/project-schema.ts';
import type { Schema } from '../schema/schema.ts';
import { type Component, componentsOf } from './components.ts';
import { readScript, type ScriptFacts, type ScriptImport } from './script.ts';

type Report = (line: number, rule: string, message: string, remedy: string) => void;

/** What the imports are held against. */
interface Known {
  readonly project: Project;
  readonly schema: Schema;
  readonly classes: ClassIndex;
  readonly labels: ReadonlySet<string>;
  readonly components: readonly Component[];
  readonly imported: Set<string>;
}

const isAuraEnabled = (method: ApexMethod): boolean =>
  method.modifiers.some((modifier) => modifier.startsWith('@auraenabled'));

const withoutNamespace = (name: string, { project }: Known): string =>
  project.namespace !== '' && name.startsWith(`${project.namespace}.`)
    ? name.slice(project.namespace.length + 1)
    : name;

const findMethod = (known: Known, path: string): ApexMethod | undefined => {
  const [owner = '', name = ''] = withoutNamespace(path, known).split('.');
  return known.classes
    .get(owner.toLowerCase())
    ?.methods.find((method) => method.name === name && isAuraEnabled(method));
};

const checkApexImport = (known: Known, each: ScriptImport, path: string, facts: ScriptFacts, report: Report): void => {
  known.imported.add(withoutNamespace(path, known).toLowerCase());
  const method = findMethod(known, path);
  if (method === undefined) {
    report(
      each.line,
      'unknown-apex-method',
      `There is no @AuraEnabled method "${path}"`,
      'Correct the import, or add the method.',
    );
    return;
  }
  const wanted = method.parameters.map(({ name }) => name);
  for (const { name, line, keys } of facts.uses) {
    if (name !== each.name || keys === undefined) continue;
    const extra = keys.filter((key) => !wanted.includes(key));
    const missing = wanted.filter((key) => !keys.includes(key));
    const takes = wanted.length === 0 ? 'It takes none.' : `It takes ${wanted.join(', ')}.`;
    for (const key of extra) report(line, 'wrong-apex-parameter', `${path} has no parameter "${key}"`, takes);
    for (const key of missing) report(line, 'missing-apex-parameter', `${path} is called without "${key}"`, takes);
  }
};

const checkSchemaImport = ({ schema }: Known, each: ScriptImport, path: string, report: Report): void => {
  const [object = '', ...fields] = path.split('.');
  const found = schema.object(object);
  if (found === undefined) {
    report(each.line, 'unknown-object', `There is no object "${object}"`, 'Correct the import.');
    return;
  }
  if (fields.length === 0) return;
  const result = resolvePath(schema, found, fields);
  if (result.kind === 'column' || result.kind === 'unknown') return;
  report(
    each.line,
    'unknown-field',
    `${result.on} has no ${result.kind === 'unknown-column' ? 'field' : 'relationship'} "${result.name}"`,
    result.suggestion ? `Did you mean ${result.suggestion}? Correct the import.` : 'Correct the import.',
  );
};

const namesOf = (known: Known, suffix: string): ReadonlySet<string> =>
  new Set(metadataOfKind(known.project, suffix).map(({ name }) => name));

const BY_NAME: Readonly<Record<string, { readonly suffix: string; readonly is: string }>> = {
  resourceUrl: { suffix: 'resource', is: 'static resource' },
  customPermission: { suffix: 'customPermission', is: 'custom permission' },
  contentAssetUrl: { suffix: 'asset', is: 'asset file' },
  messageChannel: { suffix: 'messageChannel', is: 'message channel' },
};

const checkImport = (known: Known, each: ScriptImport, facts: ScriptFacts, report: Report): void => {
  const [, kind = '', path = ''] = /^@salesforce\/(\w+)\/(.+)$/.exec(each.module) ?? [];
  if (kind === 'apex') checkApexImport(known, each, path, facts, report);
  if (kind === 'schema') checkSchemaImport(known, each, path, report);
  if (kind === 'label') {
    const [owner, name = ''] = path.split('.');
    const own = owner === 'c' || owner === known.project.namespace;
    if (own && !known.labels.has(name)) report(each.line, 'unknown-label', ...unknownLabel(name, known.labels));
  }
  const named = BY_NAME[kind];
  const name = withoutNamespace(path.replace(/__c$/, ''), known);
  if (named && !namesOf(known, named.suffix).has(name)) {
    report(each.line, 'unknown-import', `There is no ${named.is} "${name}"`, 'Correct the import, or add it.');
  }
  const [, component] = /^c\/(\w+)$/.exec(each.module) ?? [];
  if (component && !known.components.some((other) => other.name === component)) {
    report(each.line, 'unknown-component', `There is no component "c/${component}"`, componentHint(known, component));
  }
};

const componentHint = ({ components }: Known, name: string): string => {
  const near = nearest(
    name,
    components.map((each) => each.name),
  );
  return near ? `Did you mean ${near}? Correct the name.` : 'Correct the name, or add the component.';
};

const camelCase = (tag: string): string => tag.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const checkTemplate = (known: Known, text: string, report: Report): void => {
  text.split('\n').forEach((content, index) => {
    for (const [, tag = ''] of content.matchAll(/<c-([a-z0-9-]+)/g)) {
      const name = camelCase(tag);
      if (known.components.some((other) => other.name === name)) continue;
      report(index + 1, 'unknown-component', `There is no component <c-${tag}>`, componentHint(known, name));
    }
  });
};

const unused = ({ classes, imported }: Known): readonly Finding[] =>
  [...classes.values()].flatMap((each) =>
    isTestClass(each)
      ? []
      : each.methods
          .filter((method) => isAuraEnabled(method) && method.modifiers.includes('static'))
          .filter((method) => !imported.has(`${each.name}.${method.name}`.toLowerCase()))
          .map((method) => ({
            file: each.file.path,
            line: method.line,
            rule: 'unused-aura-enabled',
            message: `No component imports ${each.name}.${method.name}`,
            remedy: 'Remove @AuraEnabled or the method: it is an entry point that nobody needs.',
          })),
  );

export const checkLwcReferences = (project: Project): readonly Finding[] => {
  const findings: Finding[] = [];
  const components = componentsOf(project);
  const known: Known = {
    project,
    schema: projectSchema(project),
    classes: classIndex(project),
    labels: labelNames(project),
    components,
    imported: new Set(),
  };
  for (const { scripts, templates } of components) {
    for (const file of [...scripts, ...templates]) {
      const report: Report = (line, rule, message, remedy) => findings.push({ file, line, rule, message, remedy });
      const text = project.files.get(file) ?? '';
      if (file.endsWith('.html')) checkTemplate(known, text, report);
      else {
        const facts = readScript(file, text);
        for (const each of facts.imports) checkImport(known, each, facts, report);
      }
    }
  }
  return [...findings, ...unused(known)];
};

export const lwcReferencesPart: Part = {
  name: 'lwc-references',
  finds: 'imports of components that nothing answers: Apex methods and their parameters, labels, fields, components',
  needsJava: false,
  inputs: ['force-app/**/*.{js,html,cls,xml}'],
  weight: 2,
  run: ({ project }) => Promise.resolve(checkLwcReferences(project)),
};

import type { LocalOrg } from '../org.ts';
import { filesEnding } from '../project/source-files.ts';
import { qualifiedName } from '../schema/metadata/names.ts';
import { findAuraMethod } from './api/apex.ts';
import type { Manifest } from './build/manifest.ts';
import { germanBaseLabel } from './i18n/base-labels.ts';
import { formatsOf } from './i18n/formats.ts';
import { asUser, queryRows } from './org-query.ts';
import type { Viewer } from './page-session.ts';
import type { ListContext } from './view/list.ts';

/** Modules of one kind that components import, by the part after it: `c.Greeting` of `@salesforce/label/c.Greeting`. */
const imported = (manifest: Manifest, kind: string): ReadonlyMap<string, readonly string[]> => {
  const start = `@salesforce/${kind}/`;
  const found = new Map<string, string[]>();
  for (const { module, component } of manifest.imports) {
    if (!module.startsWith(start)) continue;
    const name = module.slice(start.length);
    found.set(name, [...(found.get(name) ?? []), component]);
  }
  return found;
};

interface SchemaReference {
  readonly objectApiName: string;
  readonly fieldApiName?: string;
}

/** `Account.Owner.Name` as the org calls it; undefined when it has no such field. */
const schemaReference = (org: LocalOrg, name: string): SchemaReference | undefined => {
  const [objectName = '', ...path] = name.split('.');
  const object = org.schema.object(objectName, org.namespace);
  if (!object) return undefined;
  if (path.length === 0) return { objectApiName: object.name };
  const names: string[] = [];
  let current = object;
  for (const part of path.slice(0, -1)) {
    const parent = org.schema.parentRelationship(current, part, org.namespace);
    const target = parent && org.schema.object(parent.referenceTo[0] ?? '', '');
    if (!target) return undefined;
    names.push(parent.relationshipName ?? part);
    current = target;
  }
  const field = org.schema.field(current, path.at(-1) ?? '', org.namespace);
  return field && { objectApiName: object.name, fieldApiName: [...names, field.name].join('.') };
};

const labelText = ({ org, metadata, viewer }: ListContext, name: string): string | undefined => {
  const [space = '', ...rest] = name.split('.');
  const isOwn = ['c', org.namespace].some((own) => own.toLowerCase() === space.toLowerCase());
  return isOwn ? metadata.label(rest.join('.'), viewer.language) : undefined;
};

/** What the components of a build need of the org, with what it has not. */
const resolved = <T>(
  names: ReadonlyMap<string, readonly string[]>,
  problems: string[],
  what: string,
  find: (name: string) => T | undefined,
): Record<string, T> => {
  const found: Record<string, T> = {};
  for (const [name, components] of names) {
    const value = find(name);
    if (value === undefined) problems.push(`${components.join(', ')}: ${what} ${name} is not in this org`);
    else found[name] = value;
  }
  return found;
};

const permissionsOf = (org: LocalOrg, viewer: Viewer, names: Iterable<string>): Record<string, boolean> =>
  Object.fromEntries(
    [...names].map((name) => [
      name,
      viewer.isAdministrator || org.access.hasCustomPermission(viewer.userId, qualifiedPermission(org, name)),
    ]),
  );

const qualifiedPermission = (org: LocalOrg, name: string): string =>
  org.namespace === '' || name.includes('__') ? name : `${org.namespace}__${name}`;

/** Permissions of the user's profile and permission sets, e.g. `ModifyAllData`. */
const userPermissions = (org: LocalOrg, viewer: Viewer, names: Iterable<string>): Record<string, boolean> =>
  Object.fromEntries(
    [...names].map((name) => {
      const field = org.schema.object('PermissionSet', '')?.fields.get(`permissions${name.toLowerCase()}`);
      const rows =
        field &&
        queryRows(
          org,
          `SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = :userId AND PermissionSet.${field.name} = true`,
          { userId: viewer.userId },
          'system',
        );
      return [name, viewer.isAdministrator || (rows?.length ?? 0) > 0];
    }),
  );

/** What is written into a page for its components, and what of their imports this org cannot give. */
export const pageContext = (
  context: ListContext,
  manifest: Manifest,
  pageReference: unknown,
): { readonly context: object; readonly problems: readonly string[] } => {
  const { org, viewer } = context;
  const problems = manifest.problems.map(({ message }) => message);
  for (const [name, components] of imported(manifest, 'apex')) {
    const method = findAuraMethod(org, name);
    if (typeof method === 'string') problems.push(`${components.join(', ')}: ${method}`);
  }
  const resources = new Set(filesEnding(org.files, '.resource-meta.xml').map(({ fullName }) => fullName));
  const isGerman = /^de/i.test(viewer.language);
  const base = Object.keys(manifest.baseLabels).flatMap((name): [string, string][] => {
    const german = isGerman ? germanBaseLabel(name) : undefined;
    return german === undefined ? [] : [[name, german]];
  });
  const values = asUser(org, viewer.userId, () => ({
    pageReference,
    user: { Id: viewer.userId, isGuest: false },
    labels: {
      ...Object.fromEntries(base),
      ...resolved(
        new Map([...imported(manifest, 'label')].filter(([name]) => !(name in manifest.baseLabels))),
        problems,
        'the label',
        (name) => labelText(context, name),
      ),
    },
    schema: resolved(imported(manifest, 'schema'), problems, 'the object or field', (name) =>
      schemaReference(org, name),
    ),
    i18n: formatsOf(viewer),
    customPermissions: permissionsOf(org, viewer, imported(manifest, 'customPermission').keys()),
    userPermissions: userPermissions(org, viewer, imported(manifest, 'userPermission').keys()),
    resources: resolved(imported(manifest, 'resourceUrl'), problems, 'the static resource', (name) => {
      const own = name.split('__').at(-1) ?? name;
      return resources.has(own) ? `/lightning/resource/${qualifiedName(own, '')}` : undefined;
    }),
  }));
  return { context: values, problems: [...new Set(problems)] };
};

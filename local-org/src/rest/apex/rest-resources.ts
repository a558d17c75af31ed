import type { ClassInfo, MethodInfo, Program } from '../../runtime/program.ts';

/** A class with `@RestResource`. */
export interface ApexRestClass {
  readonly info: ClassInfo;
  /** As declared, e.g. `/orders/*`. */
  readonly urlMapping: string;
  /** By HTTP method. */
  readonly methods: ReadonlyMap<string, MethodInfo>;
}

const METHODS: Readonly<Record<string, string>> = {
  httpget: 'GET',
  httppost: 'POST',
  httpput: 'PUT',
  httppatch: 'PATCH',
  httpdelete: 'DELETE',
};

const methodsOf = (info: ClassInfo): Map<string, MethodInfo> =>
  new Map(
    info.methods.flatMap((method) =>
      [...method.annotations.keys()].flatMap((name) => {
        const verb = METHODS[name];
        return verb === undefined ? [] : [[verb, method] as const];
      }),
    ),
  );

/** The Apex REST resources of a program. */
export const apexRestClasses = (program: Program): readonly ApexRestClass[] =>
  program.classes.flatMap((info) => {
    const values = Object.entries(info.annotations.get('restresource') ?? {});
    const urlMapping = values.find(([name]) => name.toLowerCase() === 'urlmapping')?.[1];
    return urlMapping === undefined ? [] : [{ info, urlMapping, methods: methodsOf(info) }];
  });

const matches = (mapping: string, path: string): boolean =>
  mapping.endsWith('*')
    ? path.startsWith(mapping.slice(0, -1)) || path === mapping.replace(/\/\*$/, '')
    : path === mapping || path === `${mapping}/`;

/**
 * The class that answers a path: an exact mapping before one with `*`, the longest of those. Case matters.
 * Source: Apex Developer Guide, "RestResource Annotation", URL guidelines.
 * @param path below `/services/apexrest` and the namespace
 */
export const restClassFor = (classes: readonly ApexRestClass[], path: string): ApexRestClass | undefined => {
  const rank = ({ urlMapping }: ApexRestClass): number => (urlMapping.endsWith('*') ? urlMapping.length : Infinity);
  return classes.filter(({ urlMapping }) => matches(urlMapping, path)).toSorted((a, b) => rank(b) - rank(a))[0];
};

import type { Column, ObjectSchema, Schema } from './schema.ts';

/** What a dotted path of a query leads to. */
export type Resolution =
  | { readonly kind: 'column'; readonly column: Column }
  /** The path leaves what is known; nothing can be said. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'unknown-column' | 'unknown-relationship';
      readonly name: string;
      readonly on: string;
      readonly suggestion: string | undefined;
    };

const distance = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      current.push(
        Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + same),
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
};

/** The name nearest to a misspelt one, or none when nothing is near. */
export const nearest = (name: string, among: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 4)) + 1;
  for (const each of among) {
    const away = distance(name.toLowerCase(), each.toLowerCase());
    if (away < least) [best, least] = [each, away];
  }
  return best;
};

const GEO_PART = /__(latitude|longitude)__s$/;

/** @param name in any case, with or without the project's namespace */
export const findColumn = (object: ObjectSchema, name: string): Column | undefined => {
  const key = name.toLowerCase().replace(GEO_PART, '__c');
  return object.columns.get(key) ?? object.columns.get(withoutPrefix(key));
};

/** `demodesk__x__c` is `x__c` for whoever looks among the project's own names. */
const withoutPrefix = (key: string): string => key.replace(/^[a-z0-9]+__(?=.*__[a-z]$)/, '');

/**
 * Follows a path such as `Account.Owner.Name` from an object.
 * @param path the names, without an alias of the query
 */
export const resolvePath = (schema: Schema, start: ObjectSchema, path: readonly string[]): Resolution => {
  let objects: readonly ObjectSchema[] = [start];
  for (const step of path.slice(0, -1)) {
    const key = step.toLowerCase();
    const targets = objects.flatMap(
      (object) => object.parents.get(key) ?? object.parents.get(withoutPrefix(key)) ?? [],
    );
    const [first] = objects;
    if (targets.length === 0 && first) {
      return {
        kind: 'unknown-relationship',
        name: step,
        on: first.name,
        suggestion: nearest(step, first.parents.keys()),
      };
    }
    objects = targets.map((target) => schema.object(target)).filter((object) => object !== undefined);
    if (objects.length === 0) return { kind: 'unknown' };
  }
  const last = path.at(-1) ?? '';
  for (const object of objects) {
    const column = findColumn(object, last);
    if (column) return { kind: 'column', column };
  }
  const [on] = objects;
  if (on === undefined) return { kind: 'unknown' };
  const names = [...on.columns.values()].map(({ name }) => name);
  return { kind: 'unknown-column', name: last, on: on.name, suggestion: nearest(last, names) };
};

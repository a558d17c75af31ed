/**
 * What the graph engine is shown of a class. It makes an entry point of every property that Lightning may read, and
 * walks each way through each method it comes by: taking away what leads to no record takes away nine tenths of its
 * work and none of its findings. Lines and columns stay where they are.
 */
import type { Method, Reach } from './reach.ts';

/** An auto-implemented property that Lightning may read: it holds a value and runs no code. */
const AUTO_PROPERTY =
  /@AuraEnabled(\s+(?:(?:public|global|static|transient)\s+)*[\w<>,. [\]]+\s\w+\s*\{\s*(?:(?:private|protected|public|global)\s+)?get;\s*(?:(?:(?:private|protected|public|global)\s+)?set;\s*)?\})/gi;

/** @param text an Apex class @returns it without `@AuraEnabled` at auto-implemented properties */
export const withoutAutoPropertyEntries = (text: string): string =>
  text.replace(AUTO_PROPERTY, (_, rest: string) => `${' '.repeat('@AuraEnabled'.length)}${rest}`);

/** @param text an Apex class @returns it without the lines of some of its methods: the engine does not know them then */
export const withoutMethods = (text: string, methods: readonly Method[]): string => {
  const lines = text.split('\n');
  for (const { from, to, isAlone } of methods) if (isAlone) lines.fill('', from - 1, to);
  return lines.join('\n');
};

/** @param reaches the entry points that are looked at @returns shows a class by its path */
export const shownToGraphEngine = (reaches: readonly Reach[]): ((text: string, path: string) => string) => {
  const needed = new Set(reaches.flatMap(({ files }) => [...files.values()].flatMap((file) => [...file.needed])));
  const methods = new Map(reaches.flatMap(({ files }) => [...files].map(([path, file]) => [path, file.methods])));
  return (text, path) => {
    const superfluous = (methods.get(path) ?? []).filter((method) => !needed.has(method));
    return withoutMethods(withoutAutoPropertyEntries(text), superfluous);
  };
};

import type { ApexType } from '../../types/apex-type.ts';

/** Resolves a dotted name with its type arguments. */
type Resolve = (path: readonly string[], args: readonly ApexType[]) => ApexType | undefined;

/**
 * Reads a type from text, as Type.forName gets it: `Outer.Inner`, `Map<String, List<Account>>`.
 * @returns undefined for text that names no type
 */
export const parseTypeName = (text: string, resolve: Resolve): ApexType | undefined => {
  const tokens = text.match(/[A-Za-z_]\w*|[<>,.]/g) ?? [];
  if (tokens.join('') !== text.replace(/\s/g, '')) return undefined;
  let at = 0;
  const type = (): ApexType | undefined => {
    const path: string[] = [];
    do {
      const word = tokens[at];
      if (word === undefined || !/^\w/.test(word)) return undefined;
      path.push(word);
      at += 1;
    } while (tokens[at] === '.' && ++at > 0);
    const args: ApexType[] = [];
    if (tokens[at] === '<') {
      do {
        at += 1;
        const arg = type();
        if (!arg) return undefined;
        args.push(arg);
      } while (tokens[at] === ',');
      if (tokens[at] !== '>') return undefined;
      at += 1;
    }
    return resolve(path, args);
  };
  const found = type();
  return at === tokens.length ? found : undefined;
};

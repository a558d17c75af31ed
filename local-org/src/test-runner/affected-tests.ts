/** One Apex file: the name of its class or trigger, and its text. */
export interface NamedSource {
  readonly name: string;
  readonly text: string;
}

const WORD = /[A-Za-z]\w*/g;

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(WORD));

/**
 * Which classes can be affected by a change: those that name a changed one, and those that name them in turn. A name
 * in a comment counts too: one test too many is no harm.
 *
 * @param sources every class and trigger of the project
 * @param changed names of what changed, in any case
 * @returns lower-case names, the changed ones among them
 */
export const affectedClasses = (sources: readonly NamedSource[], changed: readonly string[]): ReadonlySet<string> => {
  const users = new Map<string, string[]>();
  const names = new Set(sources.map(({ name }) => name.toLowerCase()));
  for (const { name, text } of sources) {
    for (const word of wordsOf(text)) {
      if (names.has(word)) users.set(word, [...(users.get(word) ?? []), name.toLowerCase()]);
    }
  }
  const affected = new Set<string>();
  const open = changed.map((name) => name.toLowerCase());
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (affected.has(name)) continue;
    affected.add(name);
    open.push(...(users.get(name) ?? []));
  }
  return affected;
};

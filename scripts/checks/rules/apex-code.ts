/** Apex source with comments and the inside of texts blanked, so that patterns can be looked for; lines stay. */
const COMMENT_OR_TEXT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'/g;

export const blankedApex = (source: string): string =>
  source.replace(COMMENT_OR_TEXT, (match) =>
    match.startsWith("'") ? `'${' '.repeat(Math.max(0, match.length - 2))}'` : match.replace(/[^\n]/g, ' '),
  );

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  s: ' ',
  "'": "'",
  '"': '"',
  '\\': '\\',
};

/** The value of an Apex or SOQL string literal without its quotes. */
export const unescape = (text: string): string =>
  text.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (whole, code: string) =>
    code.startsWith('u') && code.length === 5
      ? String.fromCharCode(parseInt(code.slice(1), 16))
      : (ESCAPES[code] ?? whole),
  );

/** Removes the quotes of a literal; text without quotes is answered as it is. */
export const unquote = (text: string): string => {
  if (text.length >= 6 && text.startsWith("'''")) return unescape(text.slice(3, -3).replace(/^\r?\n/, ''));
  return text.startsWith("'") ? unescape(text.slice(1, -1)) : text;
};

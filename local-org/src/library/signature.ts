/** A type as written in a signature. */
export interface SignatureType {
  readonly name: string;
  readonly args: readonly SignatureType[];
  readonly text: string;
}

/** `Integer indexOf(String text, Integer start)` or, without parameters, a property `Integer MAX_VALUE`. */
export interface ParsedMember {
  readonly type: SignatureType;
  readonly name: string;
  /** undefined for a property */
  readonly parameters?: readonly { readonly type: SignatureType; readonly name: string }[];
}

/** Reads one declaration of a library table. @throws Error for text that is not one */
export const parseMember = (text: string): ParsedMember => {
  const tokens = text.match(/[A-Za-z_][\w.]*|[<>(),[\]]/g) ?? [];
  let at = 0;
  const fail = (): never => {
    throw new Error(`Not a signature: ${text}`);
  };
  const word = (): string => {
    const token = tokens[at];
    at += 1;
    return token !== undefined && /^\w/.test(token) ? token : fail();
  };
  const accept = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  };
  const type = (): SignatureType => {
    const name = word();
    const args: SignatureType[] = [];
    if (accept('<')) {
      do args.push(type());
      while (accept(','));
      if (!accept('>')) fail();
    }
    let result: SignatureType = {
      name,
      args,
      text: args.length > 0 ? `${name}<${args.map((a) => a.text).join(', ')}>` : name,
    };
    while (accept('[')) {
      if (!accept(']')) fail();
      result = { name: 'List', args: [result], text: `List<${result.text}>` };
    }
    return result;
  };
  const declared = type();
  const name = word();
  if (!accept('(')) return at === tokens.length ? { type: declared, name } : fail();
  const parameters: { type: SignatureType; name: string }[] = [];
  if (!accept(')')) {
    do parameters.push({ type: type(), name: /^\w/.test(tokens[at] ?? '') ? word() : `p${parameters.length}` });
    while (accept(','));
    if (!accept(')')) fail();
  }
  return at === tokens.length ? { type: declared, name, parameters } : fail();
};

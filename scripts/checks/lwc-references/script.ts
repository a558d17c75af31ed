import ts from 'typescript';

/** An import of a component's script. */
export interface ScriptImport {
  readonly module: string;
  readonly line: number;
  /** Local name of the default import. */
  readonly name: string | undefined;
}

/** Arguments by name of a call or a wire of an imported Apex method; undefined when they are not written out. */
export interface ApexUse {
  readonly name: string;
  readonly line: number;
  readonly keys: readonly string[] | undefined;
}

/** What a component's script says, as far as it is checked. */
export interface ScriptFacts {
  readonly imports: readonly ScriptImport[];
  readonly uses: readonly ApexUse[];
  /** Names of `@api` properties and methods. */
  readonly api: ReadonlySet<string>;
}

const keysOf = (node: ts.Expression | undefined): readonly string[] | undefined => {
  if (node === undefined) return [];
  if (!ts.isObjectLiteralExpression(node) || node.properties.some(ts.isSpreadAssignment)) return undefined;
  return node.properties.map((property) => property.name?.getText().replace(/^['"]|['"]$/g, '') ?? '');
};

const decoratorName = (decorator: ts.Decorator): string => {
  const { expression } = decorator;
  return (ts.isCallExpression(expression) ? expression.expression : expression).getText();
};

/** Reads a component's JavaScript. */
export const readScript = (path: string, text: string): ScriptFacts => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const imports: ScriptImport[] = [];
  const uses: ApexUse[] = [];
  const api = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      imports.push({ module: node.moduleSpecifier.text, line: lineOf(node), name: node.importClause?.name?.text });
    }
    if (ts.isCallExpression(node)) {
      const wired = node.expression.getText() === 'wire' && ts.isDecorator(node.parent);
      const callee = wired ? node.arguments[0] : node.expression;
      const given = wired ? node.arguments[1] : node.arguments[0];
      if (callee && ts.isIdentifier(callee)) uses.push({ name: callee.text, line: lineOf(node), keys: keysOf(given) });
    }
    if (ts.canHaveDecorators(node) && ts.isClassElement(node)) {
      if ((ts.getDecorators(node) ?? []).some((decorator) => decoratorName(decorator) === 'api'))
        api.add(node.name.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { imports, uses, api };
};

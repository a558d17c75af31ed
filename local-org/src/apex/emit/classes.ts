import { VOID, type ApexType } from '../../types/apex-type.ts';
import type {
  Accessor,
  BlockStmt,
  ConstructorDecl,
  FieldDecl,
  InitializerDecl,
  Member,
  MethodDecl,
  Position,
  PropertyDecl,
  Stmt,
} from '../ast.ts';
import type { ClassSymbol, ConstructorSymbol, FieldSymbol, MethodSymbol } from '../symbols/class-symbol.ts';
import { isException, missingType } from '../symbols/hierarchy.ts';
import { refused } from './arguments.ts';
import { report, userClass } from '../symbols/world.ts';
import { assigned } from './conversions.ts';
import { declareLocal, functionContext, type FileContext, type FunctionContext } from './context.ts';
import { expression } from './expressions.ts';
import { sharingFrame } from './sharing.ts';
import { begin, orRefused, statement } from './statements.ts';
import { alwaysLeaves } from './flow.ts';

/** Writes `head(...){ body }` with the temporaries the body turns out to need. */
const functionText = (context: FunctionContext, head: string, line: number, body: () => void): void => {
  const { out } = context.file;
  out.at(line);
  const sharing = sharingFrame(context.symbol);
  out.write(`${head}{${sharing.begin}`);
  const temporaries = out.mark();
  body();
  out.write(`${sharing.end}}`);
  if (context.temporaries > 0) {
    const names = Array.from({ length: context.temporaries }, (_, i) => `t${i + 1}`);
    temporaries.fill(`let ${names.join(',')};`);
  }
};

const parameterList = (
  context: FunctionContext,
  at: Position,
  parameters: readonly { name: string; type: ApexType }[],
): string => parameters.map((p) => declareLocal(context, at, p.name, p.type)).join(',');

const statements = (context: FunctionContext, list: readonly Stmt[]): void =>
  list.forEach((s) => statement(context, s));

const hasStaticState = (symbol: ClassSymbol): boolean =>
  symbol.members.some(
    (m) =>
      (m.kind === 'initializer' && m.static) ||
      (m.kind === 'field' && m.value !== null && m.modifiers.keywords.includes('static')),
  );

/** Static methods and constructors run the static initialisers of their class first. */
const initialization = (symbol: ClassSymbol): string => (hasStaticState(symbol) ? `${symbol.js}.$s();` : '');

const method = (file: FileContext, symbol: ClassSymbol, member: MethodDecl, found: MethodSymbol): void => {
  if (!member.body) {
    if (symbol.what === 'class' && !member.modifiers.keywords.includes('abstract')) {
      report(file.world, file.file, member, `Method must have a body: ${member.name}`);
    }
    return;
  }
  const body = member.body;
  const context = functionContext(file, symbol, { static: found.static, returns: found.returns });
  const list = parameterList(context, member, found.parameters);
  functionText(context, `${found.static ? 'static ' : ''}${found.js}(${list})`, member.line, () => {
    if (found.static) {
      const missing = missingType(file.world, symbol);
      file.out.write(missing === null ? initialization(symbol) : `${refused(missing)};`);
    }
    statements(context, body.statements);
    if (found.returns !== VOID && !alwaysLeaves(body)) {
      report(
        file.world,
        file.file,
        { line: member.endLine, column: 1 },
        `Missing return statement required return type: ${found.returns.text}`,
      );
    }
  });
};

/** The class itself and those it extends, as far as they are written in Apex, the root first. */
const lineage = (file: FileContext, symbol: ClassSymbol): ClassSymbol[] => {
  const parent = symbol.superclass ? userClass(file.world, symbol.superclass) : undefined;
  return [...(parent ? lineage(file, parent) : []), symbol];
};

const initialisesObjects = (symbol: ClassSymbol): boolean =>
  symbol.members.some(
    (m) =>
      (m.kind === 'initializer' && !m.static) ||
      (m.kind === 'field' && m.value !== null && !m.modifiers.keywords.includes('static')),
  );

const hasInitialisers = (file: FileContext, symbol: ClassSymbol): boolean =>
  lineage(file, symbol).some(initialisesObjects);

/**
 * What every constructor does first: the initialisers of the whole object, once. Unlike in Java they have all run
 * when the first constructor begins, so that a method which a superclass's constructor calls finds the fields set.
 */
const initialisation = (file: FileContext, symbol: ClassSymbol): string =>
  hasInitialisers(file, symbol) ? `if(this.$z!==true)this.$all();` : '';

const superConstructor = (file: FileContext, symbol: ClassSymbol): string => {
  const parent = symbol.superclass ? userClass(file.world, symbol.superclass) : undefined;
  const plain = parent?.constructors.find((c) => c.parameters.length === 0);
  if (plain) return `this.${plain.js}();`;
  return parent && isException(file.world, parent.type) ? `this.$x_${parent.js}();` : '';
};

const constructor = (
  file: FileContext,
  symbol: ClassSymbol,
  member: ConstructorDecl,
  found: ConstructorSymbol,
): void => {
  const context = functionContext(file, symbol, { static: false, returns: VOID, isConstructor: true });
  const list = parameterList(context, member, found.parameters);
  functionText(context, `${found.js}(${list})`, member.line, () => {
    const [first, ...rest] = member.body.statements;
    const chained = first?.kind === 'expression' && first.expression.kind === 'chain' ? first.expression : undefined;
    file.out.write(`${initialization(symbol)}${initialisation(file, symbol)}`);
    if (chained && first) statement(context, first);
    else file.out.write(superConstructor(file, symbol));
    statements(context, chained ? rest : member.body.statements);
    file.out.write('return this;');
  });
};

const initialiser = (
  file: FileContext,
  symbol: ClassSymbol,
  member: FieldDecl | InitializerDecl,
  index: number,
): void => {
  const isStatic = member.kind === 'initializer' ? member.static : member.modifiers.keywords.includes('static');
  const initialises = isStatic ? 'static' : 'instance';
  const context = functionContext(file, symbol, { static: isStatic, returns: VOID, initialises });
  functionText(
    context,
    `${isStatic ? 'static ' : ''}$i${index}_${symbol.js}(${isStatic ? 'v' : ''})`,
    member.line,
    () => {
      if (member.kind === 'initializer') {
        statements(context, member.body.statements);
        return;
      }
      const field = symbol.fields.get(member.name.toLowerCase());
      if (!field || !member.value) return;
      begin(context, member);
      const init = member.value;
      orRefused(context, () => {
        const value = assigned(context, member, expression(context, init), field.type).js;
        file.out.write(`${isStatic ? 'v' : 'this'}.${field.js}=${value};`);
      });
    },
  );
};

const accessor = (
  file: FileContext,
  symbol: ClassSymbol,
  field: FieldSymbol,
  part: Accessor,
  what: 'get' | 'set',
): void => {
  const body: BlockStmt | null = part.body;
  if (!body) return;
  const returns = what === 'get' ? field.type : VOID;
  const context = functionContext(file, symbol, { static: field.static, returns, accessorOf: field });
  if (what === 'set') declareLocal(context, part, 'value', field.type);
  const head = `${field.static ? 'static ' : ''}${what === 'get' ? 'g' : 's'}_${field.js.slice(2)}(${what === 'set' ? '_value' : ''})`;
  functionText(context, head, part.line, () => statements(context, body.statements));
};

const property = (file: FileContext, symbol: ClassSymbol, member: PropertyDecl): void => {
  const field = symbol.fields.get(member.name.toLowerCase());
  if (!field) return;
  const parts = [
    ...(member.getter ? [{ part: member.getter, what: 'get' as const }] : []),
    ...(member.setter ? [{ part: member.setter, what: 'set' as const }] : []),
  ].sort((a, b) => a.part.line - b.part.line || a.part.column - b.part.column);
  for (const { part, what } of parts) accessor(file, symbol, field, part, what);
};

/** All instance fields of an object, inherited ones first. */
export const allFields = (file: FileContext, symbol: ClassSymbol): FieldSymbol[] => {
  const parent = symbol.superclass ? userClass(file.world, symbol.superclass) : undefined;
  return [...(parent ? allFields(file, parent) : []), ...[...symbol.fields.values()].filter((f) => !f.static)];
};

/** What every class has besides its own members: its object, its static state, its initialisers. */
const scaffold = (
  file: FileContext,
  symbol: ClassSymbol,
  initialisers: readonly { index: number; static: boolean }[],
): void => {
  const { out, world } = file;
  const nulls = allFields(file, symbol)
    .map((f) => `o.${f.js}=null;`)
    .concat(hasInitialisers(file, symbol) ? ['o.$z=false;'] : [])
    .join('');
  const creation = isException(world, symbol.type) ? `$.allocateException(${symbol.js})` : `new ${symbol.js}()`;
  const shape = isException(world, symbol.type) ? nulls : '';
  out.write(`constructor(){${isException(world, symbol.type) ? '' : nulls.replaceAll('o.', 'this.')}}`);
  const missing = missingType(world, symbol);
  const refusal = missing === null ? '' : `${refused(missing)};`;
  out.write(`static $new(){${refusal}const o=${creation};${shape}return o;}`);
  const statics = [...symbol.fields.values()].filter((f) => f.static).map((f) => `${f.js}:null`);
  out.write(`static $t=null;static $v=null;static $fresh(){return {${statics.join(',')}};}`);
  out.write(
    `static $s(){${refusal}const t=$.current();return ${symbol.js}.$t===t?${symbol.js}.$v:$.enter(${symbol.js},t);}`,
  );
  const run = (isStatic: boolean, text: (i: number) => string): string =>
    initialisers
      .filter((i) => i.static === isStatic)
      .map((i) => text(i.index))
      .join('');
  out.write(`static $clinit(v){${run(true, (i) => `${symbol.js}.$i${i}_${symbol.js}(v);`)}}`);
  out.write(`$i_${symbol.js}(){${run(false, (i) => `this.$i${i}_${symbol.js}();`)}}`);
  const own = lineage(file, symbol).filter(initialisesObjects);
  if (own.length > 0) out.write(`$all(){this.$z=true;${own.map((s) => `this.$i_${s.js}();`).join('')}}`);
  if (isException(world, symbol.type)) {
    // What the constructors that every exception has do besides setting message and cause.
    out.write(`$x_${symbol.js}(){${initialisation(file, symbol)}${superConstructor(file, symbol)}return this;}`);
  }
  for (const found of symbol.constructors) {
    if (found.declaration) continue;
    out.write(
      `${found.js}(){${initialization(symbol)}${initialisation(file, symbol)}${superConstructor(file, symbol)}return this;}`,
    );
  }
};

const isInitialiser = (member: Member): member is FieldDecl | InitializerDecl =>
  member.kind === 'initializer' || (member.kind === 'field' && member.value !== null);

const positionOrder = (a: Position, b: Position): number => a.line - b.line || a.column - b.column;

const emitMember = (file: FileContext, symbol: ClassSymbol, member: Member, index: number): void => {
  if (member.kind === 'method') {
    const found = symbol.methods.get(member.name.toLowerCase())?.find((m) => m.declaration === member);
    if (found) method(file, symbol, member, found);
  } else if (member.kind === 'constructor') {
    const found = symbol.constructors.find((c) => c.declaration === member);
    if (found) constructor(file, symbol, member, found);
  } else if (member.kind === 'property') property(file, symbol, member);
  else if (isInitialiser(member)) initialiser(file, symbol, member, index);
  else {
    const inner = symbol.inner.get(member.name.toLowerCase());
    if (inner) {
      file.out.at(member.line);
      file.out.write(`static $inner_${inner.js}=(()=>{`);
      emitClass(file, inner);
      file.out.write(`return ${inner.js};})();`);
    }
  }
};

/** Writes the JavaScript class of an Apex class, with the classes inside it. */
export const emitClass = (file: FileContext, symbol: ClassSymbol): void => {
  const { out } = file;
  out.at(symbol.declaration.line);
  out.write(`class ${symbol.js}{`);
  const members = [...symbol.members].sort(positionOrder);
  const initialisers = members.flatMap((member, index) =>
    isInitialiser(member)
      ? [
          {
            index,
            static: member.kind === 'initializer' ? member.static : member.modifiers.keywords.includes('static'),
          },
        ]
      : [],
  );
  if (symbol.what !== 'enum') scaffold(file, symbol, initialisers);
  members.forEach((member, index) => emitMember(file, symbol, member, index));
  out.write('}');
  out.write(`classes[${JSON.stringify(symbol.js)}]=${symbol.js};`);
};

/** Writes the body of a trigger or an anonymous script as a static method `$run`. */
export const emitScript = (file: FileContext, symbol: ClassSymbol, list: readonly Stmt[], line: number): void => {
  const { out } = file;
  out.at(symbol.declaration.line);
  out.write(`class ${symbol.js}{`);
  const members = [...symbol.members].sort(positionOrder);
  scaffold(file, symbol, []);
  members.forEach((member, index) => emitMember(file, symbol, member, index));
  const context = functionContext(file, symbol, { static: true, returns: VOID });
  functionText(context, 'static $run()', line, () => statements(context, list));
  out.write(`}classes[${JSON.stringify(symbol.js)}]=${symbol.js};`);
};

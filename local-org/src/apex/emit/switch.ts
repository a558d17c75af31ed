import { INTEGER, LONG, NULL, STRING, type ApexType } from '../../types/apex-type.ts';
import type { Expr, SwitchStmt } from '../ast.ts';
import { userClass, platformClass } from '../symbols/world.ts';
import { certain, code, type Code } from './code.ts';
import { constant, declareLocal, fail, inScope, temporary, type FunctionContext } from './context.ts';
import { expression, typeOf } from './expressions.ts';
import { binaryCode } from './operators.ts';
import { block } from './statements.ts';

const enumConstant = (context: FunctionContext, type: ApexType, name: string): object | undefined => {
  const lower = name.toLowerCase();
  const user = userClass(context.world, type)?.constants.find((c) => c.name.toLowerCase() === lower);
  return user ?? platformClass(context.world, type)?.constants.get(lower);
};

const isEnum = (context: FunctionContext, type: ApexType): boolean =>
  userClass(context.world, type)?.what === 'enum' ||
  (type.kind === 'platform' && platformClass(context.world, type)?.kind === 'enum');

const test = (context: FunctionContext, subject: Code, value: Expr): string => {
  if (isEnum(context, subject.type) && (value.kind === 'name' || value.kind === 'field')) {
    const found = enumConstant(context, subject.type, value.name);
    if (!found) return fail(context, value, `Enum value does not exist: ${value.name}`);
    return `${subject.js}===${constant(context, found)}`;
  }
  const option = expression(context, value);
  if (option.type === NULL) return `${subject.js}===null`;
  // Unlike ==, switch tells strings apart by case.
  if (subject.type === STRING || subject.type === INTEGER) return `${subject.js}===${option.js}`;
  if (subject.type === LONG) return `${subject.js}===${option.literal ?? option.js}n`;
  return binaryCode(context, value, '==', subject, option).js;
};

/** `switch on`: a chain of conditions, so that `break` inside means the loop around it, as in Apex. */
export const switchStatement = (context: FunctionContext, node: SwitchStmt): void => {
  const { out } = context.file;
  const value = expression(context, node.subject);
  const held = temporary(context);
  const subject = code(held, value.type);
  out.write(`${held}=${value.js};`);
  let first = true;
  for (const { when, body } of node.cases) {
    inScope(context, () => {
      const otherwise = first ? '' : 'else ';
      first = false;
      out.at(body.line);
      if (when.kind === 'else') out.write(otherwise === '' ? '{' : 'else{');
      else if (when.kind === 'values') {
        out.write(`${otherwise}if(${when.values.map((v) => test(context, subject, v)).join('||')}){`);
      } else {
        const type = typeOf(context, when.type);
        const js = declareLocal(context, body, when.name, type);
        out.write(
          `${otherwise}if(${held}!==null&&$.instanceOf(${certain(held, value.type).js},${constant(context, type)})){let ${js}=${held};`,
        );
      }
      block(context, body);
      out.write('}');
    });
  }
};

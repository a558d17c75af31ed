import { BOOLEAN, DECIMAL, DOUBLE, INTEGER, LONG, NULL, STRING } from '../../types/apex-type.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import type { LiteralExpr } from '../ast.ts';
import { certain, code, quoted, type Code } from './code.ts';
import { constant, fail, type FunctionContext } from './context.ts';

const MAX_INTEGER = 2_147_483_647;

/** A literal; numbers keep their digits so that an assignment to a wider type costs nothing at run time. */
export const literal = (context: FunctionContext, node: LiteralExpr, negative = false): Code => {
  const sign = negative ? '-' : '';
  const digits = sign + node.value;
  switch (node.type) {
    case 'Integer':
      if (Number(node.value) > MAX_INTEGER + (negative ? 1 : 0)) fail(context, node, `Illegal integer: ${digits}`);
      return code(negative ? `(${Number(digits)})` : String(Number(digits)), INTEGER, {
        nonNull: true,
        literal: digits,
      });
    case 'Long':
      return code(`(${BigInt(digits)}n)`, LONG, { nonNull: true, literal: digits });
    case 'Double':
      return certain(constant(context, new Double(Number(digits))), DOUBLE);
    case 'Decimal':
      return code(constant(context, Decimal.parse(digits)), DECIMAL, { nonNull: true, literal: digits });
    case 'String':
      return certain(quoted(node.value), STRING);
    case 'Boolean':
      return certain(node.value, BOOLEAN);
    case 'null':
      return code('null', NULL);
  }
};

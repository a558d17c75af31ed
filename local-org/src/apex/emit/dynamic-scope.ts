import { findField } from '../symbols/members.ts';
import { userClass } from '../symbols/world.ts';
import type { ClassSymbol } from '../symbols/class-symbol.ts';
import { quoted } from './code.ts';
import type { FunctionContext } from './context.ts';
import { fieldPlace } from './field-places.ts';
import { sharingCode } from './sharing.ts';

/**
 * The variables that a bind of a dynamic query may name, as JavaScript: an object of functions by lower-cased
 * name, and whether the calling class respects sharing.
 */
export const dynamicScope = (context: FunctionContext): string => {
  const names = new Map<string, string>();
  for (let symbol: ClassSymbol | null = context.symbol; symbol; symbol = symbol.outer) {
    for (
      let at: ClassSymbol | undefined = symbol;
      at;
      at = at.superclass ? userClass(context.world, at.superclass) : undefined
    ) {
      for (const lower of at.fields.keys()) {
        const field = names.has(lower) ? undefined : findField(context.world, at, lower);
        const visible = field && (field.static || (symbol === context.symbol && !context.static));
        if (field && visible) names.set(lower, fieldPlace(context, field, false).read.js);
      }
    }
  }
  for (const scope of context.scopes) for (const [lower, local] of scope) names.set(lower, local.js);
  const entries = [...names].map(([name, js]) => `${quoted(name)}:()=>${js}`);
  return `{sharing:${sharingCode(context)},names:{${entries.join(',')}}${context.static ? '' : ',self:this'}}`;
};

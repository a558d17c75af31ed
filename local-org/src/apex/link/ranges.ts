import type { ScriptRange } from '../../runtime/stack.ts';
import type { ClassSymbol } from '../symbols/class-symbol.ts';
import type { World } from '../symbols/world.ts';

const qualified = (world: World, symbol: ClassSymbol): string =>
  `Class.${world.namespace === '' ? '' : `${world.namespace}.`}${symbol.qualifiedName}`;

/** Which lines of a class belong to which method, under the names that Salesforce's stack traces use. */
export const rangesOf = (world: World, symbol: ClassSymbol): ScriptRange[] => {
  const place = qualified(world, symbol);
  const ranges: ScriptRange[] = [];
  for (const methods of symbol.methods.values()) {
    for (const { name, js, declaration } of methods) {
      ranges.push({ place: `${place}.${name}`, js, from: declaration.line, to: declaration.endLine });
    }
  }
  for (const { js, declaration } of symbol.constructors) {
    if (declaration) ranges.push({ place: `${place}.<init>`, js, from: declaration.line, to: declaration.endLine });
  }
  symbol.members.forEach((member, i) => {
    if (member.kind === 'field' || member.kind === 'initializer') {
      const isStatic = member.kind === 'initializer' ? member.static : member.modifiers.keywords.includes('static');
      const js = `$i${i}_${symbol.js}`;
      ranges.push({ place: `${place}.${isStatic ? '<clinit>' : '<init>'}`, js, from: member.line, to: member.endLine });
    }
    if (member.kind === 'property') {
      const suffix = symbol.fields.get(member.name.toLowerCase())?.js.slice(2) ?? '';
      for (const [accessor, js] of [
        [member.getter, `g_${suffix}`],
        [member.setter, `s_${suffix}`],
      ] as const) {
        if (accessor?.body)
          ranges.push({ place: `${place}.${member.name}`, js, from: accessor.line, to: accessor.endLine });
      }
    }
  });
  for (const inner of symbol.inner.values()) ranges.push(...rangesOf(world, inner));
  return ranges;
};

import type { ApexType } from '../../types/apex-type.ts';
import type { World } from '../symbols/world.ts';
import { conversionCost } from './conversion.ts';

/** Anything that can be called with arguments. */
export interface Callable {
  readonly parameters: readonly ApexType[];
}

/**
 * Chooses among overloads as Apex does: the one whose parameters are nearest to the arguments.
 * @param args static types of the arguments
 * @returns undefined when none accepts the arguments
 */
export const chooseOverload = <T extends Callable>(
  world: World,
  candidates: readonly T[],
  args: readonly ApexType[],
): T | undefined => {
  let best: T | undefined;
  let bestCost = Infinity;
  for (const candidate of candidates) {
    if (candidate.parameters.length !== args.length) continue;
    let total = 0;
    for (const [i, arg] of args.entries()) {
      const parameter = candidate.parameters[i];
      const cost = parameter ? conversionCost(world, arg, parameter) : undefined;
      total = cost === undefined ? Infinity : total + cost;
    }
    if (total < bestCost) {
      best = candidate;
      bestCost = total;
    }
  }
  return best;
};

import { NULL, SOBJECT, type ApexType } from '../../types/apex-type.ts';
import type { World } from '../symbols/world.ts';
import { conversionCost } from './conversion.ts';

/** Farther than any other conversion of a list. */
const SINGLE_ROW = 60;

/** Anything that can be called with arguments. */
export interface Callable {
  readonly parameters: readonly ApexType[];
}

/** A query may be given where one record is expected. */
const singleRowCost = (from: ApexType, to: ApexType): number | undefined => {
  const [element] = from.args;
  const isRow = from.name === 'List' && element?.kind === 'sobject' && to.kind === 'sobject';
  return isRow && (to === element || to === SOBJECT) ? SINGLE_ROW : undefined;
};

const totalCost = (world: World, from: readonly ApexType[], to: readonly ApexType[]): number => {
  if (from.length !== to.length) return Infinity;
  let total = 0;
  for (const [i, type] of from.entries()) {
    const target = to[i];
    total += (target ? (conversionCost(world, type, target) ?? singleRowCost(type, target)) : undefined) ?? Infinity;
  }
  return total;
};

/** Whether everything that one overload accepts is accepted by another one too, but not the other way round. */
const isNarrower = (world: World, one: Callable, other: Callable): boolean =>
  totalCost(world, one.parameters, other.parameters) < Infinity &&
  totalCost(world, other.parameters, one.parameters) === Infinity;

/**
 * Overloads that are as near to the arguments as the chosen one and no less narrow: Apex does not say which is meant.
 * Told only where `null` is among the arguments, the one case without a better guess.
 */
export const rivals = <T extends Callable>(
  world: World,
  candidates: readonly T[],
  args: readonly ApexType[],
  chosen: T,
): T[] => {
  if (!args.includes(NULL)) return [];
  const cost = totalCost(world, args, chosen.parameters);
  return candidates.filter(
    (other) =>
      other !== chosen &&
      totalCost(world, args, other.parameters) === cost &&
      !isNarrower(world, chosen, other) &&
      other.parameters.some((type, i) => type !== chosen.parameters[i]),
  );
};

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
    const total = totalCost(world, args, candidate.parameters);
    const tie = best !== undefined && total === bestCost && total < Infinity;
    if (total < bestCost || (tie && best && isNarrower(world, candidate, best))) {
      best = candidate;
      bestCost = total;
    }
  }
  return best;
};

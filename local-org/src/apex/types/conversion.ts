import {
  DATE,
  DATETIME,
  DECIMAL,
  DOUBLE,
  ID,
  INTEGER,
  LONG,
  NULL,
  OBJECT,
  SOBJECT,
  STRING,
  VOID,
  type ApexType,
} from '../../types/apex-type.ts';
import { stepsTo } from '../symbols/hierarchy.ts';
import type { World } from '../symbols/world.ts';

const NUMERIC: readonly ApexType[] = [INTEGER, LONG, DOUBLE, DECIMAL];

/** Position in Integer < Long < Double < Decimal, or -1. */
export const numericRank = (type: ApexType): number => NUMERIC.indexOf(type);

export const isNumeric = (type: ApexType): boolean => numericRank(type) >= 0;

/** The type in which two numbers are added, compared and so on. */
export const promoted = (a: ApexType, b: ApexType): ApexType =>
  NUMERIC[Math.max(numericRank(a), numericRank(b))] ?? DECIMAL;

/** Farther than any chain of subclasses. */
const TO_OBJECT = 50;

const isCollection = (type: ApexType, name: string): boolean => type.kind === 'platform' && type.name === name;

const argumentCost = (world: World, from: ApexType, to: ApexType): number | undefined => {
  if (from === to) return 0;
  if (from.kind === 'primitive' && to.kind === 'primitive') {
    return (from === ID && to === STRING) || (from === STRING && to === ID) ? 1 : undefined;
  }
  // A list of SObject is accepted where rows of one object are expected: queries give such lists.
  if (from === SOBJECT && to.kind === 'sobject') return 5;
  return conversionCost(world, from, to);
};

/** Element by element, for `List<Account>` as `List<SObject>` and the like. */
const collectionCost = (world: World, from: ApexType, to: ApexType): number | undefined => {
  if (from.args.length !== to.args.length) return undefined;
  let total = 0;
  for (const [i, arg] of from.args.entries()) {
    const target = to.args[i];
    const cost = target ? argumentCost(world, arg, target) : undefined;
    if (cost === undefined) return undefined;
    total += cost;
  }
  return total;
};

/**
 * How far a value of one type is from another: the measure by which overloads are chosen.
 * @returns 0 for the same type; undefined when there is no implicit conversion
 */
export const conversionCost = (world: World, from: ApexType, to: ApexType): number | undefined => {
  if (from === to) return 0;
  if (from === VOID || to === VOID) return undefined;
  // Nobody knows: whatever uses the value is refused where it runs.
  if (from.kind === 'unknown' || to.kind === 'unknown') return 1;
  if (from === NULL) return to === OBJECT ? 2 : 1;
  if (to === OBJECT) return TO_OBJECT;
  const [low, high] = [numericRank(from), numericRank(to)];
  if (low >= 0 && high >= 0) {
    if (low <= high) return high - low;
    return from === DECIMAL && to === DOUBLE ? 2 : undefined;
  }
  if (from === ID && to === STRING) return 1;
  if (from === STRING && to === ID) return 3;
  if (from === DATE && to === DATETIME) return 2;
  // `Name` is what a polymorphic parent is: any object fits.
  if (to.kind === 'sobject' && from.kind === 'sobject') return to === SOBJECT || to.name === 'Name' ? 1 : undefined;
  for (const name of ['List', 'Set', 'Map']) {
    if (isCollection(from, name) && isCollection(to, name)) return collectionCost(world, from, to);
  }
  if (to.kind !== 'user' && to.kind !== 'platform') return undefined;
  // What an Iterable<Object> gives is looked at only when it is used.
  if (to.name === 'Iterable' && from.name === 'Iterable' && from.args[0] === OBJECT) return 5;
  let extra = 0;
  const steps = stepsTo(world, from, (type) => {
    if (type === to) return true;
    if (type.args.length === 0 || type.name !== to.name || type.kind !== to.kind) return false;
    const cost = collectionCost(world, type, to);
    extra = cost ?? 0;
    return cost !== undefined;
  });
  return steps === undefined ? undefined : steps + extra;
};

/** Whether a value of one static type may be used as the other without a cast. */
export const isAssignable = (world: World, from: ApexType, to: ApexType): boolean =>
  conversionCost(world, from, to) !== undefined;

/** Reference types only: whether an object of one type is also an object of the other; no numbers are converted. */
export const isSubtype = (world: World, from: ApexType, to: ApexType): boolean => {
  if (from === to || to === OBJECT) return true;
  if (from.kind === 'primitive' || to.kind === 'primitive') return false;
  return isAssignable(world, from, to);
};

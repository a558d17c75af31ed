import {
  DATE,
  DATETIME,
  DECIMAL,
  DOUBLE,
  ID,
  INTEGER,
  LONG,
  OBJECT,
  SOBJECT,
  STRING,
  type ApexType,
} from '../../types/apex-type.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { normaliseId } from '../../values/id.ts';
import { typeOf } from '../../values/type-of.ts';
import { convert } from '../../runtime/convert.ts';
import type { World } from '../symbols/world.ts';
import { isSubtype } from '../types/conversion.ts';
import type { TypeTests } from '../emit/runtime-types.ts';

const isCollection = (type: ApexType): boolean =>
  type.kind === 'platform' && (type.name === 'List' || type.name === 'Set' || type.name === 'Map');

/** Rows may be cast between SObject and their own object inside collections, whatever the list was declared as. */
const collectionsAgree = (world: World, from: ApexType, to: ApexType): boolean =>
  from.name === to.name &&
  from.args.length === to.args.length &&
  from.args.every((arg, i) => {
    const target = to.args[i] ?? OBJECT;
    if (isSubtype(world, arg, target)) return true;
    if (arg.kind === 'sobject' && target.kind === 'sobject') return arg === SOBJECT;
    if (isCollection(arg) && isCollection(target)) return collectionsAgree(world, arg, target);
    return (arg === ID && target === STRING) || (arg === STRING && target === ID);
  });

const invalid = (from: ApexType, to: ApexType): ApexException =>
  new ApexException('System.TypeException', `Invalid conversion from runtime type ${from.text} to ${to.text}`);

const WIDER: ReadonlyMap<ApexType, readonly ApexType[]> = new Map([
  [INTEGER, [LONG, DOUBLE, DECIMAL]],
  [LONG, [DOUBLE, DECIMAL]],
  [DOUBLE, [DECIMAL]],
  [DECIMAL, [DOUBLE]],
  [DATE, [DATETIME]],
]);

const holdsTexts = (value: unknown, type: ApexType): boolean =>
  isCollection(type) && type.args.some((arg, i) => arg === ID && typeOf(value).args[i] === STRING);

/** `instanceof` and casts at run time, remembering what was found out about a pair of types. */
export const typeTests = (world: World): TypeTests => {
  const known = new Map<ApexType, Map<ApexType, boolean>>();
  const fits = (from: ApexType, to: ApexType): boolean => {
    if (from === to || to === OBJECT) return true;
    const answers = known.get(from) ?? new Map<ApexType, boolean>();
    known.set(from, answers);
    let answer = answers.get(to);
    if (answer === undefined) {
      answer = isCollection(from) && isCollection(to) ? collectionsAgree(world, from, to) : isSubtype(world, from, to);
      answers.set(to, answer);
    }
    return answer;
  };
  return {
    instanceOf: (value, type) => {
      if (value === null) return false;
      // A set of texts may be cast to one of Ids, but it is none.
      if (holdsTexts(value, type)) return false;
      if (type === ID) return typeof value === 'string' && normaliseId(value) !== undefined;
      const from = typeOf(value);
      // A number is also an instance of every wider number type, a date of Datetime.
      return fits(from, type) || WIDER.get(from)?.includes(type) === true;
    },
    cast: (value, type) => {
      if (value === null) return null;
      const from = typeOf(value);
      if (fits(from, type)) return value;
      if (WIDER.get(from)?.includes(type) === true) return convert(value, type);
      if (type === ID && typeof value === 'string') return convert(value, type);
      throw invalid(from, type);
    },
  };
};

import type { Org } from '../../org.ts';
import { transaction } from '../../runtime/transaction.ts';
import { platformType, STRING } from '../../types/apex-type.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';

/** An allocation of the whole org. */
export interface Allocation {
  readonly max: number;
  readonly used: number;
}

/** API requests in 24 hours of an Enterprise Edition org; none is used before the org has a REST side that counts. */
const DAILY_API_REQUESTS: Allocation = { max: 100_000, used: 0 };

const registered = new WeakMap<object, Map<string, () => Allocation>>();

const allocationsOf = (org: object): Map<string, () => Allocation> => {
  const known = registered.get(org) ?? new Map([['DailyApiRequests', () => DAILY_API_REQUESTS]]);
  registered.set(org, known);
  return known;
};

/**
 * Makes an allocation known to OrgLimits. Only what the local org really counts belongs there.
 * @param name as REST's `limits` names it, e.g. `DailyApiRequests`
 * @param read answers how it stands now
 */
export const registerAllocation = (org: Org, name: string, read: () => Allocation): void => {
  allocationsOf(org).set(name, read);
};

/** The allocations that are counted, as they stand now, by name. */
export const allocations = (org: Org): ReadonlyMap<string, Allocation> =>
  new Map([...allocationsOf(org)].map(([name, read]) => [name, read()]));

/** A System.OrgLimit: how an allocation stood when it was read. */
class OrgLimit extends PlatformObject {
  readonly name: string;
  readonly allocation: Allocation;

  constructor(name: string, allocation: Allocation) {
    super(platformType('OrgLimit'));
    this.name = name;
    this.allocation = allocation;
  }
}

const all = (): OrgLimit[] =>
  [...allocations(transaction().org)].map(([name, allocation]) => new OrgLimit(name, allocation));

/** System.OrgLimits and System.OrgLimit. */
export const orgLimitsClasses: readonly PlatformClass[] = [
  {
    name: 'OrgLimits',
    kind: 'class',
    statics: {
      'List<OrgLimit> getAll()': () => new ApexList(platformType('OrgLimit'), all()),
      'Map<String,OrgLimit> getMap()': () => {
        const map = new ApexMap(STRING, platformType('OrgLimit'));
        for (const limit of all()) map.put(limit.name, limit);
        return map;
      },
    },
  },
  {
    name: 'OrgLimit',
    kind: 'class',
    representation: OrgLimit,
    methods: {
      'Integer getLimit()': (self: OrgLimit) => self.allocation.max,
      'String getName()': (self: OrgLimit) => self.name,
      'Integer getValue()': (self: OrgLimit) => self.allocation.used,
    },
  },
];

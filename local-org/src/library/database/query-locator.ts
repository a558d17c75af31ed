import { platformType, SOBJECT } from '../../types/apex-type.ts';
import { ApexList, type ApexMap } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { ValueIterator } from '../collections/iteration.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced } from '../raise.ts';
import type { AccessLevel } from './access-level.ts';
import { locatorRows } from './query.ts';

/** A Database.QueryLocator: a query and the rows it found when it was made. */
export class QueryLocator extends PlatformObject {
  readonly query: string;
  readonly rows: ApexList;

  constructor(query: string, rows: ApexList) {
    super(platformType('Database.QueryLocator'));
    this.query = query;
    this.rows = rows;
  }
}

const located = (query: string | null, binds: ApexMap | null, access: AccessLevel | null): QueryLocator =>
  new QueryLocator(query ?? '', locatorRows(query, binds, access));

/** The query locator methods of System.Database. */
export const locatorStatics: Record<string, (...args: never[]) => unknown> = {
  'Database.QueryLocator getQueryLocator(String query)': (query: string | null) => located(query, null, null),
  'Database.QueryLocator getQueryLocator(String query, AccessLevel accessLevel)': (
    query: string | null,
    access: AccessLevel | null,
  ) => located(query, null, access),
  'Database.QueryLocator getQueryLocator(List<SObject> listOfQueries)': (rows: ApexList | null) =>
    new QueryLocator('', dereferenced(rows)),
  'Database.QueryLocator getQueryLocatorWithBinds(String query, Map<String,Object> bindMap, AccessLevel accessLevel)': (
    query: string | null,
    binds: ApexMap | null,
    access: AccessLevel | null,
  ) => located(query, dereferenced(binds), access),
};

/** Database.QueryLocator and its iterator. */
export const queryLocatorClasses: readonly PlatformClass[] = [
  {
    name: 'Database.QueryLocator',
    kind: 'class',
    representation: QueryLocator,
    methods: {
      'String getQuery()': (self: QueryLocator) => self.query,
      'Database.QueryLocatorIterator iterator()': (self: QueryLocator) => new ValueIterator(SOBJECT, self.rows),
    },
    unsupported: ['List<SObject> querymore(Integer numRows)'],
  },
  {
    name: 'Database.QueryLocatorIterator',
    kind: 'class',
    implements: ['Iterator<SObject>'],
    methods: {
      'Boolean hasNext()': (self: ValueIterator) => self.hasNext(),
      'SObject next()': (self: ValueIterator) => self.next(),
    },
  },
];

import { count } from '../../runtime/transaction.ts';
import { platformType } from '../../types/apex-type.ts';
import { ApexList, type ApexMap } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception, required } from '../raise.ts';
import type { AccessLevel } from './access-level.ts';
import { locatorRows } from './query.ts';

/** A Database.Cursor: the rows that a query found when the cursor was made. */
class Cursor extends PlatformObject {
  readonly rows: ApexList;

  constructor(rows: ApexList) {
    super(platformType('Database.Cursor'));
    this.rows = rows;
  }
}

const fetch = ({ rows }: Cursor, position: number | null, amount: number | null): ApexList => {
  const [from, size] = [required(position), required(amount)];
  if (from < 0 || size < 0 || from + size > rows.items.length) {
    throw exception('InvalidParameterValueException', `Invalid position or count: ${from}, ${size}`);
  }
  count('fetchCallsOnApexCursor');
  return new ApexList(rows.elementType, rows.items.slice(from, from + size));
};

const open = (query: string | null, binds: ApexMap | null, access: AccessLevel | null): Cursor => {
  const rows = locatorRows(query, binds, access);
  count('apexCursorRows', rows.items.length);
  return new Cursor(rows);
};

/** The cursor methods of System.Database. */
export const cursorStatics: Record<string, (...args: never[]) => unknown> = {
  'Database.Cursor getCursor(String query)': (query: string | null) => open(query, null, null),
  'Database.Cursor getCursor(String query, AccessLevel accessLevel)': (
    query: string | null,
    access: AccessLevel | null,
  ) => open(query, null, access),
  'Database.Cursor getCursorWithBinds(String query, Map<String,Object> bindMap, AccessLevel accessLevel)': (
    query: string | null,
    binds: ApexMap | null,
    access: AccessLevel | null,
  ) => open(query, dereferenced(binds), access),
};

/** Database.Cursor. */
export const cursorClass: PlatformClass = {
  name: 'Database.Cursor',
  kind: 'class',
  representation: Cursor,
  methods: {
    'List<SObject> fetch(Integer position, Integer count)': fetch,
    'Integer getNumRecords()': ({ rows }: Cursor) => rows.items.length,
  },
};

import type { PlatformClass } from '../platform-class.ts';
import { batchStatics } from '../async/batch.ts';
import { dmlStatics } from './dml.ts';
import { locatorStatics } from './query-locator.ts';
import { queryStatics } from './query.ts';
import { cursorStatics } from './cursor.ts';
import { leadConvertStatics } from './lead-convert.ts';
import { recycleBinStatics } from './recycle-bin.ts';
import { savepointStatics } from './savepoint.ts';

const ACCESS = ['', ', AccessLevel accessLevel'];

/** Every combination of a head with the optional parameters behind it. */
const variants = (head: string, extras: readonly string[]): string[] =>
  extras.flatMap((extra) => ACCESS.map((access) => `${head}${extra}${access})`));

/** System.Database. */
export const databaseClass: PlatformClass = {
  name: 'Database',
  kind: 'class',
  statics: {
    ...dmlStatics,
    ...queryStatics,
    ...locatorStatics,
    ...savepointStatics,
    ...batchStatics,
    ...recycleBinStatics,
    ...leadConvertStatics,
    ...cursorStatics,
  },
  unsupported: [
    ...['delete', 'insert', 'update'].flatMap((operation) => {
      const result = operation === 'delete' ? 'Database.DeleteResult' : 'Database.SaveResult';
      const callback = `, DataSource.Async${operation === 'delete' ? 'Delete' : 'Save'}Callback callback`;
      return [
        ...variants(`${result} ${operation}Async(SObject record`, ['', callback]),
        ...variants(`List<${result}> ${operation}Async(List<SObject> records`, ['', callback]),
        ...variants(`${result} ${operation}Immediate(SObject record`, ['']),
        ...variants(`List<${result}> ${operation}Immediate(List<SObject> records`, ['']),
      ];
    }),
    'Database.DeleteResult getAsyncDeleteResult(Database.DeleteResult deleteResult)',
    'Database.DeleteResult getAsyncDeleteResult(String asyncLocator)',
    'Database.SaveResult getAsyncSaveResult(Database.SaveResult saveResult)',
    'Database.SaveResult getAsyncSaveResult(String asyncLocator)',
    'String getAsyncLocator(Object result)',
    'Database.GetDeletedResult getDeleted(String sObjectType, Datetime startDate, Datetime endDate)',
    'Database.GetUpdatedResult getUpdated(String sObjectType, Datetime startDate, Datetime endDate)',
  ],
};

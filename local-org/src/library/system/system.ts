import { transaction } from '../../runtime/transaction.ts';
import type { EnumValue } from '../../values/enum.ts';
import { looselyEqual } from '../../values/equality.ts';
import { hashOf } from '../../values/hash.ts';
import { Datetime } from '../../values/temporal.ts';
import { textOf } from '../../values/text.ts';
import { asyncContext } from '../../async/context.ts';
import { jobControlStatics } from '../async/control.ts';
import { queueableStatics } from '../async/queueable.ts';
import { scheduleStatics } from '../async/schedulable.ts';
import { debugLine } from '../debug-log.ts';
import { currentPage } from '../pages/page-reference.ts';
import type { PlatformClass } from '../platform-class.ts';
import { today } from '../temporal/date.ts';
import { assertEqual, assertNotEqual, assertTrue } from './assert.ts';

/** System.System. */
export const systemClass: PlatformClass = {
  name: 'System',
  kind: 'class',
  statics: {
    ...queueableStatics,
    ...scheduleStatics,
    ...jobControlStatics,
    'void assert(Boolean condition)': assertTrue,
    'void assert(Boolean condition, Object msg)': assertTrue,
    'void assertEquals(Object expected, Object actual)': assertEqual,
    'void assertEquals(Object expected, Object actual, Object msg)': assertEqual,
    'void assertNotEquals(Object expected, Object actual)': assertNotEqual,
    'void assertNotEquals(Object expected, Object actual, Object msg)': assertNotEqual,
    'Long currentTimeMillis()': () => BigInt(transaction().now()),
    'void debug(Object msg)': (message: unknown) => debugLine('DEBUG', () => textOf(message)),
    'void debug(LoggingLevel logLevel, Object msg)': (level: EnumValue | null, message: unknown) =>
      debugLine(level?.name ?? 'DEBUG', () => textOf(message)),
    'PageReference currentPageReference()': currentPage,
    'Boolean equals(Object left, Object right)': looselyEqual,
    'Integer hashCode(Object obj)': hashOf,
    'Boolean isBatch()': () => asyncContext()?.kind === 'batch',
    'Boolean isFuture()': () => asyncContext()?.kind === 'future',
    'Boolean isQueueable()': () => asyncContext()?.kind === 'queueable',
    'Boolean isScheduled()': () => asyncContext()?.kind === 'scheduled',
    'Datetime now()': () => new Datetime(transaction().now()),
    'Date today()': today,
  },
  unsupported: [
    'void changeOwnPassword(String oldPassword, String newPassword)',
    'ApplicationReadWriteMode getApplicationReadWriteMode()',
    'void movePassword(Id targetUserId, Id sourceUserId)',
    'List<Id> process(List<Id> workItemIds, String action, String comments, String nextApprover)',
    'Version requestVersion()',
    'ResetPasswordResult resetPassword(Id userId, Boolean sendUserEmail)',
    'ResetPasswordResult resetPasswordWithEmailTemplate(Id userId, Boolean sendUserEmail, String templateName)',
    'void runAs(Version version)',
    'void setPassword(Id userId, String password)',
    'List<Id> submit(List<Id> workItemIds, String comments, String nextApprover)',
  ],
};

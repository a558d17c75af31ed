import { randomUUID } from 'node:crypto';
import { transaction, type Transaction } from '../../runtime/transaction.ts';
import { platformType } from '../../types/apex-type.ts';
import { findEnumConstant, type EnumValue } from '../../values/enum.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { asyncContext, type AsyncKind } from '../../async/context.ts';
import type { PlatformClass } from '../platform-class.ts';

const REQUEST_ID = Symbol('request id');
/** Key of a transaction's attachment by which an entry point names itself: a constant of System.Quiddity, e.g. `REST`. */
export const QUIDDITY: unique symbol = Symbol('quiddity');

const ASYNCHRONOUS: Readonly<Record<AsyncKind, string>> = {
  future: 'FUTURE',
  queueable: 'QUEUEABLE',
  batch: 'BATCH_APEX',
  scheduled: 'SCHEDULED',
  finalizer: 'TRANSACTION_FINALIZER_QUEUEABLE',
};

/** A System.Request: what started the running transaction. */
class Request extends PlatformObject {
  readonly quiddity: string;
  readonly id: string;

  constructor(quiddity: string, id: string) {
    super(platformType('Request'));
    this.quiddity = quiddity;
    this.id = id;
  }
}

const quiddityOf = ({ attachments, test }: Transaction): string => {
  const context = asyncContext();
  if (context) return ASYNCHRONOUS[context.kind];
  const given = attachments.get(QUIDDITY) as string | undefined;
  return given ?? (test ? 'RUNTEST_SYNC' : 'SYNCHRONOUS');
};

/** The id of the running request, the same in all of its transaction. */
export const requestId = (): string => {
  const { attachments } = transaction();
  const id = (attachments.get(REQUEST_ID) as string | undefined) ?? randomUUID();
  attachments.set(REQUEST_ID, id);
  return id;
};

/** System.Request. */
export const requestClass: PlatformClass = {
  name: 'Request',
  kind: 'class',
  representation: Request,
  statics: { 'Request getCurrent()': () => new Request(quiddityOf(transaction()), requestId()) },
  methods: {
    'Quiddity getQuiddity()': (self: Request): EnumValue | null => findEnumConstant('Quiddity', self.quiddity) ?? null,
    'String getRequestId()': (self: Request) => self.id,
  },
};

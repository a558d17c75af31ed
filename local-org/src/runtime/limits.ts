import { ApexException } from '../values/apex-exception.ts';

export type LimitName =
  | 'queries'
  | 'queryRows'
  | 'queryLocatorRows'
  | 'aggregateQueries'
  | 'soslQueries'
  | 'dmlStatements'
  | 'dmlRows'
  | 'publishImmediateDml'
  | 'callouts'
  | 'emailInvocations'
  | 'futureCalls'
  | 'queueableJobs'
  | 'mobilePushApexCalls'
  | 'apexCursorRows'
  | 'fetchCallsOnApexCursor'
  | 'cpuTime'
  | 'heapSize';

/** Salesforce's per-transaction limits. Source: Apex Developer Guide, "Execution Governors and Limits". */
const SYNCHRONOUS: Readonly<Record<LimitName, number>> = {
  queries: 100,
  queryRows: 50_000,
  queryLocatorRows: 10_000,
  aggregateQueries: 300,
  soslQueries: 20,
  dmlStatements: 150,
  dmlRows: 10_000,
  publishImmediateDml: 150,
  callouts: 100,
  emailInvocations: 10,
  futureCalls: 50,
  queueableJobs: 50,
  mobilePushApexCalls: 10,
  apexCursorRows: 50_000_000,
  fetchCallsOnApexCursor: 10,
  cpuTime: 10_000,
  heapSize: 6_000_000,
};

const ASYNCHRONOUS: Readonly<Record<LimitName, number>> = {
  ...SYNCHRONOUS,
  queries: 200,
  cpuTime: 60_000,
  heapSize: 12_000_000,
  futureCalls: 0,
  queueableJobs: 1,
};

/** Salesforce's words for each limit in a System.LimitException. */
const MESSAGES: Readonly<Record<LimitName, string>> = {
  queries: 'Too many SOQL queries',
  queryRows: 'Too many query rows',
  queryLocatorRows: 'Too many query locator rows',
  aggregateQueries: 'Too many Aggregate queries',
  soslQueries: 'Too many SOSL queries',
  dmlStatements: 'Too many DML statements',
  dmlRows: 'Too many DML rows',
  publishImmediateDml: 'Too many EventBus publish calls',
  callouts: 'Too many callouts',
  emailInvocations: 'Too many Email Invocations',
  futureCalls: 'Too many future calls',
  queueableJobs: 'Too many queueable jobs added to the queue',
  mobilePushApexCalls: 'Too many mobile push Apex calls',
  apexCursorRows: 'Too many Apex cursor rows',
  fetchCallsOnApexCursor: 'Too many fetch calls on Apex cursor',
  cpuTime: 'Apex CPU time limit exceeded',
  heapSize: 'Apex heap size too large',
};

/** The exception that Apex cannot catch. */
export class LimitException extends ApexException {
  /** @param typeName of another exception that Apex cannot catch */
  constructor(message: string, typeName = 'System.LimitException') {
    super(typeName, message);
  }
}

/** Governor limits of one transaction: counted, readable, enforced. */
export class Limits {
  private readonly used = new Map<LimitName, number>();
  private readonly allowed: Readonly<Record<LimitName, number>>;

  readonly kind: 'synchronous' | 'asynchronous';

  /** @param allowed limits in which the transaction differs from its kind */
  constructor(kind: 'synchronous' | 'asynchronous', allowed: Partial<Record<LimitName, number>> = {}) {
    this.kind = kind;
    this.allowed = { ...(kind === 'synchronous' ? SYNCHRONOUS : ASYNCHRONOUS), ...allowed };
  }

  count(limit: LimitName, amount: number): void {
    const used = this.usedOf(limit) + amount;
    this.used.set(limit, used);
    if (used > this.allowed[limit]) throw new LimitException(`${MESSAGES[limit]}: ${used}`);
  }

  /** What has been used until now, to come back to with `reset`. */
  mark(): ReadonlyMap<LimitName, number> {
    return new Map(this.used);
  }

  /** Forgets what has been used since the mark: Salesforce does so when it saves a bulk again after partial failures. */
  reset(mark: ReadonlyMap<LimitName, number>): void {
    this.used.clear();
    for (const [limit, amount] of mark) this.used.set(limit, amount);
  }

  usedOf(limit: LimitName): number {
    return this.used.get(limit) ?? 0;
  }

  allowedOf(limit: LimitName): number {
    return this.allowed[limit];
  }
}

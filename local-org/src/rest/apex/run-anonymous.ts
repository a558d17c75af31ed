import { CompileFailure, UnsupportedFeature } from '../../errors.ts';
import { DEBUG_SINK, type DebugSink } from '../../library/debug-log.ts';
import type { LocalOrg } from '../../org.ts';
import { errorText } from '../../runtime/error-text.ts';
import { runTransaction } from '../../runtime/execute.ts';
import { apexStack, apexStackText } from '../../runtime/stack.ts';
import { ApexException } from '../../values/apex-exception.ts';

/** What came of anonymous Apex, as the Tooling API and the Apex SOAP API tell it. */
export interface AnonymousResult {
  readonly compiled: boolean;
  readonly compileProblem: string | null;
  readonly success: boolean;
  readonly line: number;
  readonly column: number;
  readonly exceptionMessage: string | null;
  readonly exceptionStackTrace: string | null;
  /** Debug log: what the Apex wrote with System.debug. */
  readonly log: string;
}

const SUCCESS = {
  compiled: true,
  compileProblem: null,
  success: true,
  line: -1,
  column: -1,
  exceptionMessage: null,
  exceptionStackTrace: null,
} as const;

const failure = (error: unknown): Omit<AnonymousResult, 'log'> => {
  if (error instanceof CompileFailure) {
    const [problem] = error.problems;
    return {
      ...SUCCESS,
      compiled: false,
      success: false,
      compileProblem: problem?.problem ?? error.message,
      line: problem?.line ?? -1,
      column: problem?.column ?? -1,
    };
  }
  if (!(error instanceof ApexException || error instanceof UnsupportedFeature)) throw error;
  const [frame] = apexStack(error);
  return {
    ...SUCCESS,
    success: false,
    line: frame?.line ?? -1,
    column: frame?.column ?? -1,
    exceptionMessage: errorText(error),
    exceptionStackTrace: apexStackText(error),
  };
};

/** Collects a debug log in Salesforce's form: a line for each event, with the time and the nanoseconds since the start. */
const createLog = (org: LocalOrg) => {
  const began = process.hrtime.bigint();
  const lines: string[] = [];
  const write = (event: string): void => {
    const time = new Date(org.now()).toISOString().slice(11, 22);
    lines.push(`${time} (${process.hrtime.bigint() - began})|${event}`);
  };
  const debug: DebugSink = (level, text) => {
    const [frame] = apexStack(new Error('where'));
    write(`USER_DEBUG|[${frame?.line ?? 0}]|${level}|${text}`);
  };
  return { write, debug, text: (header: string): string => [header, ...lines, ''].join('\n') };
};

/**
 * Runs anonymous Apex as a user, in a transaction of its own.
 * @param apiVersion shown in the log, e.g. `65.0`
 */
export const runAnonymous = (org: LocalOrg, userId: string, apex: string, apiVersion: string): AnonymousResult => {
  const log = createLog(org);
  const header = [
    `${apiVersion} APEX_CODE,DEBUG;APEX_PROFILING,INFO`,
    ...apex
      .trimEnd()
      .split('\n')
      .map((line) => `Execute Anonymous: ${line.trimEnd()}`),
  ].join('\n');
  log.write('EXECUTION_STARTED');
  try {
    const script = org.program.compileAnonymous(apex);
    runTransaction(org, { userId, kind: 'synchronous' }, (transaction) => {
      transaction.attachments.set(DEBUG_SINK, log.debug);
      script();
    });
    log.write('EXECUTION_FINISHED');
    return { ...SUCCESS, log: log.text(header) };
  } catch (error) {
    const result = failure(error);
    if (result.exceptionMessage !== null) log.write(`FATAL_ERROR|${result.exceptionMessage}`);
    log.write('EXECUTION_FINISHED');
    return { ...result, log: result.compiled ? log.text(header) : '' };
  }
};

import { transaction } from '../runtime/transaction.ts';

/** Key of the function that receives System.debug lines in `Transaction.attachments`; absent = they are dropped. */
export const DEBUG_SINK = Symbol('debug sink');

/** @param level name of a System.LoggingLevel @param text the argument of System.debug as text */
export type DebugSink = (level: string, text: string) => void;

/**
 * Writes one line to the transaction's debug log, if it has one.
 * @param text computed only when somebody listens
 */
export const debugLine = (level: string, text: () => string): void => {
  const sink = transaction().attachments.get(DEBUG_SINK) as DebugSink | undefined;
  sink?.(level, text());
};

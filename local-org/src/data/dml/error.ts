import { ApexException, type DmlFailure } from '../../values/apex-exception.ts';
import type { DmlOperation, DmlRowError } from '../database.ts';

export const rowError = (statusCode: string, message: string, fields: readonly string[] = []): DmlRowError => ({
  statusCode,
  message,
  fields,
});

const title = (operation: DmlOperation): string => operation.charAt(0).toUpperCase() + operation.slice(1);

/**
 * The exception of a DML statement that failed as a whole.
 * @param failures at least one
 */
export const dmlException = (operation: DmlOperation, failures: readonly DmlFailure[]): ApexException => {
  const [first] = failures;
  const where = first?.id && operation !== 'insert' ? ` with id ${first.id}` : '';
  const message =
    `${title(operation)} failed. First exception on row ${first?.index ?? 0}${where}; first error: ` +
    `${first?.statusCode ?? ''}, ${first?.message ?? ''}: [${(first?.fields ?? []).join(', ')}]`;
  const exception = new ApexException('System.DmlException', message);
  exception.dmlFailures = failures;
  return exception;
};

import { ApexException, type DmlFailure } from '../../values/apex-exception.ts';
import type { DmlOperation, DmlRowError } from '../database.ts';

/** Start of the text with which Apex refuses fields; the exception of a statement repeats it as it is. */
export const INACCESSIBLE_FIELDS = 'Operation failed due to fields being inaccessible on Sobject ';

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
  const inaccessible = first?.message.startsWith(INACCESSIBLE_FIELDS) === true;
  const usual =
    `${title(operation)} failed. First exception on row ${first?.index ?? 0}${where}; first error: ` +
    `${first?.statusCode ?? ''}, ${first?.message ?? ''}: [${(first?.fields ?? []).join(', ')}]`;
  const exception = new ApexException('System.DmlException', inaccessible ? first.message : usual);
  exception.dmlFailures = failures;
  return exception;
};

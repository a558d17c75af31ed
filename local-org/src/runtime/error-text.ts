import { ApexException } from '../values/apex-exception.ts';
import { apexStackText } from './stack.ts';

/** What went wrong, as Salesforce writes it: `demodesk.SyncException: no such meeting`; no stack. */
export const errorText = (error: Error): string =>
  error instanceof ApexException
    ? `${error.typeName}: ${error.apexMessage ?? 'Script-thrown exception'}`
    : error.message;

/** The same with where it happened: the Apex stack, or the JavaScript one for a defect of the local org. */
export const errorTrace = (error: Error): string => {
  const apex = apexStackText(error);
  if (apex !== '') return `${errorText(error)}\n\n${apex}`;
  return error.stack ?? error.message;
};

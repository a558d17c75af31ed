import { platformType, type ApexType } from '../types/apex-type.ts';

/** One failed row inside a System.DmlException. */
export interface DmlFailure {
  /** Position in the list that was given to the statement. */
  readonly index: number;
  readonly id: string | null;
  /** A value of System.StatusCode, e.g. `REQUIRED_FIELD_MISSING`. */
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/**
 * A thrown Apex exception. Derives from Error for its stack: Apex code is compiled so that a JavaScript line is
 * the Apex line, and the stack trace is read off it.
 */
export class ApexException extends Error {
  /** For exceptions of the library; classes written in Apex override the accessor. */
  protected type: ApexType;
  override cause: ApexException | null = null;
  dmlFailures: readonly DmlFailure[] = [];

  /**
   * @param typeName qualified, e.g. `System.NullPointerException`
   * @param message Salesforce's own wording: tests assert it
   */
  constructor(typeName = 'System.Exception', message: string | null = null) {
    super(message ?? '');
    this.type = platformType(typeName);
    this.apexMessage = message;
  }

  /** What getMessage() answers; null when the exception was constructed without one. */
  apexMessage: string | null;

  get apexType(): ApexType {
    return this.type;
  }
}

export const nullPointer = (): ApexException =>
  new ApexException('System.NullPointerException', 'Attempt to de-reference a null object');

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

  /** What getMessage() answers; null when the exception was constructed without one. */
  apexMessage: string | null;
  /** What QueryException.getInaccessibleFields answers: field names by object name. */
  inaccessibleFields: ReadonlyMap<string, readonly string[]> = new Map();

  /**
   * @param typeName qualified, e.g. `System.NullPointerException`; `System.` may be left out
   * @param message Salesforce's own wording: tests assert it
   */
  constructor(typeName = 'System.Exception', message: string | null = null) {
    super(message ?? '');
    this.type = platformType(typeName.startsWith('System.') ? typeName.slice(7) : typeName);
    this.apexMessage = message;
  }

  /** What getTypeName() answers, e.g. `System.DmlException`, `demodesk.SyncException`. */
  get typeName(): string {
    const { kind, name } = this.apexType;
    return kind === 'platform' && !name.includes('.') ? `System.${name}` : name;
  }

  get apexType(): ApexType {
    return this.type;
  }
}

export const nullPointer = (): ApexException =>
  new ApexException('System.NullPointerException', 'Attempt to de-reference a null object');

/** One Apex frame of a stack trace. */
export interface StackFrame {
  /** As Salesforce names it: `Class.Outer.method`, `Trigger.Name`, `AnonymousBlock`. */
  readonly place: string;
  /** One-based; the JavaScript line is the Apex line. */
  readonly line: number;
  readonly column: number;
}

/** Compiled Apex runs under script names of this form: `apex:Class.ContactMatcher`, `apex:Trigger.OnContact`. */
export const APEX_SCRIPT = 'apex:';

const FRAME = /^\s+at (?:(?:new |async )?(?<fn>[^\s(]+) (?:\[as [^\]]+\] )?\()?apex:(?<unit>[^:)]+):(?<line>\d+):\d+\)?$/;

/**
 * The Apex frames of a thrown exception, innermost first: what getLineNumber and getStackTraceString answer.
 * Salesforce reports the column as 1 for every statement.
 * @param error an exception whose stack was taken in compiled Apex
 */
export const apexStack = (error: Error): readonly StackFrame[] => {
  const frames: StackFrame[] = [];
  for (const text of error.stack?.split('\n') ?? []) {
    const groups = FRAME.exec(text)?.groups;
    if (!groups?.['unit']) continue;
    const method = groups['fn']?.split('.').at(-1);
    const named = method !== undefined && groups['unit'].startsWith('Class.');
    frames.push({ place: named ? `${groups['unit']}.${method}` : groups['unit'], line: Number(groups['line']), column: 1 });
  }
  return frames;
};

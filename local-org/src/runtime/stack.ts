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

/** Lines of a script that belong to one method. */
export interface ScriptRange {
  /** e.g. `Class.ContactMatcher.Key.equals` */
  readonly place: string;
  /** JavaScript name, to tell methods on one line apart. */
  readonly js: string;
  readonly from: number;
  readonly to: number;
}

const scripts = new Map<string, readonly ScriptRange[]>();

/** Makes the methods of a compiled script known, so that stack traces can name them. */
export const registerScript = (script: string, ranges: readonly ScriptRange[]): void => {
  scripts.set(script, ranges);
};

const FRAME = /^\s+at (?:(?:new |async )?(?<fn>.+?) (?:\[as [^\]]+\] )?\()?(?<script>apex:[^:]+):(?<line>\d+):\d+\)?$/;

const placeOf = (script: string, line: number, fn: string | undefined): string | undefined => {
  const method = fn?.split('.').at(-1);
  const inside = (scripts.get(script) ?? []).filter((range) => range.from <= line && line <= range.to);
  const named = inside.filter((range) => range.js === method);
  const candidates = named.length > 0 ? named : inside;
  return candidates.reduce<ScriptRange | undefined>(
    (best, range) => (best === undefined || range.to - range.from < best.to - best.from ? range : best),
    undefined,
  )?.place;
};

/**
 * The Apex frames of a thrown exception, innermost first: what getLineNumber and getStackTraceString answer.
 * Salesforce reports the column as 1 for every statement.
 * @param error an exception whose stack was taken in compiled Apex
 */
export const apexStack = (error: Error): readonly StackFrame[] => {
  const frames: StackFrame[] = [];
  for (const text of error.stack?.split('\n') ?? []) {
    const groups = FRAME.exec(text)?.groups;
    const script = groups?.script;
    if (groups === undefined || script === undefined) continue;
    const line = Number(groups.line);
    const place = placeOf(script, line, groups.fn);
    // Generated parts of a class, e.g. the function that makes its objects, belong to no method.
    if (place !== undefined) frames.push({ place, line, column: 1 });
  }
  return frames;
};

/** The Apex stack as Salesforce prints it, a line per frame. */
export const apexStackText = (error: Error): string =>
  apexStack(error)
    .map(({ place, line, column }) => `${place}: line ${line}, column ${column}`)
    .join('\n');

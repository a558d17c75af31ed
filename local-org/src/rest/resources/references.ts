import { badRequest } from '../errors.ts';

/** `@{newAccount.id}`, `@{found.records[0].Id}` */
const REFERENCE = /@\{([^}]*)\}/g;
const WHOLE = /^@\{([^}]*)\}$/;

/** Bodies of the subrequests answered so far, by reference id. */
export type Answers = ReadonlyMap<string, unknown>;

/** A subrequest that needs the answer of one that failed. */
export class DependsOnFailure extends Error {
  override readonly name = 'DependsOnFailure';
}

const unresolved = (expression: string): Error =>
  badRequest(
    'PROCESSING_HALTED',
    `Invalid reference specified. No value for ${expression} found in ${expression.split(/[.[]/)[0] ?? ''}`,
  );

const step = (value: unknown, segment: string): unknown => {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[segment];
};

const valueOf = (expression: string, answers: Answers, failed: ReadonlySet<string>): unknown => {
  const [referenceId = '', ...segments] = expression.split(/[.[\]]+/).filter((part) => part !== '');
  if (failed.has(referenceId)) throw new DependsOnFailure(referenceId);
  const value = segments.reduce(step, answers.get(referenceId));
  if (value === undefined || segments.length === 0) throw unresolved(expression);
  return value;
};

/**
 * Replaces the references in a url or a body by what earlier subrequests answered.
 * @throws ApiError when there is no such answer, DependsOnFailure when it was an error
 */
export const resolveReferences = <T>(value: T, answers: Answers, failed: ReadonlySet<string>): T => {
  const resolve = (node: unknown): unknown => {
    if (typeof node === 'string') {
      const whole = WHOLE.exec(node)?.[1];
      if (whole !== undefined) return valueOf(whole, answers, failed);
      return node.replace(REFERENCE, (_, expression: string) => String(valueOf(expression, answers, failed)));
    }
    if (Array.isArray(node)) return node.map(resolve);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, resolve(child)]));
  };
  return resolve(value) as T;
};

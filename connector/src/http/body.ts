import type { Request } from 'express';
import type { z } from 'zod';
import { Problem } from './problem.ts';
import { bodyOf } from './raw-json.ts';

/**
 * Reads the JSON body that `rawJson` has taken.
 *
 * @param example what would have been right, for the remedy
 * @throws Problem 400 when it is not JSON, 422 naming the first wrong property
 */
export const jsonBody = <T>(request: Request, schema: z.ZodType<T>, example: string): T => {
  const remedy = `Send ${example}.`;
  let body: unknown;
  try {
    body = JSON.parse(bodyOf(request).toString('utf8'));
  } catch {
    const detail = 'The body is not JSON.';
    throw new Problem({ status: 400, code: 'malformed-json', title: 'Malformed JSON', detail, remedy });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const pointer = (issue?.path ?? [])
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  throw new Problem({
    status: 422,
    code: 'wrong-shape',
    title: 'Unprocessable content',
    detail: `${pointer} ${issue?.message ?? 'is wrong'}`.trim(),
    remedy,
    pointer,
  });
};

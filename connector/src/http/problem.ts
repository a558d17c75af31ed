import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from '../logging.ts';

/** What went wrong with a request, in the words of its answer (RFC 9457). */
export interface ProblemDetails {
  status: number;
  /** Last part of the problem's type, e.g. `wrong-secret`. */
  code: string;
  title: string;
  detail: string;
  /** What the caller can do about it. */
  remedy: string;
  /** JSON Pointer to the first wrong property of the body. */
  pointer?: string;
  /** Header fields that belong to the answer, e.g. Allow. */
  headers?: Readonly<Record<string, string>>;
}

/** Thrown by a handler to answer with a problem document. */
export class Problem extends Error {
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails, cause?: unknown) {
    super(details.detail, cause === undefined ? undefined : { cause });
    this.name = 'Problem';
    this.details = details;
  }
}

const send = (response: Response, { headers, status, code, ...rest }: ProblemDetails): void => {
  response
    .status(status)
    .set(headers ?? {})
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:demodesk-connector:problem:${code}`, status, ...rest }));
};

const UNEXPECTED: ProblemDetails = Object.freeze({
  status: 500,
  code: 'internal-error',
  title: 'Internal error',
  detail: 'The connector failed to handle this request.',
  remedy: "Send it again. If it fails again, look for this time in the connector's log.",
});

/** Errors of Express and its body parser say with `status` whose fault they are. */
const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;

const badRequest = (status: number): ProblemDetails => ({
  status,
  code: 'bad-request',
  title: 'Bad request',
  detail: 'The request could not be read.',
  remedy: 'Check the address and the header fields of the request.',
});

/** Answers every error with a problem document and logs it on one line. */
export const problemHandler =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const where = { method: request.method, path: request.path };
    if (error instanceof Problem) {
      const { status, code, detail, pointer } = error.details;
      const line = { ...where, status, code, detail, pointer, err: error.cause };
      if (status >= 500) log.error(line, 'request failed');
      else log.warn(line, 'request refused');
      send(response, error.details);
      return;
    }
    const status = statusOf(error);
    if (status !== undefined && status >= 400 && status < 500) {
      log.warn({ ...where, status }, 'request refused');
      send(response, badRequest(status));
      return;
    }
    log.error({ ...where, err: error }, 'request failed');
    send(response, UNEXPECTED);
  };

/** @returns the problem of an address that does not exist */
export const notFound = (path: string): Problem =>
  new Problem({
    status: 404,
    code: 'not-found',
    title: 'Not found',
    detail: `There is nothing at ${path}.`,
    remedy: 'Webhooks go to POST /webhooks/demodesk. Check the address for a typing error.',
  });

/** @returns the problem of a method that an address does not know */
export const methodNotAllowed = (method: string, allowed: string): Problem =>
  new Problem({
    status: 405,
    code: 'method-not-allowed',
    title: 'Method not allowed',
    detail: `${method} is not possible here.`,
    remedy: `Use ${allowed}.`,
    headers: { Allow: allowed },
  });

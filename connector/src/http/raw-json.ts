import express, { Router } from 'express';
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { Problem } from './problem.ts';

const isJson = (contentType: string | undefined): boolean =>
  /^application\/(json|[\w.+-]+\+json)\s*(;|$)/i.test(contentType ?? '');

const unsupported = (detail: string): Problem =>
  new Problem({
    status: 415,
    code: 'unsupported-media-type',
    title: 'Unsupported media type',
    detail,
    remedy: 'Send the body as plain, uncompressed "Content-Type: application/json".',
    headers: { Accept: 'application/json' },
  });

const requireJson: RequestHandler = (request, _response, next) => {
  const type = request.headers['content-type'];
  if (!isJson(type)) throw unsupported(type === undefined ? 'The Content-Type is missing.' : `${type} is not JSON.`);
  next();
};

const typeOf = (error: unknown): unknown => (error instanceof Error && 'type' in error ? error.type : undefined);

const explain =
  (limit: string): ErrorRequestHandler =>
  (error: unknown, _request, _response, next) => {
    switch (typeOf(error)) {
      case 'entity.too.large':
        next(
          new Problem({
            status: 413,
            code: 'content-too-large',
            title: 'Content too large',
            detail: `The body is larger than ${limit}.`,
            remedy: 'Demodesk sends no webhook of this size. Check what is calling this address.',
          }),
        );
        return;
      case 'encoding.unsupported':
        next(unsupported('A compressed body is not accepted.'));
        return;
      default:
        next(error);
    }
  };

/**
 * Reads a JSON body as it arrived, byte by byte, for the delivery key may be its hash. 415 and 413 are answered here;
 * whether it is JSON is for the reader of the bytes to say.
 *
 * @param limit the most bytes that are read, e.g. `1mb`
 */
export const rawJson = (limit: string): Router => {
  const router = Router();
  router.use(requireJson, express.raw({ limit, type: () => true, inflate: false }), explain(limit));
  return router;
};

/** @returns the bytes that `rawJson` has read; none when the request had no body */
export const bodyOf = (request: Request): Buffer => {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
};

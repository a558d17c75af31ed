import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';

/** Sends an error in the form of Demodesk's API. */
export const sendApiError = (response: Response, status: number, code: string, message: string): void => {
  response.status(status).json({ error: { code, message, requestId: `req_${randomBytes(8).toString('hex')}` } });
};

/** A request that the API refuses; the message is what its sender sees. */
export class BadRequest extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadRequest';
  }
}

/** The answer to every path that does not exist. */
export const notFound: RequestHandler = (_request, response) => {
  sendApiError(response, 404, 'not_found', 'Not found.');
};

const isClientError = (error: unknown): error is Error & { status: number } =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500;

/** Turns what a route throws into an answer; express knows an error handler by its four parameters. */
export const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) next(error);
  else if (error instanceof BadRequest) sendApiError(response, 400, 'bad_request', error.message);
  else if (isClientError(error)) sendApiError(response, error.status, 'bad_request', error.message);
  else sendApiError(response, 500, 'internal_error', 'Something went wrong in the stand-in.');
};

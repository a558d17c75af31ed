import type { ApiRequest } from '../api.ts';
import { badRequest } from '../errors.ts';

const PATH = /^\/+services\/data\/v(\d{2,3}\.\d)\/?([^?]*)(?:\?(.*))?$/;

/**
 * A subrequest as a request of its own.
 * @param url with `/services/data/vNN.0/` at its start
 * @throws ApiError 400 when the url is another
 */
export const subrequest = (
  outer: ApiRequest,
  method: string,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ApiRequest => {
  const [, version, path = '', query = ''] = PATH.exec(url) ?? [];
  if (version === undefined) throw badRequest('INVALID_ARGUMENT', `url must start with /services/data/vNN.0/: ${url}`);
  const own = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method: method.toUpperCase(),
    version,
    path: path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent),
    query: new URLSearchParams(query),
    header: (name) => own.get(name.toLowerCase()) ?? outer.header(name),
    body,
  };
};

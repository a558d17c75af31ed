/** Calls of the page to its org. */

/** An error as base components and `reduceErrors` know it. */
export class FetchError extends Error {
  constructor(status, statusText, body) {
    super(body?.message ?? statusText);
    this.name = 'FetchError';
    this.ok = false;
    this.status = status;
    this.statusText = statusText;
    this.body = body;
    this.headers = {};
    this.errorType = 'fetchResponse';
  }
}

const plain = ({ status, statusText, body }) => ({
  ok: false,
  status,
  statusText,
  body,
  headers: {},
  errorType: 'fetchResponse',
});

/**
 * @param path below `/lightning/api/`
 * @param body JSON, or undefined for a GET
 * @returns the answer's JSON
 * @throws what Lightning throws: `{ok, status, statusText, body: {message, …}, headers, errorType}`
 */
export const call = async (method, path, body) => {
  const response = await fetch(`/lightning/api/${path}`, {
    method,
    credentials: 'same-origin',
    headers: { 'X-Local-Org-Page': '1', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = text === '' ? undefined : JSON.parse(text);
  if (response.ok) return answer;
  if (response.status === 401) window.location.assign('/login');
  throw plain({
    status: response.status,
    statusText: response.statusText || 'Server Error',
    body: answer ?? { message: response.statusText },
  });
};

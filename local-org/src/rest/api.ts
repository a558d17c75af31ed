import type { LocalOrg } from '../org.ts';
import type { Session } from '../security/sessions.ts';
import type { QueryCursors } from './query-cursors.ts';
import type { Usage } from './usage.ts';

/**
 * A call of the REST API as its resources see it: one HTTP request, or one subrequest of a Composite call. Knows
 * nothing of HTTP servers, so that both take the same way.
 */
export interface ApiRequest {
  readonly method: string;
  /** e.g. `65.0` */
  readonly version: string;
  /** Decoded segments below `/services/data/vNN.0/`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** @param name any case */
  header(name: string): string | undefined;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
}

export interface ApiResponse {
  readonly status: number;
  /** Sent as JSON; undefined = no body. */
  readonly body?: unknown;
  /** Sent as they are, instead of `body`. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What resources work with. */
export interface ApiContext {
  readonly org: LocalOrg;
  readonly session: Session;
  readonly usage: Usage;
  readonly cursors: QueryCursors;
  /** Runs work as one transaction of the caller; a Composite call with allOrNone makes it part of its own. */
  transact<T>(work: () => T): T;
  /** Answers another request, e.g. a subrequest; never throws for what is the caller's mistake. */
  dispatch(request: ApiRequest, context: ApiContext): ApiResponse;
}

export type Handler = (
  request: ApiRequest,
  /** Values of the `:names` in the path. */
  parameters: Readonly<Record<string, string>>,
  context: ApiContext,
) => ApiResponse;

/** One resource of the API: where it is and what each method does there. */
export interface Resource {
  /** Below `/services/data/vNN.0/`, e.g. `sobjects/:object/:id`. */
  readonly path: string;
  readonly methods: Readonly<Partial<Record<'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT', Handler>>>;
}

/** Path of a resource in the version that was asked for. */
export const apiPath = (version: string, ...segments: readonly string[]): string =>
  ['/services/data', `v${version}`, ...segments].join('/');

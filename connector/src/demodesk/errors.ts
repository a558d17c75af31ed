/** What a Demodesk answer told about itself; safe to log: no body, no token of a person. */
export interface DemodeskErrorContext {
  /** HTTP status, when there was an answer at all. */
  status?: number;
  /** Demodesk's `error.requestId`, which its support asks for. */
  requestId?: string;
  /** Demodesk's `error.code`. */
  code?: string;
  cause?: unknown;
}

/** The common type of everything that can go wrong between the connector and Demodesk's REST API. */
export class DemodeskError extends Error {
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly code: string | undefined;
  /** Whether the same request may succeed later without anybody doing something. */
  readonly transient: boolean = false;

  constructor(message: string, context: DemodeskErrorContext = {}) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.name = new.target.name;
    this.status = context.status;
    this.requestId = context.requestId;
    this.code = context.code;
  }
}

/** 202: Demodesk is still working on what was asked for. */
export class DemodeskNotReady extends DemodeskError {
  override readonly transient: boolean = true;
}

/** 429: the key's requests of this minute are used up. */
export class DemodeskRateLimited extends DemodeskError {
  override readonly transient: boolean = true;
  /** How long Demodesk asks to wait, in milliseconds. */
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number, context: DemodeskErrorContext = {}) {
    super(message, context);
    this.retryAfterMs = retryAfterMs;
  }
}

/** 5xx, a timeout, or no connection. */
export class DemodeskUnavailable extends DemodeskError {
  override readonly transient: boolean = true;
}

/** 401 or 403: the API key is missing, wrong or revoked. A person has to put in a new one. */
export class DemodeskUnauthorized extends DemodeskError {}

/** An answer that Demodesk's API description does not know: another status, or a body of another shape. */
export class DemodeskUnexpected extends DemodeskError {}

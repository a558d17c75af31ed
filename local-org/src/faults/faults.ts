import { z } from 'zod';

/**
 * The ways in which the local org can be told to misbehave. To add one: a schema here, and one place that asks
 * for it with `take` where the fault happens.
 */
const window = {
  /** How many times it happens; with neither this nor `forMs`, once. */
  count: z.int().positive().optional(),
  /** For how long it happens, in milliseconds from now. */
  forMs: z.int().positive().optional(),
};

/** Which API it hits; default: REST. */
const api = z.enum(['rest', 'pub-sub']).optional();
/** Which OAuth endpoint it hits; default: both. */
const at = z.enum(['authorize', 'token']).optional();
/** Full API name of the one object it hits; default: any. */
const object = z.string().optional();
const ms = z.int().min(1).max(600_000);

export const faultSchema = z.discriminatedUnion('kind', [
  /** API requests are answered 503, calls of the Pub/Sub API UNAVAILABLE. */
  z.strictObject({ kind: z.literal('service-unavailable'), api, ...window }),
  /** API requests are answered 403 API_DISABLED_FOR_ORG. */
  z.strictObject({ kind: z.literal('api-disabled'), ...window }),
  /** API requests are answered 403 REQUEST_LIMIT_EXCEEDED. */
  z.strictObject({ kind: z.literal('request-limit-exceeded'), ...window }),
  /** API requests are answered 401 INVALID_SESSION_ID, calls of the Pub/Sub API UNAUTHENTICATED; their session ends. */
  z.strictObject({ kind: z.literal('invalid-session'), api, ...window }),
  /** API requests wait before they are answered. */
  z.strictObject({ kind: z.literal('slow'), ms, api, ...window }),
  /** Nobody may authorise the connected app, which is not installed; `at` limits it to one of the endpoints. */
  z.strictObject({ kind: z.literal('app-not-installed'), at, ...window }),
  /** Any other OAuth error, in the words given. */
  z.strictObject({
    kind: z.literal('oauth-error'),
    error: z.string().min(1),
    description: z.string().optional(),
    at,
    ...window,
  }),
  /** A refresh token turns out to have expired or to have been revoked. */
  z.strictObject({ kind: z.literal('expired-refresh-token'), ...window }),
  /** Single records of DML fail with UNABLE_TO_LOCK_ROW. */
  z.strictObject({ kind: z.literal('row-lock'), object, ...window }),
  /** A published event is acknowledged and never delivered. */
  z.strictObject({ kind: z.literal('lost-event'), object, ...window }),
  /** A published event is delivered twice. */
  z.strictObject({ kind: z.literal('repeated-event'), object, ...window }),
  /** A published event is delivered late, and those of its object that come after it behind it. */
  z.strictObject({ kind: z.literal('delayed-event'), ms, object, ...window }),
  /** A subscription from a replay id is refused as if the id had expired. */
  z.strictObject({ kind: z.literal('expired-replay-id'), object, ...window }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];
type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

interface Active {
  readonly fault: Fault;
  remaining: number;
  readonly until: number;
}

/** The faults that are switched on now. */
export interface Faults {
  /** Switches a fault on, beside those that are on already. */
  inject(fault: Fault): void;
  /**
   * Asks whether the fault happens here and now, and uses up one occurrence.
   * @param target what it would hit: full API name of an object, or an API; a fault for another one does not happen
   */
  take<K extends FaultKind>(kind: K, target?: FaultTarget): FaultOf<K> | undefined;
  /** What is on, with what is left of it. */
  list(): readonly (Fault & { readonly remaining: number | null })[];
  clear(): void;
}

/** Where a fault would happen. */
export interface FaultTarget {
  readonly object?: string;
  readonly api?: 'rest' | 'pub-sub';
  readonly oauth?: 'authorize' | 'token';
}

const hits = (fault: Fault, target: FaultTarget): boolean => {
  const api = 'api' in fault ? fault.api : undefined;
  if ((api ?? 'rest') !== (target.api ?? 'rest')) return false;
  if ('at' in fault && fault.at !== undefined && fault.at !== target.oauth) return false;
  const object = 'object' in fault ? fault.object : undefined;
  return object === undefined || object.toLowerCase() === target.object?.toLowerCase();
};

/** @param now the org's clock */
export const createFaults = (now: () => number): Faults => {
  let active: Active[] = [];
  const dropEnded = (): void => {
    if (active.length > 0) active = active.filter((a) => a.remaining > 0 && a.until > now());
  };
  return {
    inject: (fault) => {
      const unlimited = fault.count === undefined && fault.forMs !== undefined;
      active.push({
        fault,
        remaining: unlimited ? Infinity : (fault.count ?? 1),
        until: fault.forMs === undefined ? Infinity : now() + fault.forMs,
      });
    },
    take: <K extends FaultKind>(kind: K, target: FaultTarget = {}): FaultOf<K> | undefined => {
      dropEnded();
      const found = active.find((a) => a.fault.kind === kind && hits(a.fault, target));
      if (!found) return undefined;
      found.remaining -= 1;
      return found.fault as FaultOf<K>;
    },
    list: () => {
      dropEnded();
      return active.map((a) => ({ ...a.fault, remaining: Number.isFinite(a.remaining) ? a.remaining : null }));
    },
    clear: () => {
      active = [];
    },
  };
};

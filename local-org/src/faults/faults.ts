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

export const faultSchema = z.discriminatedUnion('kind', [
  /** API requests are answered 503. */
  z.strictObject({ kind: z.literal('service-unavailable'), ...window }),
  /** API requests are answered 403 REQUEST_LIMIT_EXCEEDED. */
  z.strictObject({ kind: z.literal('request-limit-exceeded'), ...window }),
  /** API requests are answered 401 INVALID_SESSION_ID and their session ends. */
  z.strictObject({ kind: z.literal('invalid-session'), ...window }),
  /** API requests wait before they are answered. */
  z.strictObject({ kind: z.literal('slow'), ms: z.int().min(1).max(600_000), ...window }),
  /** Single records of DML fail with UNABLE_TO_LOCK_ROW; `object` limits it to one type. */
  z.strictObject({ kind: z.literal('row-lock'), object: z.string().optional(), ...window }),
  /** A published event is acknowledged and never delivered. */
  z.strictObject({ kind: z.literal('lost-event'), object: z.string().optional(), ...window }),
  /** A published event is delivered twice. */
  z.strictObject({ kind: z.literal('repeated-event'), object: z.string().optional(), ...window }),
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
   * @param object full API name of the object it would hit; a fault that names another object does not happen
   */
  take<K extends FaultKind>(kind: K, object?: string): FaultOf<K> | undefined;
  /** What is on, with what is left of it. */
  list(): readonly (Fault & { readonly remaining: number | null })[];
  clear(): void;
}

const hits = (fault: Fault, object: string | undefined): boolean =>
  !('object' in fault) || fault.object === undefined || fault.object.toLowerCase() === object?.toLowerCase();

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
    take: <K extends FaultKind>(kind: K, object?: string): FaultOf<K> | undefined => {
      dropEnded();
      const found = active.find((a) => a.fault.kind === kind && hits(a.fault, object));
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

import { z } from 'zod';

/**
 * What can be done to streams of the Pub/Sub API that are open now; faults for what comes later are in `faults.ts`.
 * `drop` ends them with UNAVAILABLE, as a restart of the service does; `freeze` leaves them open without events,
 * keepalives or an end; `expire-session` ends them with UNAUTHENTICATED, and their session for everything else.
 */
export const streamTroubleSchema = z.strictObject({
  kind: z.enum(['drop', 'freeze', 'expire-session']),
  /** Number of a stream, from the list; default: all. */
  id: z.int().optional(),
  /** e.g. `/event/Order_Event__e`; default: all. */
  topic: z.string().optional(),
});

export type StreamTrouble = z.infer<typeof streamTroubleSchema>;

/** What can be done to the network below: connections that end, or that stay open while nothing passes any more. */
export const connectionTroubleSchema = z.strictObject({ kind: z.enum(['cut', 'freeze']) });

export type ConnectionTrouble = z.infer<typeof connectionTroubleSchema>;

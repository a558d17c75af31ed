import type { FailureReason } from '../deliveries/delivery-record.ts';
import { failureFrom } from '../inbound/failure.ts';
import { createSignal } from '../inbound/signal.ts';
import type { Logger } from '../logging.ts';
import { NoRequestsToSpare, passOnce } from './pass.ts';
import type { PassOptions } from './pass.ts';
import { isWorkingDay, workingMsBetween } from './working-time.ts';

const HOUR_MS = 3_600_000;
/** How often it is looked whether webhooks have fallen silent. */
const SILENCE_LOOK_MS = 60_000;
/** A silence longer than this is not measured more exactly. */
const LONGEST_SILENCE_MS = 60 * 24 * HOUR_MS;

/** When webhooks are missed. */
export interface SilenceRule {
  /** Hours on working days; 0: never. */
  hours: number;
  /** Whose working days, e.g. `Europe/Berlin`. */
  timeZone: string;
}

/** What catching up works with. */
export interface CatchUpOptions extends Omit<PassOptions, 'signal' | 'now'> {
  /** Between two passes; 0: none. */
  everyMs: number;
  silence: SilenceRule;
  log: Logger;
}

/** Looks after what webhooks did not bring. */
export interface CatchUp {
  /** Why webhooks seem not to arrive any more, if so. */
  trouble(): FailureReason | undefined;
  /** Milliseconds since the last webhook. */
  silenceMs(): number;
  stop(): Promise<void>;
}

const silent = (since: Date | undefined, hours: number): FailureReason => ({
  failureClass: 'unavailable',
  reason:
    since === undefined
      ? `Demodesk has never sent a webhook; ${hours} hours of working days have passed.`
      : `Demodesk has sent no webhook since ${since.toISOString()}: more than ${hours} hours of working days.`,
  remedy:
    'Demodesk disables a webhook that fails repeatedly, without notice: look in its settings whether it is still on and has the right address and secret header. Recordings are fetched meanwhile; planned meetings are not.',
});

/**
 * Says whether webhooks have fallen silent.
 *
 * @param since the last webhook, or else when the workspace was set up
 */
export const isSilent = (since: Date, now: Date, { hours, timeZone }: SilenceRule): boolean => {
  const from = new Date(Math.max(since.getTime(), now.getTime() - LONGEST_SILENCE_MS));
  return hours > 0 && isWorkingDay(now, timeZone) && workingMsBetween(from, now, timeZone) >= hours * HOUR_MS;
};

/** Starts looking through Demodesk's recordings every now and then, and listening for silence. */
export const startCatchUp = (options: CatchUpOptions): CatchUp => {
  const { store, silence, everyMs, mayWork, log } = options;
  const ending = new AbortController();
  const bell = createSignal();
  const state: { trouble: FailureReason | undefined; since: Date } = { trouble: undefined, since: new Date() };

  const listen = async (): Promise<void> => {
    const { lastWebhookAt, beganAt } = await store.state();
    const since = lastWebhookAt ?? beganAt;
    const now = new Date();
    const before = state.trouble;
    state.since = since;
    state.trouble = isSilent(since, now, silence) ? silent(lastWebhookAt, silence.hours) : undefined;
    if (state.trouble !== undefined && before === undefined) log.error(state.trouble, 'webhooks have fallen silent');
  };

  const pass = async (): Promise<void> => {
    const { listed, sent } = await passOnce({ ...options, signal: ending.signal, now: Date.now() });
    if (sent > 0) log.warn({ listed, sent }, 'recordings that no webhook had announced were fetched');
    else log.debug({ listed }, 'every recording had been announced');
  };

  const guarded = async (work: () => Promise<void>, what: string): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (ending.signal.aborted) return;
      if (error instanceof NoRequestsToSpare) log.info('catching up waits until there are API requests to spare');
      else log.warn({ ...failureFrom(error) }, what);
    }
  };

  const run = async (): Promise<void> => {
    let passAt = everyMs > 0 ? 0 : Infinity;
    while (!ending.signal.aborted) {
      if (performance.now() >= passAt && mayWork()) {
        await guarded(pass, 'catching up with Demodesk failed; the next pass repeats it');
        passAt = performance.now() + everyMs;
      }
      await guarded(listen, 'the last webhook could not be looked up');
      await bell.wait(Math.min(SILENCE_LOOK_MS, Math.max(1000, passAt - performance.now())));
    }
  };

  const running = run();
  return {
    trouble: () => state.trouble,
    silenceMs: () => Math.max(0, Date.now() - state.since.getTime()),
    stop: async () => {
      ending.abort();
      bell.notify();
      await running;
    },
  };
};

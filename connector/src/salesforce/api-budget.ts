import type { FailureReason } from '../deliveries/delivery-record.ts';
import type { ApiUsage } from './transport.ts';

/** From here on somebody should know. */
const WARN_SHARE = 0.7;
/** From here on only live webhooks may use what is left. */
const RESERVE_SHARE = 0.9;
/** What Salesforce said longer ago than this says nothing about now: the day's requests are counted over 24 hours. */
const STALE_MS = 15 * 60_000;

/**
 * How much of the org's daily API requests is left, as far as Salesforce has said.
 * `reserved`: what is left is for live webhooks; re-syncs and catching up wait.
 */
export type BudgetLevel = 'unknown' | 'ample' | 'low' | 'reserved';

/** Watches the daily API requests of one org, which it shares with everything else that its customer runs. */
export interface ApiBudget {
  /** Takes note of what an answer said. @returns the level that is new with it, or undefined when it is the same */
  note(usage: ApiUsage): BudgetLevel | undefined;
  level(): BudgetLevel;
  /** Whether work that can wait may use the API now. */
  mayWorkInBackground(): boolean;
  /** What Salesforce said last. */
  readonly usage: ApiUsage | undefined;
  /** @returns what to tell an operator, while there is something to tell */
  trouble(): FailureReason | undefined;
}

const levelOf = ({ used, limit }: ApiUsage): BudgetLevel => {
  const share = used / limit;
  if (share >= RESERVE_SHARE) return 'reserved';
  return share >= WARN_SHARE ? 'low' : 'ample';
};

/** @param now clock in milliseconds */
export const createApiBudget = (now: () => number = Date.now): ApiBudget => {
  let last: { usage: ApiUsage; at: number } | undefined;
  let told: BudgetLevel = 'unknown';
  const level = (): BudgetLevel => (last === undefined || now() - last.at > STALE_MS ? 'unknown' : levelOf(last.usage));
  return {
    note: (usage) => {
      last = { usage, at: now() };
      const current = levelOf(usage);
      if (current === told) return undefined;
      told = current;
      return current;
    },
    level,
    mayWorkInBackground: () => level() !== 'reserved',
    get usage() {
      return last?.usage;
    },
    trouble: () => {
      const current = level();
      if (last === undefined || current === 'ample' || current === 'unknown') return undefined;
      const { used, limit } = last.usage;
      return {
        failureClass: 'limit',
        reason: `${used} of the org's ${limit} API requests of the last 24 hours are used.`,
        remedy:
          current === 'low'
            ? 'Look in Setup > System Overview which integration uses most of them. At 90 % re-syncs and catching up wait.'
            : 'Re-syncs and catching up wait; meetings still go through. Look in Setup > System Overview which integration uses most of them, or buy more.',
      };
    },
  };
};

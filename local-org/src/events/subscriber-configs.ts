import type { EventSubscriberConfig } from '../project/event-subscribers.ts';
import { makeId } from '../values/id.ts';

/** A PlatformEventSubscriberConfig of the org. */
export interface StoredSubscriberConfig {
  readonly id: string;
  readonly config: EventSubscriberConfig;
}

/**
 * How event triggers run: the project's files say it first, the Tooling API may change it. On Salesforce a change
 * takes minutes to act; here the next batch runs by it.
 */
export interface SubscriberConfigs {
  /** @param trigger name without namespace, any case */
  of(trigger: string): EventSubscriberConfig | undefined;
  find(id: string): StoredSubscriberConfig | undefined;
  add(config: EventSubscriberConfig): StoredSubscriberConfig;
  /** Replaces what the id stands for. */
  change(id: string, config: EventSubscriberConfig): void;
  remove(id: string): void;
}

/** @param initial by lower-cased trigger name */
export const createSubscriberConfigs = (initial: ReadonlyMap<string, EventSubscriberConfig>): SubscriberConfigs => {
  const stored = new Map<string, EventSubscriberConfig>();
  let last = 0;
  const add = (config: EventSubscriberConfig): StoredSubscriberConfig => {
    last += 1;
    const id = makeId('0k1', last);
    stored.set(id, config);
    return { id, config };
  };
  for (const config of initial.values()) add(config);
  return {
    of: (trigger) => [...stored.values()].find((config) => config.trigger.toLowerCase() === trigger.toLowerCase()),
    find: (id) => {
      const config = stored.get(id);
      return config && { id, config };
    },
    add,
    change: (id, config) => void stored.set(id, config),
    remove: (id) => void stored.delete(id),
  };
};

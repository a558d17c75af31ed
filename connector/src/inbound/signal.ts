/** Lets a loop sleep until somebody has something for it. */
export interface Signal {
  /** Wakes the sleeper, or keeps the next one from falling asleep. */
  notify(): void;
  /** Resolves on `notify`, or after `timeoutMs` at the latest. */
  wait(timeoutMs: number): Promise<void>;
}

export const createSignal = (): Signal => {
  let pending = false;
  let wake: (() => void) | undefined;
  return {
    notify: () => {
      pending = true;
      wake?.();
    },
    wait: async (timeoutMs) => {
      if (!pending && timeoutMs > 0) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, timeoutMs);
        });
        clearTimeout(timer);
        wake = undefined;
      }
      pending = false;
    },
  };
};

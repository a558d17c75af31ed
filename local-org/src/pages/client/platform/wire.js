/** Wire adapters that ask the org and give `{data, error}`. */

/** Freezes a value and all it holds: what Lightning gives out cannot be changed. */
export const deepFreeze = (value) => {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFreeze(each);
  }
  return value;
};

const byValue = new WeakMap();
/** Wires that are on the page. */
const connected = new Set();

/**
 * @param options.load asks the org: takes the configuration, returns a promise
 * @param options.known a value that need not be asked for; undefined when there is none
 * @param options.isReady whether the configuration is complete
 * @param options.key what the value depends on
 * @param options.records ids of the records a value shows: those wires ask again when one has changed
 */
export const provisioning = ({ load, known = () => undefined, isReady = () => true, key, records = () => [] }) =>
  class Adapter {
    constructor(emit) {
      this.give = emit;
      this.config = undefined;
      this.asked = 0;
      this.emit({ data: undefined, error: undefined });
    }

    emit(value) {
      this.value = value;
      byValue.set(value, this);
      this.give(value);
    }

    update(config) {
      if (!isReady(config)) return;
      const next = key(config);
      if (this.key === next) return;
      this.key = next;
      this.config = config;
      const found = known(config);
      if (found === undefined) void this.ask().catch(() => undefined);
      else this.emit({ data: found, error: undefined });
    }

    /** @throws what the org answered, after it was given to the component */
    async ask() {
      this.asked += 1;
      const turn = this.asked;
      try {
        const data = deepFreeze(await load(this.config));
        if (turn === this.asked) this.emit({ data, error: undefined });
      } catch (error) {
        if (turn === this.asked) this.emit({ data: undefined, error });
        throw error;
      }
    }

    async refresh() {
      if (this.config === undefined) return;
      // Every wire that shows the same asks once.
      const same = [...connected].filter(
        (wire) => wire.constructor === this.constructor && wire.key === this.key && wire !== this,
      );
      await this.ask();
      for (const wire of same) wire.emit({ data: this.value.data, error: this.value.error });
    }

    shows(recordIds) {
      return this.value?.data !== undefined && records(this.config, this.value.data).some((id) => recordIds.has(id));
    }

    connect() {
      connected.add(this);
    }

    disconnect() {
      connected.delete(this);
    }
  };

/** The wire that gave a value. */
provisioning.ofValue = (value) => (value !== null && typeof value === 'object' ? byValue.get(value) : undefined);

/** Asks again for everything on the page that shows one of the records. */
export const refreshRecords = async (ids) => {
  const wanted = new Set(ids);
  await Promise.allSettled([...connected].filter((wire) => wire.shows(wanted)).map((wire) => wire.ask()));
};

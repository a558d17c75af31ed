/**
 * Apex methods as components import them: a function that returns a promise, and a wire adapter.
 * Answers of cacheable methods are kept for the page, as Lightning Data Service does, and cannot be changed.
 */
import { unwrap } from 'lwc';
import { call } from './server.js';
import { deepFreeze, provisioning } from './wire.js';

/** Lightning asks again for what is older. */
const FRESH_MS = 5 * 60 * 1000;
const answers = new Map();

const keyOf = (name, parameters) =>
  `${name}:${JSON.stringify(parameters ?? {}, (_key, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )}`;

const ask = async (name, parameters, wired) => {
  const { value, cacheable } = await call('POST', `apex/${name}`, { parameters: parameters ?? {}, wired });
  if (!cacheable) return value;
  const frozen = deepFreeze(value);
  answers.set(keyOf(name, parameters), { value: frozen, at: Date.now() });
  return frozen;
};

const known = (name, parameters) => {
  const found = answers.get(keyOf(name, parameters));
  return found && Date.now() - found.at < FRESH_MS ? found : undefined;
};

const adapterFor = (name) =>
  provisioning({
    known: (config) => known(name, config)?.value,
    load: (config) => ask(name, config, true),
    isReady: (config) => Object.values(config).every((value) => value !== undefined),
    key: (config) => keyOf(name, config),
  });

/** @param name `Class.method`, with or without namespace */
export const apexMethod = (name) => {
  const method = async (parameters) => {
    const found = known(name, parameters);
    return found ? found.value : ask(name, parameters, false);
  };
  method.adapter = adapterFor(name);
  return method;
};

/** Asks the org again for what a wire has given. @param provisioned the whole `{data, error}` */
export const refreshApex = async (provisioned) => {
  const wires = provisioning.ofValue(provisioned) ?? provisioning.ofValue(unwrap(provisioned));
  if (!wires) return undefined;
  return wires.refresh();
};

/** The value of a field of a record that Apex returned. */
export const getSObjectValue = (record, field) => {
  const name = typeof field === 'string' ? field : field.fieldApiName;
  return name.split('.').reduce((value, part) => value?.[part], record);
};

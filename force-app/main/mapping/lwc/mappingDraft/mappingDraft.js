import chooseField from '@salesforce/label/c.Map_Choose_Field';
import chooseProperty from '@salesforce/label/c.Map_Choose_Property';

/** Directions, overwrite rules and the like, as Apex stores them. */
export const TO_SALESFORCE = 'To Salesforce';
export const TO_DEMODESK = 'To Demodesk';
export const BOTH = 'Both';
export const ALWAYS = 'Always';

const CUSTOM = /^custom\.[A-Za-z][A-Za-z0-9_.]*$/;
const COMPARED = [
  'property',
  'field',
  'direction',
  'overwriteRule',
  'conflictPolicy',
  'contacts',
  'createMissing',
  'valueMap',
  'unknownValue',
  'defaultValue',
  'writeBlanks',
  'active',
];

let lastKey = 0;

const nextKey = () => {
  lastKey += 1;
  return `row-${lastKey}`;
};

const same = (one, other) => COMPARED.every((part) => (one[part] ?? '') === (other[part] ?? ''));

/**
 * Tells properties that have only the name that the admin gives them.
 *
 * @param {string} name of a property
 * @returns {boolean} true for custom.region and the like
 */
export function isCustomName(name) {
  return CUSTOM.test(name ?? '');
}

/**
 * Takes a stored mapping for editing.
 *
 * @param {object} line as Apex gives it; see MappingLine
 * @returns {object} a row {key, line, stored}
 */
export function rowOf(line) {
  return { key: nextKey(), line: { ...line }, stored: line };
}

/**
 * Starts a mapping.
 *
 * @param {object} target where it writes: {objectName, linkField, isOutboundOnly}
 * @param {object} parts what is known of it already
 * @returns {object} a row {key, line}
 */
export function newRow({ objectName, linkField, isOutboundOnly }, parts = {}) {
  return {
    key: nextKey(),
    line: {
      objectName,
      linkField,
      direction: isOutboundOnly ? TO_DEMODESK : TO_SALESFORCE,
      overwriteRule: ALWAYS,
      unknownValue: 'Skip',
      contacts: 'All',
      active: true,
      createMissing: false,
      writeBlanks: false,
      ...parts,
    },
  };
}

/**
 * Tells what has to be saved.
 *
 * @param {object} row as rowOf or newRow made it
 * @returns {boolean} true for a new mapping and one that was changed
 */
export function isChanged({ line, stored }) {
  return stored === undefined || !same(line, stored);
}

/**
 * Says why a field cannot take a property.
 *
 * @param {object} field as Apex describes it; see FieldMappingController.FieldChoice
 * @param {object|undefined} property the property; undefined when none is chosen
 * @param {object} line the mapping
 * @returns {'refused'|'misfit'|undefined} undefined when it can
 */
export function refusalOf(field, property, line) {
  if (field.refusal && line.direction !== TO_DEMODESK) return 'refused';
  return property && !field.kinds.includes(property.kind) ? 'misfit' : undefined;
}

/**
 * Reads a map of values.
 *
 * @param {string|undefined} text a JSON object, or blank
 * @returns {{entries: Array<{from: string, to: string}>, isBroken: boolean}} what it says; isBroken when it says nothing
 */
export function readValues(text) {
  if (!text) return { entries: [], isBroken: false };
  try {
    const found = JSON.parse(text);
    const isMap = typeof found === 'object' && found !== null && !Array.isArray(found);
    return isMap
      ? { entries: Object.entries(found).map(([from, to]) => ({ from, to: String(to ?? '') })), isBroken: false }
      : { entries: [], isBroken: true };
  } catch {
    return { entries: [], isBroken: true };
  }
}

/**
 * Writes a map of values. Entries that are not filled yet are left out.
 *
 * @param {Array<{from: string, to: string}>} entries in their order
 * @returns {string|undefined} a JSON object; undefined when there is no entry
 */
export function writeValues(entries) {
  const filled = entries.filter(({ from, to }) => from.trim() !== '' && to !== '');
  if (filled.length === 0) return undefined;
  return JSON.stringify(Object.fromEntries(filled.map(({ from, to }) => [from.trim(), to])));
}

/**
 * Finds what is missing in mappings, which Salesforce would refuse without words of its own.
 *
 * @param {object[]} rows mappings
 * @returns {object[]} problems {index, part, reason}, as FieldMappingController.save tells them
 */
export function unfinished(rows) {
  return rows.flatMap(({ line }, index) => [
    ...(line.property ? [] : [{ index, part: 'property', reason: chooseProperty }]),
    ...(line.field ? [] : [{ index, part: 'field', reason: chooseField }]),
  ]);
}

/**
 * Sorts problems by the mappings that have them.
 *
 * @param {object[]} problems each with the index of its mapping
 * @param {object[]} rows the mappings that were checked
 * @returns {object} lists of problems by the keys of the mappings
 */
export function problemsByKey(problems, rows) {
  const found = {};
  for (const { index, ...problem } of problems) {
    const { key } = rows[index];
    found[key] = [...(found[key] ?? []), problem];
  }
  return found;
}

/**
 * Leaves out suggestions for what is mapped already.
 *
 * @param {object[]} suggestions {property, field, score}
 * @param {object[]} rows the mappings
 * @param {object} screen properties and fields, which have the labels
 * @returns {object[]} the others, with propertyLabel and fieldLabel
 */
export function stillOpen(suggestions, rows, { properties, fields }) {
  const isTaken = (part, value) => rows.some(({ line }) => line[part] === value);
  const labelIn = (list, name) => list.find((entry) => entry.name === name)?.label ?? name;
  return suggestions
    .filter(({ property, field }) => !isTaken('property', property) && !isTaken('field', field))
    .map((suggestion) => ({
      ...suggestion,
      propertyLabel: labelIn(properties, suggestion.property),
      fieldLabel: labelIn(fields, suggestion.field),
    }));
}

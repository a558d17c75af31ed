import { UnsupportedFeature } from '../../errors.ts';
import { evaluateLogic, parseLogic, type Logic } from '../../schema/duplicates/logic.ts';
import type { DuplicateRule, MatchingRule, MatchingRuleItem } from '../../schema/duplicates/model.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import type { Engine, Reader } from '../engine.ts';
import { fieldReader, parentOf } from '../read.ts';
import type { Row } from '../store/layout.ts';
import { fieldKey } from '../store/value-key.ts';
import { valuesMatch } from './matching.ts';

/** Most duplicates that Salesforce reports of one match rule. */
const MOST_MATCHES = 100;

/** A matching rule ready to compare records of two objects, which mostly are the same. */
export interface Matcher {
  readonly rule: MatchingRule;
  readonly object: ObjectDefinition;
  readonly items: readonly {
    readonly item: MatchingRuleItem;
    readonly field: FieldDefinition;
    /** Reads the record that is being saved. */
    readonly left: Reader;
    /** Field of the record that is being saved. */
    readonly leftField: FieldDefinition;
    /** Reads a stored record. */
    readonly right: Reader;
  }[];
  readonly logic: Logic;
}

/** A field's value; of a reference the name of the parent, unless ids are to be equal. */
const readerFor = (engine: Engine, object: ObjectDefinition, field: FieldDefinition, exact: boolean): Reader => {
  const read = fieldReader(engine, object, field);
  if (field.type !== 'reference' || exact) return read;
  return (row) => {
    const id = read(row);
    const parent = typeof id === 'string' ? parentOf(engine, field, id) : undefined;
    const name = parent && [...parent.object.fields.values()].find((candidate) => candidate.nameField);
    return parent && name ? fieldReader(engine, parent.object, name)(parent.row) : null;
  };
};

/**
 * Prepares one matching rule of a duplicate rule.
 * @param from object of the record that is being saved
 * @throws UnsupportedFeature when the rule names a field that the org has not
 */
export const createMatcher = (
  engine: Engine,
  from: ObjectDefinition,
  { rule, mapping }: DuplicateRule['matches'][number],
): Matcher => {
  const object = engine.schema.object(rule.object, '');
  if (!object) throw new UnsupportedFeature(`matching rule ${rule.developerName} on ${rule.object}`);
  const fieldOf = (owner: ObjectDefinition, name: string): FieldDefinition => {
    const field = owner.fields.get(name.toLowerCase());
    if (!field) throw new UnsupportedFeature(`matching rule ${rule.developerName} by ${owner.name}.${name}`);
    return field;
  };
  const items = rule.items.map((item) => {
    const exact = item.method === 'Exact';
    const field = fieldOf(object, item.field);
    const leftField = fieldOf(from, mapping.get(item.field.toLowerCase()) ?? item.field);
    const left = readerFor(engine, from, leftField, exact);
    return { item, field, leftField, left, right: readerFor(engine, object, field, exact) };
  });
  return { rule, object, items, logic: parseLogic(rule.logic, items.length, rule.developerName) };
};

/** Ids that an index leaves over; undefined when none of the fields that must match has one. */
const candidateIds = (engine: Engine, matcher: Matcher, logic: Logic, row: Row): readonly string[] | undefined => {
  if (logic.kind === 'item') {
    const entry = matcher.items[logic.index];
    if (entry?.item.method !== 'Exact' || entry.item.blanks !== 'differ' || entry.field.calculated) return undefined;
    const table = engine.store.table(matcher.object);
    const slot = table.layout.slots.get(entry.field.name.toLowerCase());
    const key = fieldKey(entry.field, entry.left(row));
    return slot === undefined ? undefined : key === null ? [] : table.idsWith(slot, key);
  }
  const parts = logic.parts.map((part) => candidateIds(engine, matcher, part, row));
  if (logic.kind === 'and') return parts.filter((ids) => ids !== undefined).sort((a, b) => a.length - b.length)[0];
  return parts.includes(undefined) ? undefined : [...new Set(parts.flatMap((ids) => ids ?? []))];
};

/**
 * The stored records that look like a record that is being saved.
 * @param row of the record @param id its own, which is no duplicate of itself
 * @param isVisible whether a stored record may be reported
 */
export const findDuplicates = (
  engine: Engine,
  matcher: Matcher,
  row: Row,
  id: string | null,
  isVisible: (row: Row) => boolean,
): string[] => {
  const table = engine.store.table(matcher.object);
  const candidates = candidateIds(engine, matcher, matcher.logic, row);
  const rows: Iterable<Row | undefined> = candidates ? candidates.map((known) => table.live(known)) : table.all();
  const left = matcher.items.map((entry) => entry.left(row));
  const found: string[] = [];
  for (const other of rows) {
    if (!other || table.isDeleted(other) || other[table.layout.idSlot] === id) continue;
    const isMatch = evaluateLogic(matcher.logic, (index) => {
      const entry = matcher.items[index];
      return entry !== undefined && valuesMatch(entry.item, left[index], entry.right(other));
    });
    if (isMatch && isVisible(other)) found.push(String(other[table.layout.idSlot]));
    if (found.length >= MOST_MATCHES) break;
  }
  return found;
};

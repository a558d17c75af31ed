import { UnsupportedFeature } from '../../errors.ts';
import { rowError } from '../dml/error.ts';
import type { Work } from '../dml/work.ts';
import type { Engine } from '../engine.ts';
import type { Layout } from '../store/layout.ts';
import { fieldKey } from '../store/value-key.ts';
import { checkText, missingFieldsError } from './field-rules.ts';
import { checkReference } from './references.ts';

const AUDIT = new Set(['createdbyid', 'lastmodifiedbyid', 'id']);

const isChanged = (work: Work, slot: number): boolean => !work.before || work.before[slot] !== work.values[slot];

const checkFields = (engine: Engine, work: Work, layout: Layout): void => {
  layout.fields.forEach((field, slot) => {
    const value = work.values[slot] ?? null;
    if (value === null || !isChanged(work, slot)) return;
    if (field.unsupported !== undefined) throw new UnsupportedFeature(field.unsupported);
    const name = field.name.toLowerCase();
    if (field.type === 'reference') {
      if (AUDIT.has(name) || !work.assigned.has(name)) return;
      const error = checkReference(engine, field, value as string);
      if (error) work.errors.push(error);
    } else if (typeof value === 'string' && field.type !== 'id') {
      const isTooLong = field.length > 0 && value.length > field.length;
      const text = isTooLong && work.options.allowTruncation === true ? value.slice(0, field.length).trimEnd() : value;
      work.values[slot] = text;
      const error = checkText(field, text);
      if (error) work.errors.push(error);
    }
  });
};

/** Values that must be unique in the org; the first of two equal rows of one statement is stored before the second is checked. */
export const checkUnique = (engine: Engine, work: Work, layout: Layout): void => {
  for (const slot of layout.unique) {
    const field = layout.fields[slot];
    if (!field || !isChanged(work, slot)) continue;
    const key = fieldKey(field, work.values[slot]);
    if (key === null) continue;
    const other = engine.store
      .table(work.object)
      .idsWith(slot, key)
      .find((id) => id !== work.id);
    if (other === undefined) continue;
    work.errors.push(
      rowError(
        'DUPLICATE_VALUE',
        `duplicate value found: ${field.name} duplicates value on record with id: ${other.slice(0, 15)}`,
      ),
    );
  }
};

/** What Salesforce itself checks before it saves a record: required fields, forms, lengths, references. */
export const validateRecord = (engine: Engine, work: Work, layout: Layout): void => {
  const missing = layout.required
    .filter((slot) => (work.values[slot] ?? null) === null)
    .map((slot) => layout.fields[slot]?.name ?? '');
  if (missing.length > 0) work.errors.push(missingFieldsError(missing));
  checkFields(engine, work, layout);
};

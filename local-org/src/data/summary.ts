import type { FieldDefinition, SummaryDefinition } from '../schema/model.ts';
import { Decimal } from '../values/decimal.ts';
import type { Engine, Reader } from './engine.ts';
import { fieldReader } from './read.ts';
import { fieldKey } from './store/value-key.ts';
import { compareValues } from './compare.ts';
import { summaryFilter } from './summary-filter.ts';

const ZERO = Decimal.fromInteger(0);

const toDecimal = (value: unknown): Decimal =>
  value instanceof Decimal ? value : typeof value === 'number' ? Decimal.fromInteger(value) : ZERO;

/** Reads a roll-up summary field by going through the details of the record. */
export const summaryReader = (engine: Engine, field: FieldDefinition, summary: SummaryDefinition): Reader => {
  const child = engine.schema.object(summary.childObject, '');
  const foreignKey = child && engine.schema.field(child, summary.foreignKey, '');
  const summarized = child && summary.field ? engine.schema.field(child, summary.field, '') : undefined;
  if (!child || !foreignKey) throw new Error(`Roll-up summary field ${field.name} has no details`);
  const counts = summaryFilter(engine, child, summary.filters);
  return (row) => {
    const table = engine.store.table(child);
    const slot = table.layout.slots.get(foreignKey.name.toLowerCase()) ?? -1;
    const details = table
      .idsWith(slot, fieldKey(foreignKey, row[0]))
      .map((id) => table.get(id))
      .filter((detail) => detail !== undefined)
      .filter(counts);
    if (summary.operation === 'count' || !summarized) return Decimal.fromInteger(details.length);
    const read = fieldReader(engine, child, summarized);
    const values = details.map(read).filter((value) => value !== null);
    if (summary.operation === 'sum') return values.map(toDecimal).reduce((a, b) => a.plus(b), ZERO);
    const sorted = values.sort(compareValues);
    return (summary.operation === 'min' ? sorted[0] : sorted.at(-1)) ?? null;
  };
};

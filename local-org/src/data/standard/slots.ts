import type { Work } from '../dml/work.ts';
import type { Layout } from '../store/layout.ts';

/** Reads a field of the row in the making by its API name in lower case. */
export const valueOf = (work: Work, layout: Layout, field: string): unknown =>
  work.values[layout.slots.get(field) ?? -1] ?? null;

export const textOf = (work: Work, layout: Layout, field: string): string | null => {
  const value = valueOf(work, layout, field);
  return typeof value === 'string' ? value : null;
};

export const setValue = (work: Work, layout: Layout, field: string, value: unknown): void => {
  const slot = layout.slots.get(field);
  if (slot !== undefined) work.values[slot] = value;
};

/** Whether an update changes the field, or an insert sets it. */
export const isChanged = (work: Work, layout: Layout, field: string): boolean => {
  const slot = layout.slots.get(field) ?? -1;
  return (work.before?.[slot] ?? null) !== (work.values[slot] ?? null);
};

import type { FieldDefinition } from './model.ts';

/** The parts of a field that are worth saying; the rest follows from the type. */
export type FieldSketch = Pick<FieldDefinition, 'name' | 'label' | 'type'> & Partial<FieldDefinition>;

/** Types that SOQL cannot group by. */
const UNGROUPABLE = new Set([
  'double',
  'currency',
  'percent',
  'textarea',
  'multipicklist',
  'base64',
  'address',
  'location',
  'long',
  'datetime',
  'encryptedstring',
  'time',
]);

/**
 * Completes a field with the properties that follow from its type.
 * @param sketch name, label, type and whatever differs from the usual
 */
export const createField = (sketch: FieldSketch): FieldDefinition => {
  const filterable = sketch.filterable ?? sketch.type !== 'encryptedstring';
  const values = sketch.picklistValues ?? [];
  return {
    custom: false,
    length: 0,
    precision: 0,
    scale: 0,
    nillable: true,
    defaultedOnCreate:
      sketch.type === 'boolean' || sketch.defaultValue !== undefined || values.some((v) => v.defaultValue),
    createable: true,
    updateable: true,
    unique: false,
    caseSensitive: false,
    externalId: false,
    idLookup: false,
    nameField: false,
    autoNumber: false,
    calculated: false,
    picklistValues: [],
    restrictedPicklist: false,
    htmlFormatted: false,
    filterable,
    sortable: sketch.sortable ?? (filterable && sketch.type !== 'multipicklist'),
    groupable: filterable && !UNGROUPABLE.has(sketch.type),
    referenceTo: [],
    masterDetail: false,
    deleteConstraint: 'SetNull',
    ...sketch,
  };
};

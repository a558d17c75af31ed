import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { standardObjectsOf } from '../../../local-org/src/schema/standard/index.ts';
import { standardObjects } from '../schema/standard-objects.ts';

describe('the standard objects of the checks', () => {
  it('have every field that the local org, written from the Object Reference, gives them', () => {
    const find = standardObjects();
    const lacking = standardObjectsOf({ sharedActivities: true }).flatMap(({ name, fields }) => {
      const columns = find(name)?.columns;
      return [...fields.values()]
        .filter((field) => columns?.has(field.name.toLowerCase()) !== true)
        .map((field) => `${name}.${field.name}`);
    });
    assert.deepEqual(lacking, []);
  });

  it('know which of those fields a query cannot filter', () => {
    const find = standardObjects();
    const overlooked = standardObjectsOf({}).flatMap(({ name, fields }) =>
      [...fields.values()]
        .filter(({ type, filterable }) => type === 'textarea' && !filterable)
        .filter((field) => find(name)?.columns.get(field.name.toLowerCase())?.type !== 'LongText')
        .map((field) => `${name}.${field.name}`),
    );
    assert.deepEqual(overlooked, []);
  });
});

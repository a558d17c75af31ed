import assert from 'node:assert/strict';
import { ApexException } from '../../src/values/apex-exception.ts';

/** The Apex exception that the work throws. */
export const thrown = (work: () => unknown): ApexException => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof ApexException, String(error));
    return error;
  }
  throw new Error('Nothing was thrown');
};

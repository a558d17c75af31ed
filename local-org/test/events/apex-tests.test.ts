import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { createOrg } from '../../src/org.ts';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { findTests } from '../../src/test-runner/find-tests.ts';
import { runTestClass } from '../../src/test-runner/run-tests.ts';

it('events published in an Apex test wait for Test.getEventBus().deliver() or Test.stopTest()', () => {
  const org = createOrg({
    projectDir: join(import.meta.dirname, '../projects/orders'),
    onTriggerFailure: () => undefined,
  });
  const results = findTests(org.program).flatMap((test) => runTestClass(org, USER_IDS.admin, test));
  assert.equal(results.length, 8);
  assert.deepEqual(
    results.filter((result) => result.outcome !== 'passed').map(({ method, message }) => `${method}: ${message ?? ''}`),
    [],
  );
});

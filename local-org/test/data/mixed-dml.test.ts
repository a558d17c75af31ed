import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { beginApart } from '../../src/data/dml/mixed-dml.ts';
import { Blob } from '../../src/values/blob.ts';
import { thrown } from './trial-failure.ts';
import { record, trialOrg } from './trial-org.ts';

const account = () => record('Account', { Name: 'A' });
const role = () => record('UserRole', { Name: 'R' });

describe('Setup objects and other records in one transaction', () => {
  test('are refused, whichever comes first', () => {
    const org = trialOrg();
    org.dml('insert', [account()]);
    const error = thrown(() => org.dml('insert', [role()]));
    assert.equal(error.dmlFailures[0]?.statusCode, 'MIXED_DML_OPERATION');
    assert.equal(
      error.dmlFailures[0].message,
      'DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ' +
        'UserRole, original object: Account',
    );
    org.run(() => undefined);
    org.dml('insert', [role()]);
    assert.match(
      thrown(() => org.dml('insert', [account()])).apexMessage ?? '',
      /: Account, original object: UserRole/,
    );
  });

  test('are allowed in transactions of their own, and apart from each other as System.runAs makes it', () => {
    const org = trialOrg();
    org.dml('insert', [account()]);
    const end = org.current(beginApart);
    org.dml('insert', [role()]);
    org.current(end);
    org.dml('insert', [account()]);
    org.run(() => undefined);
    org.dml('insert', [role()]);
  });

  test('a user without a role may be made beside other records', () => {
    const org = trialOrg();
    org.dml('insert', [account()]);
    const user = record('User', {
      Username: 'new@example.com',
      LastName: 'New',
      Email: 'new@example.com',
      Alias: 'new',
      TimeZoneSidKey: 'GMT',
      LocaleSidKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US',
    });
    const [result] = org.dml('insert', [user], { allOrNone: false });
    assert.ok(result?.errors.every(({ statusCode }) => statusCode !== 'MIXED_DML_OPERATION'));
  });
});

describe('Notes', () => {
  const note = (html: string) =>
    record('ContentNote', { Title: 'N', Content: new Blob(new TextEncoder().encode(html)) });

  test('content with a bare apostrophe or ampersand ends the transaction, as Apex cannot catch it', () => {
    const org = trialOrg();
    for (const html of ["<p>it's</p>", 'a & b', 'a < b', 'a&nbsp;b', '\u0007']) {
      const error = thrown(() => org.dml('insert', [note(html)]));
      assert.equal(error.typeName, 'System.UnexpectedException');
    }
    org.dml('insert', [note('<p>it&#39;s &lt;b&gt; &amp; <b>more</b></p>')]);
  });
});

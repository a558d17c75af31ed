import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ApexException } from '../../src/values/apex-exception.ts';
import { thrown } from './trial-failure.ts';
import { record, trialOrg, trigger } from './trial-org.ts';

const contacts = (count: number): ReturnType<typeof record>[] =>
  Array.from({ length: count }, (_none, i) => record('Contact', { LastName: `Person ${i}` }));

describe('Triggers', () => {
  test('a before trigger changes what is saved, not the record of the caller', () => {
    const org = trialOrg();
    org.triggers.push(
      trigger('Contact', ['BEFORE_INSERT'], ({ now, context }) => {
        assert.equal(context.newMap, null);
        for (const row of now) row.set('Title', `${String(row.get('LastName'))}!`);
      }),
    );
    const contact = record('Contact', { LastName: 'Liskov' });
    org.dml('insert', [contact]);
    assert.equal(contact.get('Title'), null);
    assert.equal(org.rows('SELECT Title FROM Contact')[0]?.get('Title'), 'Liskov!');
  });

  test('triggers see at most 200 records at a time', () => {
    const org = trialOrg();
    const sizes: number[] = [];
    org.triggers.push(trigger('Contact', ['AFTER_INSERT'], ({ now }) => sizes.push(now.length)));
    org.dml('insert', contacts(450));
    assert.deepEqual(sizes, [200, 200, 50]);
  });

  test('an update trigger gets the values before and after', () => {
    const org = trialOrg();
    const seen: unknown[] = [];
    org.triggers.push(
      trigger('Contact', ['AFTER_UPDATE'], ({ now, old }) => {
        seen.push(old[0]?.get('LastName'), now[0]?.get('LastName'), now[0]?.readOnly);
      }),
    );
    const contact = record('Contact', { LastName: 'Old' });
    org.dml('insert', [contact]);
    org.dml('update', [record('Contact', { Id: contact.id, LastName: 'New' })]);
    assert.deepEqual(seen, ['Old', 'New', true]);
  });

  test('after a partial failure the good records go through their triggers again', () => {
    const org = trialOrg();
    const runs: number[] = [];
    org.triggers.push(
      trigger('Contact', ['BEFORE_INSERT'], ({ now }) => {
        runs.push(now.length);
        for (const row of now) if (row.get('LastName') === 'Bad') row.errors.push({ field: null, message: 'No.' });
      }),
    );
    const results = org.dml(
      'insert',
      [record('Contact', { LastName: 'Good' }), record('Contact', { LastName: 'Bad' })],
      { allOrNone: false },
    );
    assert.deepEqual(runs, [2, 1]);
    assert.deepEqual(
      results.map((r) => r.success),
      [true, false],
    );
    assert.deepEqual(results[1]?.errors, [
      { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No.', fields: [] },
    ]);
    assert.equal(org.count('SELECT COUNT() FROM Contact'), 1);
  });

  test('an exception that a trigger lets out fails its records and names the trigger', () => {
    const org = trialOrg();
    org.triggers.push(
      trigger('Contact', ['BEFORE_INSERT'], () => {
        throw new ApexException('System.NullPointerException', 'Attempt to de-reference a null object');
      }),
    );
    const error = thrown(() => org.dml('insert', contacts(1)));
    assert.match(
      error.apexMessage ?? '',
      /^Insert failed\. First exception on row 0; first error: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, ContactTrigger: execution of BeforeInsert\n\ncaused by: System\.NullPointerException: Attempt to de-reference a null object/,
    );
  });

  test('triggers that start themselves over and over are stopped at a depth of 16', () => {
    const org = trialOrg();
    let runs = 0;
    org.triggers.push(
      trigger('Account', ['AFTER_INSERT'], () => {
        runs += 1;
        org.dml('insert', [record('Account', { Name: 'Again' })]);
      }),
    );
    const error = thrown(() => org.dml('insert', [record('Account', { Name: 'First' })]));
    assert.equal(runs, 16);
    assert.match(error.apexMessage ?? '', /maximum trigger depth exceeded/);
    assert.equal(org.count('SELECT COUNT() FROM Account'), 0);
  });

  test('deleting runs the triggers of the record, not those of its details', () => {
    const org = trialOrg();
    const account = record('Account', { Name: 'Acme' });
    org.dml('insert', [account]);
    org.dml('insert', [record('Contact', { LastName: 'Member', AccountId: account.id })]);
    const heard: string[] = [];
    for (const object of ['Account', 'Contact']) {
      org.triggers.push(
        trigger(object, ['BEFORE_DELETE', 'AFTER_DELETE'], ({ context }) =>
          heard.push(`${object} ${context.operation}`),
        ),
      );
    }
    org.dml('delete', [record('Account', { Id: account.id })]);
    assert.deepEqual(heard, ['Account BEFORE_DELETE', 'Account AFTER_DELETE']);
    assert.equal(org.count('SELECT COUNT() FROM Contact'), 0);
  });
});

describe('A record in its own before trigger', () => {
  test('cannot be saved a second time', () => {
    const org = trialOrg();
    const account = record('Account', { Name: 'Acme' });
    org.dml('insert', [account]);
    org.triggers.push(
      trigger('Account', ['BEFORE_UPDATE'], ({ now }) => {
        org.dml('update', [record('Account', { Id: now[0]?.id, Name: 'Again' })]);
      }),
    );
    const error = thrown(() => org.dml('update', [record('Account', { Id: account.id, Name: 'New' })]));
    assert.match(
      error.apexMessage ?? '',
      /SELF_REFERENCE_FROM_TRIGGER, Object \(id = .{15}\) is currently in trigger AccountTrigger/,
    );
  });
});

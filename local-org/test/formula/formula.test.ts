import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Decimal } from '../../src/values/decimal.ts';
import { UnsupportedFeature } from '../../src/errors.ts';
import { thrown } from '../data/trial-failure.ts';
import { record, schemaOf, trialOrg, xml, type TrialOrg } from '../data/trial-org.ts';

const field = (name: string, content: string): [string, string] => [
  `force-app/objects/Account/fields/${name}.field-meta.xml`,
  xml('CustomField', `<fullName>${name}</fullName><label>${name}</label>${content}`),
];
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const formula = (type: string, text: string): string =>
  `<type>${type}</type><formula>${escape(text)}</formula>${type === 'Number' ? '<precision>18</precision><scale>2</scale>' : ''}`;

/** The value of a formula field on an account. */
const evaluate = (type: string, text: string, account: Record<string, unknown> = {}): unknown => {
  const org = trialOrg(schemaOf(Object.fromEntries([field('F__c', formula(type, text))])));
  org.dml('insert', [record('Account', { Name: 'Acme', ...account })]);
  const value = org.rows('SELECT F__c FROM Account')[0]?.get('F__c');
  return value instanceof Decimal ? value.toString() : value;
};

const ruled = (text: string): TrialOrg =>
  trialOrg(
    schemaOf({
      'force-app/objects/Account/validationRules/Rule.validationRule-meta.xml': xml(
        'ValidationRule',
        `<fullName>Rule</fullName><active>true</active><errorConditionFormula>${escape(text)}</errorConditionFormula>` +
          '<errorDisplayField>Phone</errorDisplayField><errorMessage>Not like this</errorMessage>',
      ),
    }),
  );

describe('Formula fields', () => {
  test('compute with text, numbers, dates and parents', () => {
    assert.equal(evaluate('Text', 'UPPER(LEFT(Name, 2)) & "-" & TEXT(LEN(Name))'), 'AC-4');
    assert.equal(evaluate('Number', 'NumberOfEmployees * 2 + 1', { NumberOfEmployees: 20 }), '41.00');
    assert.equal(evaluate('Number', 'NumberOfEmployees + 1'), '1.00');
    assert.equal(evaluate('Text', 'IF(ISBLANK(NumberOfEmployees), "none", "some")'), 'none');
    assert.equal(evaluate('Text', 'CASE(Industry, "Energy", "E", "Banking", "B", "?")', { Industry: 'Banking' }), 'B');
    assert.equal(evaluate('Text', 'Owner.Email'), 'ada@example.com');
    assert.equal(evaluate('Text', 'TEXT(DATE(2025, 2, 28) + 1)'), '2025-03-01');
    assert.equal(
      evaluate('Checkbox', 'AND(ISPICKVAL(Industry, "Energy"), NOT(1 > 2) || FALSE)', { Industry: 'Energy' }),
      true,
    );
    assert.equal(evaluate('Number', 'ROUND(10 / 3, 2) ^ 2'), '11.09');
    assert.equal(evaluate('Text', '$User.FirstName'), 'Ada');
  });

  test('a function that is not known is refused by name', () => {
    assert.throws(
      () => evaluate('Text', 'VLOOKUP(1, 2, 3)'),
      (error: unknown) => {
        assert.ok(error instanceof UnsupportedFeature);
        assert.equal(error.feature, 'formula function VLOOKUP');
        return true;
      },
    );
  });
});

describe('Validation rules', () => {
  test('refuse a record with their message at their field', () => {
    const org = ruled('AND(NOT(ISBLANK(Phone)), NOT(REGEX(Phone, "[0-9]+")))');
    org.dml('insert', [record('Account', { Name: 'Good', Phone: '123' })]);
    const error = thrown(() => org.dml('insert', [record('Account', { Name: 'Bad', Phone: 'x1' })]));
    assert.equal(
      error.apexMessage,
      'Insert failed. First exception on row 0; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, Not like this: [Phone]',
    );
  });

  test('know what changed', () => {
    const org = ruled('AND(NOT(ISNEW()), ISCHANGED(Name), PRIORVALUE(Name) = "Fixed")');
    const account = record('Account', { Name: 'Fixed' });
    org.dml('insert', [account]);
    org.dml('update', [record('Account', { Id: account.id, Phone: '1' })]);
    const [result] = org.dml('update', [record('Account', { Id: account.id, Name: 'Else' })], { allOrNone: false });
    assert.equal(result?.success, false);
  });
});

describe('Default values', () => {
  test('fill what the caller left out, and only that', () => {
    const org = trialOrg(
      schemaOf(
        Object.fromEntries([
          field('Due__c', '<type>Date</type><defaultValue>TODAY() + 7</defaultValue>'),
          field('Word__c', '<type>Text</type><length>20</length><defaultValue>"hello"</defaultValue>'),
        ]),
      ),
    );
    org.dml('insert', [record('Account', { Name: 'A' }), record('Account', { Name: 'B', Word__c: 'other' })]);
    const rows = org.rows('SELECT Due__c, Word__c FROM Account ORDER BY Name');
    assert.equal(String(rows[0]?.get('Due__c')), '2025-06-25');
    assert.deepEqual(
      rows.map((row) => row.get('Word__c')),
      ['hello', 'other'],
    );
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadSchema } from '../../src/schema/load.ts';
import type { OrgFeatures } from '../../src/schema/standard/index.ts';
import { thrown } from './trial-failure.ts';
import { record, schemaOf, trialOrg, withProject, xml, type TrialOrg } from './trial-org.ts';

const orgWith = (features: OrgFeatures): TrialOrg =>
  withProject({}, (projectDir) => trialOrg(loadSchema({ projectDir, namespace: '', features })));

const standard = (): TrialOrg => orgWith({ duplicateRules: true });

const MATCHING = xml(
  'MatchingRules',
  `<matchingRules>
    <fullName>Same_Email</fullName><label>Same email</label><ruleStatus>Active</ruleStatus>
    <matchingRuleItems><blankValueBehavior>NullNotAllowed</blankValueBehavior><fieldName>Email</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems>
  </matchingRules>`,
);

const rule = (more: string): string =>
  xml(
    'DuplicateRule',
    `<actionOnUpdate>Allow</actionOnUpdate><alertText>We know this person.</alertText>
    <duplicateRuleMatchRules><matchRuleSObjectType>Contact</matchRuleSObjectType><matchingRule>Same_Email</matchingRule></duplicateRuleMatchRules>
    <isActive>true</isActive><masterLabel>Email</masterLabel><securityOption>BypassSharingRules</securityOption><sortOrder>1</sortOrder>${more}`,
  );

const project = (more: string): TrialOrg =>
  trialOrg(
    schemaOf({
      'force-app/main/matchingRules/Contact.matchingRule-meta.xml': MATCHING,
      'force-app/main/duplicateRules/Contact.By_Email.duplicateRule-meta.xml': rule(more),
    }),
  );

describe('Duplicate rules', () => {
  test('an org without rules takes the same person twice', () => {
    const org = trialOrg();
    org.dml('insert', [record('Contact', { LastName: 'Meier', Email: 'a@example.com' })]);
    org.dml('insert', [record('Contact', { LastName: 'Meier', Email: 'a@example.com' })]);
    assert.equal(org.count('SELECT COUNT() FROM Contact'), 2);
  });

  test('a blocking rule of the project refuses a contact with a known email and names the one that is known', () => {
    const org = project('<actionOnInsert>Block</actionOnInsert>');
    const known = record('Contact', { LastName: 'Meier', Email: 'a@example.com' });
    org.dml('insert', [known]);
    const again = record('Contact', { LastName: 'Other', Email: 'A@Example.com' });
    const [result] = org.dml('insert', [again], { allOrNone: false, allowDuplicates: true });
    const error = result?.errors.find(({ duplicate }) => duplicate);
    assert.ok(error);
    assert.equal(error.statusCode, 'DUPLICATES_DETECTED');
    assert.equal(error.message, 'We know this person.');
    assert.deepEqual(error.duplicate, {
      rule: 'By_Email',
      object: 'Contact',
      allowSave: false,
      errorMessage: 'We know this person.',
      matches: [
        {
          rule: 'Same_Email',
          engine: 'ExactMatchEngine',
          objectName: 'Contact',
          records: [{ id: known.id, confidence: 100 }],
        },
      ],
    });
    assert.equal(org.count('SELECT COUNT() FROM Contact'), 1);
  });

  test('a rule that alerts lets the record pass when the caller insists', () => {
    const org = project('<actionOnInsert>Allow</actionOnInsert><operationsOnInsert>Alert</operationsOnInsert>');
    org.dml('insert', [record('Contact', { LastName: 'Meier', Email: 'a@example.com' })]);
    const error = thrown(() => org.dml('insert', [record('Contact', { LastName: 'M', Email: 'a@example.com' })]));
    assert.match(error.apexMessage ?? '', /first error: DUPLICATES_DETECTED, We know this person\.: \[\]$/);
    org.dml('insert', [record('Contact', { LastName: 'M', Email: 'a@example.com' })], { allowDuplicates: true });
    assert.equal(org.count('SELECT COUNT() FROM Contact'), 2);
  });

  test('a rule applies only under its conditions', () => {
    const org = project(
      `<actionOnInsert>Block</actionOnInsert><duplicateRuleFilter><booleanFilter>1 OR 2</booleanFilter>
        <duplicateRuleFilterItems><field>LeadSource</field><operation>equals</operation><value>Web</value><sortOrder>1</sortOrder><table>Contact</table></duplicateRuleFilterItems>
        <duplicateRuleFilterItems><field>Department</field><operation>startsWith</operation><value>Sales</value><sortOrder>2</sortOrder><table>Contact</table></duplicateRuleFilterItems>
      </duplicateRuleFilter>`,
    );
    const contact = (fields: Record<string, unknown>) =>
      record('Contact', { LastName: 'M', Email: 'a@example.com', ...fields });
    org.dml('insert', [contact({})]);
    org.dml('insert', [contact({ LeadSource: 'Other' })]);
    thrown(() => org.dml('insert', [contact({ LeadSource: 'Web' })]));
    thrown(() => org.dml('insert', [contact({ Department: 'Sales East' })]));
  });

  test('records of one call are not duplicates of each other', () => {
    const org = project('<actionOnInsert>Block</actionOnInsert>');
    const twice = [1, 2].map(() => record('Contact', { LastName: 'M', Email: 'a@example.com' }));
    org.dml('insert', twice);
    assert.equal(org.count('SELECT COUNT() FROM Contact'), 2);
  });

  test('only the duplicate of a list is refused when the others may be saved', () => {
    const org = project('<actionOnInsert>Block</actionOnInsert>');
    org.dml('insert', [record('Contact', { LastName: 'M', Email: 'a@example.com' })]);
    const results = org.dml(
      'insert',
      [
        record('Contact', { LastName: 'A', Email: 'b@example.com' }),
        record('Contact', { LastName: 'B', Email: 'a@example.com' }),
      ],
      { allOrNone: false },
    );
    assert.deepEqual(
      results.map((result) => result.success),
      [true, false],
    );
  });

  test('an edit is refused when it makes a record a duplicate, not when it changes something else', () => {
    const org = orgWith({
      duplicateRules: [{ object: 'Contact', fields: ['Email'], onCreate: 'alert', onEdit: 'block' }],
    });
    const [a, b] = ['a', 'b'].map((name) => record('Contact', { LastName: name, Email: `${name}@example.com` }));
    if (!a || !b) throw new Error('No contacts');
    org.dml('insert', [a, b]);
    thrown(() => org.dml('update', [record('Contact', { Id: b.id, Email: 'a@example.com' })]));
    org.dml('insert', [record('Contact', { LastName: 'c', Email: 'a@example.com' })], { allowDuplicates: true });
    org.dml('update', [record('Contact', { Id: a.id, LastName: 'Changed' })]);
  });

  test("Salesforce's contact rule knows a person by name and email, and forgives a slip", () => {
    const org = standard();
    const anna = { FirstName: 'Anna', LastName: 'Bergmann', Email: 'anna@example.com' };
    org.dml('insert', [record('Contact', anna)]);
    const tried = (fields: Record<string, unknown>) =>
      org.dml('insert', [record('Contact', { ...anna, ...fields })], { allOrNone: false })[0]?.errors[0]?.duplicate
        ?.rule;
    assert.equal(tried({}), 'Standard_Contact_Duplicate_Rule');
    assert.equal(tried({ FirstName: 'A', LastName: 'Bergman' }), 'Standard_Contact_Duplicate_Rule');
    assert.equal(tried({ FirstName: 'Peter', LastName: 'Huber' }), undefined);
  });

  test("Salesforce's account rule knows a company by its name without legal form and its place", () => {
    const org = standard();
    org.dml('insert', [record('Account', { Name: 'Nordlicht GmbH', BillingPostalCode: '10115' })]);
    thrown(() => org.dml('insert', [record('Account', { Name: 'nordlicht', BillingPostalCode: '10115' })]));
    org.dml('insert', [record('Account', { Name: 'nordlicht', BillingPostalCode: '80331' })]);
  });

  test('the rules of the org can be queried', () => {
    const org = standard();
    assert.deepEqual(
      org
        .rows("SELECT DeveloperName FROM DuplicateRule WHERE IsActive = true AND SobjectType = 'Lead'")
        .map((row) => row.get('DeveloperName')),
      ['Standard_Lead_Duplicate_Rule'],
    );
    assert.equal(org.count("SELECT COUNT() FROM MatchingRule WHERE RuleStatus = 'Active'"), 3);
  });

  test('text that is too long is cut when the caller allows it', () => {
    const org = trialOrg();
    const long = 'x'.repeat(100);
    thrown(() => org.dml('insert', [record('Contact', { LastName: long })]));
    org.dml('insert', [record('Contact', { LastName: long })], { allowTruncation: true });
    assert.equal(String(org.row('SELECT LastName FROM Contact').get('LastName')).length, 80);
  });
});

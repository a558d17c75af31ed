import { UnsupportedFeature } from '../../errors.ts';
import type { SimpleDuplicateRule } from '../standard/index.ts';
import type { DuplicateRule, MatchingMethod, MatchingRule, MatchingRuleItem } from './model.ts';

const item = (field: string, method: MatchingMethod, blanks: MatchingRuleItem['blanks'] = 'differ') => ({
  field,
  method,
  blanks,
});

/** First, last, title, company, email, phone, street, city, zip. */
const PERSON_LOGIC =
  '(1 AND 2 AND 3 AND 4) OR (1 AND 2 AND 5) OR (1 AND 2 AND 6 AND 4) OR (1 AND 2 AND 7 AND (8 OR 9 OR 6)) ' +
  'OR (1 AND 2 AND 7 AND 3) OR (1 AND 2 AND 3 AND 5) OR (1 AND 2 AND 6)';

const person = (address: string, company: string): readonly MatchingRuleItem[] => [
  item('FirstName', 'FirstName'),
  item('LastName', 'LastName'),
  item('Title', 'Title'),
  item(company, 'CompanyName'),
  item('Email', 'Exact'),
  item('Phone', 'Phone'),
  item(`${address}Street`, 'Street'),
  item(`${address}City`, 'City'),
  item(`${address}PostalCode`, 'Zip'),
];

/** Salesforce's matching rules. Source: Salesforce Help, "Standard Matching Rules". */
export const standardMatchingRules: readonly MatchingRule[] = [
  {
    developerName: 'Standard_Account_Match_Rule_v1_0',
    label: 'Standard Account Matching Rule',
    description: 'Matching rule for account records.',
    object: 'Account',
    active: true,
    items: [
      item('Name', 'CompanyName'),
      item('BillingStreet', 'Street'),
      item('BillingCity', 'City'),
      item('BillingState', 'Exact'),
      item('BillingPostalCode', 'Zip'),
      item('Phone', 'Phone'),
      item('Website', 'Exact'),
    ],
    logic: '(1 AND 2) OR (1 AND 3 AND 4) OR (1 AND 5) OR (1 AND 6) OR (7 AND 6) OR (7 AND 2)',
  },
  {
    developerName: 'Standard_Contact_Match_Rule_v1_1',
    label: 'Standard Contact Matching Rule',
    description: 'Matching rule for contact records.',
    object: 'Contact',
    active: true,
    items: person('Mailing', 'AccountId'),
    logic: PERSON_LOGIC,
  },
  {
    developerName: 'Standard_Lead_Match_Rule_v1_0',
    label: 'Standard Lead Matching Rule',
    description: 'Matching rule for lead records.',
    object: 'Lead',
    active: true,
    items: person('', 'Company'),
    logic: PERSON_LOGIC,
  },
];

const ALERT_TEXT = 'Use one of these records?';

/** Salesforce's duplicate rules, as they stand in a new org. */
const standardDuplicateRules: readonly DuplicateRule[] = standardMatchingRules.map((rule) => ({
  developerName: `Standard_${rule.object}_Duplicate_Rule`,
  label: `Standard ${rule.object} Duplicate Rule`,
  object: rule.object,
  active: true,
  sortOrder: 1,
  onCreate: 'alert',
  onEdit: 'report',
  alertText: ALERT_TEXT,
  enforceSharing: true,
  filters: [],
  matches: [{ rule, mapping: new Map() }],
}));

const nameOf = ({ object, fields }: SimpleDuplicateRule): string =>
  `${object}_${fields.join('_')}`.replace(/__c/g, '').replace(/_+/g, '_');

const simpleRule = (simple: SimpleDuplicateRule, position: number): DuplicateRule => {
  const name = nameOf(simple);
  const rule: MatchingRule = {
    developerName: `${name}_Match_Rule`,
    label: `Same ${simple.object} ${simple.fields.join(', ')}`,
    description: null,
    object: simple.object,
    active: true,
    items: simple.fields.map((field) => item(field, 'Exact')),
  };
  return {
    developerName: `${name}_Duplicate_Rule`,
    label: rule.label,
    object: simple.object,
    active: true,
    sortOrder: position + 1,
    onCreate: simple.onCreate,
    onEdit: simple.onEdit,
    alertText: ALERT_TEXT,
    enforceSharing: false,
    filters: [],
    matches: [{ rule, mapping: new Map() }],
  };
};

/**
 * The duplicate rules that a feature switches on.
 * @param feature `OrgFeatures.duplicateRules`
 * @throws UnsupportedFeature for objects that Salesforce has no duplicate rules for
 */
export const switchedDuplicateRules = (
  feature: boolean | readonly ('standard' | SimpleDuplicateRule)[],
): readonly DuplicateRule[] => {
  if (feature === true) return standardDuplicateRules;
  if (feature === false) return [];
  return feature.flatMap((rule, position) => {
    if (rule === 'standard') return standardDuplicateRules;
    if (!/^(Account|Contact|Lead)$|__c$/.test(rule.object)) {
      throw new UnsupportedFeature(`a duplicate rule on ${rule.object}`);
    }
    return [simpleRule(rule, position)];
  });
};

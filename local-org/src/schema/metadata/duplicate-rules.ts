import { CompileError, UnsupportedFeature } from '../../errors.ts';
import { standardMatchingRules } from '../duplicates/standard.ts';
import { parseLogic } from '../duplicates/logic.ts';
import type {
  DuplicateAction,
  DuplicateRule,
  DuplicateRuleFilter,
  MatchingMethod,
  MatchingRule,
  MatchingRuleItem,
} from '../duplicates/model.ts';
import { qualifiedName } from './names.ts';
import { componentName, metadataFiles, type ProjectFiles } from './project-files.ts';
import { childOf, childrenOf, expectOnly, flagOf, numberOf, readXml, textOf, type XmlElement } from './xml.ts';

const METHODS: ReadonlySet<string> = new Set<MatchingMethod>([
  'Exact',
  'FirstName',
  'LastName',
  'CompanyName',
  'Phone',
  'City',
  'Street',
  'Zip',
  'Title',
]);

const BLANKS: Readonly<Record<string, MatchingRuleItem['blanks']>> = {
  MatchBlanks: 'equalWhenBothEmpty',
  NullNotAllowed: 'differ',
};

const itemOf = (element: XmlElement, namespace: string, path: string): MatchingRuleItem => {
  const method = textOf(element, 'matchingMethod') ?? '';
  if (!METHODS.has(method)) throw new UnsupportedFeature(`matching method ${method} (${path})`);
  return {
    field: qualifiedName(textOf(element, 'fieldName') ?? '', namespace),
    method: method as MatchingMethod,
    blanks: BLANKS[textOf(element, 'blankValueBehavior') ?? ''] ?? 'differ',
  };
};

const matchingRule = (element: XmlElement, object: string, namespace: string, path: string): MatchingRule => {
  const items = childrenOf(element, 'matchingRuleItems').map((child) => itemOf(child, namespace, path));
  const logic = textOf(element, 'booleanFilter');
  parseLogic(logic, items.length, path);
  const developerName = textOf(element, 'fullName') ?? '';
  return {
    developerName,
    label: textOf(element, 'label') ?? developerName,
    description: textOf(element, 'description') ?? null,
    object: qualifiedName(object, namespace),
    active: /^active/i.test(textOf(element, 'ruleStatus') ?? ''),
    items,
    ...(logic ? { logic } : {}),
  };
};

/** The matching rules of Salesforce and of the project's `matchingRules`. */
const loadMatchingRules = (files: ProjectFiles, namespace: string): readonly MatchingRule[] => [
  ...standardMatchingRules,
  ...metadataFiles(files, 'matchingRules/*.matchingRule-meta.xml').flatMap((path) =>
    childrenOf(readXml(path, 'MatchingRules'), 'matchingRules').map((element) =>
      matchingRule(element, componentName(path), namespace, path),
    ),
  ),
];

const KNOWN = new Set([
  ...['actionOnInsert', 'actionOnUpdate', 'alertText', 'description', 'duplicateRuleFilter', 'fullName'],
  ...['duplicateRuleMatchRules', 'isActive', 'masterLabel', 'operationsOnInsert', 'operationsOnUpdate'],
  ...['securityOption', 'sortOrder'],
]);

const isNil = (element: XmlElement): boolean =>
  Object.entries(element.attributes).some(([name, value]) => name.endsWith('nil') && value === 'true');

const actionOf = (element: XmlElement, when: 'Insert' | 'Update'): DuplicateAction => {
  if (textOf(element, `actionOn${when}`) === 'Block') return 'block';
  return childrenOf(element, `operationsOn${when}`).some(({ text }) => text.trim() === 'Alert') ? 'alert' : 'report';
};

const filtersOf = (filter: XmlElement | undefined, namespace: string, path: string): DuplicateRuleFilter[] => {
  if (!filter || isNil(filter)) return [];
  return childrenOf(filter, 'duplicateRuleFilterItems')
    .map((element) => ({ element, order: numberOf(element, 'sortOrder', 1) }))
    .sort((a, b) => a.order - b.order)
    .map(({ element }) => {
      const table = textOf(element, 'table');
      if (table === 'User' || table === 'Profile' || table === 'Organization') {
        throw new UnsupportedFeature(`a duplicate rule's condition on ${table} (${path})`);
      }
      return {
        field: qualifiedName((textOf(element, 'field') ?? '').split('.').at(-1) ?? '', namespace),
        operation: textOf(element, 'operation') ?? 'equals',
        value: textOf(element, 'value') ?? '',
      };
    });
};

const mappingOf = (element: XmlElement, namespace: string): ReadonlyMap<string, string> => {
  const mapping = childOf(element, 'objectMapping');
  if (!mapping || isNil(mapping)) return new Map();
  return new Map(
    childrenOf(mapping, 'mappingFields').map((pair) => [
      qualifiedName(textOf(pair, 'outputField') ?? '', namespace).toLowerCase(),
      qualifiedName(textOf(pair, 'inputField') ?? '', namespace),
    ]),
  );
};

const duplicateRule = (path: string, namespace: string, matching: readonly MatchingRule[]): DuplicateRule => {
  const element = readXml(path, 'DuplicateRule');
  expectOnly(element, KNOWN, path);
  const [object = '', developerName = ''] = componentName(path).split('.');
  const filter = childOf(element, 'duplicateRuleFilter');
  const logic = filter && textOf(filter, 'booleanFilter');
  const filters = filtersOf(filter, namespace, path);
  parseLogic(logic, filters.length, path);
  const matches = childrenOf(element, 'duplicateRuleMatchRules').map((child) => {
    const name = textOf(child, 'matchingRule') ?? '';
    const on = qualifiedName(textOf(child, 'matchRuleSObjectType') ?? '', namespace);
    const rule = matching.find((known) => known.developerName === name && known.object === on);
    if (!rule) throw new CompileError(`No matching rule ${name} on ${on}`, path, 1, 1);
    return { rule, mapping: mappingOf(child, namespace) };
  });
  return {
    developerName,
    label: textOf(element, 'masterLabel') ?? developerName,
    object: qualifiedName(object, namespace),
    active: flagOf(element, 'isActive'),
    sortOrder: numberOf(element, 'sortOrder', 1),
    onCreate: actionOf(element, 'Insert'),
    onEdit: actionOf(element, 'Update'),
    alertText: textOf(element, 'alertText') ?? '',
    enforceSharing: textOf(element, 'securityOption') === 'EnforceSharingRules',
    filters,
    ...(logic ? { filterLogic: logic } : {}),
    matches,
  };
};

/**
 * The duplicate rules of a project, from `duplicateRules` and `matchingRules`.
 * @throws UnsupportedFeature, CompileError on what the local org does not understand
 */
export const loadDuplicateRules = (files: ProjectFiles, namespace: string): readonly DuplicateRule[] => {
  const paths = metadataFiles(files, 'duplicateRules/*.duplicateRule-meta.xml');
  if (paths.length === 0) return [];
  const matching = loadMatchingRules(files, namespace);
  return paths.map((path) => duplicateRule(path, namespace, matching));
};

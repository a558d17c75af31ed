import { UnsupportedFeature } from '../../errors.ts';
import { transaction } from '../../runtime/transaction.ts';
import { evaluateLogic, parseLogic } from '../../schema/duplicates/logic.ts';
import type { DuplicateRule, DuplicateRuleFilter } from '../../schema/duplicates/model.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import type { DuplicateFinding } from '../database.ts';
import { rowError } from '../dml/error.ts';
import { isGood, type Work } from '../dml/work.ts';
import type { Engine } from '../engine.ts';
import { fieldReader, slotValue } from '../read.ts';
import { textOf } from '../../values/text.ts';
import type { Row } from '../store/layout.ts';
import { createMatcher, findDuplicates, type Matcher } from './find.ts';

const TESTS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  equals: (value, wanted) => value === wanted,
  notEqual: (value, wanted) => value !== wanted,
  contains: (value, wanted) => value.includes(wanted),
  notContain: (value, wanted) => !value.includes(wanted),
  startsWith: (value, wanted) => value.startsWith(wanted),
};

const holds = (engine: Engine, object: ObjectDefinition, filter: DuplicateRuleFilter, row: Row): boolean => {
  const field = object.fields.get(filter.field.toLowerCase());
  const test = TESTS[filter.operation];
  if (!field || !test) {
    throw new UnsupportedFeature(`a duplicate rule's condition ${filter.field} ${filter.operation}`);
  }
  const value = fieldReader(engine, object, field)(row);
  return test(textOf(value ?? '').toLowerCase(), filter.value.toLowerCase());
};

const applies = (engine: Engine, object: ObjectDefinition, rule: DuplicateRule, row: Row): boolean => {
  if (rule.filters.length === 0) return true;
  const logic = parseLogic(rule.filterLogic, rule.filters.length, rule.developerName);
  return evaluateLogic(logic, (index) => {
    const filter = rule.filters[index];
    return filter !== undefined && holds(engine, object, filter, row);
  });
};

/** An edit is looked at when it changes a field by which records are matched. */
const isTouched = (work: Work, matcher: Matcher): boolean =>
  work.before === undefined ||
  matcher.items.some(({ left }) => work.before !== undefined && left(work.before) !== left(work.values));

const findMatches = (
  engine: Engine,
  rule: DuplicateRule,
  matchers: readonly Matcher[],
  work: Work,
): DuplicateFinding['matches'] => {
  const { userId } = transaction();
  const sharing = rule.enforceSharing && (work.options.access === 'user' || work.options.duplicatesAsUser === true);
  return matchers
    .filter((matcher) => isTouched(work, matcher))
    .map((matcher) => {
      const { layout } = engine.store.table(matcher.object);
      const isVisible = (row: Row): boolean =>
        !sharing || engine.access.canSeeRecord(userId, matcher.object, (field) => slotValue(layout, row, field));
      const ids = findDuplicates(engine, matcher, work.values, work.id, isVisible);
      const exact = matcher.items.every(({ item }) => item.method === 'Exact');
      return {
        rule: matcher.rule.developerName,
        engine: exact ? 'ExactMatchEngine' : 'FuzzyMatchEngine',
        objectName: matcher.object.name,
        records: ids.map((id) => ({ id, confidence: 100 })),
      };
    })
    .filter(({ records }) => records.length > 0);
};

const checkRule = (engine: Engine, object: ObjectDefinition, rule: DuplicateRule, works: readonly Work[]): void => {
  const matchers = rule.matches
    .filter((match) => match.rule.active)
    .map((match) => createMatcher(engine, object, match));
  for (const work of works) {
    const action = work.kind === 'insert' ? rule.onCreate : rule.onEdit;
    if (action === 'report' || (action === 'alert' && work.options.allowDuplicates === true)) continue;
    if (!applies(engine, object, rule, work.values)) continue;
    const matches = findMatches(engine, rule, matchers, work);
    if (matches.length === 0) continue;
    const duplicate: DuplicateFinding = {
      rule: rule.developerName,
      object: object.name,
      allowSave: action === 'alert',
      errorMessage: rule.alertText,
      matches,
    };
    work.errors.push({ ...rowError('DUPLICATES_DETECTED', rule.alertText), duplicate });
  }
};

/**
 * Runs the duplicate rules of an object over the records of a chunk. Records of the same chunk are not compared with
 * each other. Source: Salesforce Help, "Things to Know About Duplicate Rules".
 */
export const checkDuplicates = (engine: Engine, object: ObjectDefinition, works: readonly Work[]): void => {
  const rules = engine.schema.duplicateRules.filter((rule) => rule.active && rule.object === object.name);
  if (rules.length === 0) return;
  for (const rule of [...rules].sort((a, b) => a.sortOrder - b.sortOrder)) {
    checkRule(engine, object, rule, works.filter(isGood));
  }
};

import type { Schema } from '../schema/model.ts';
import { SObject } from '../values/sobject.ts';
import { Decimal } from '../values/decimal.ts';
import { opportunityStages } from './standard/stages.ts';

const make = (type: string, fields: Readonly<Record<string, unknown>>): SObject => {
  const record = new SObject(type);
  for (const [name, value] of Object.entries(fields)) record.set(name, value);
  return record;
};

const statuses = (
  schema: Schema,
  type: string,
  field: readonly [object: string, name: string],
  flag: readonly [name: string, holds: (value: string) => boolean],
): SObject[] => {
  const values = schema.object(field[0], '')?.fields.get(field[1])?.picklistValues ?? [];
  return values.map(({ value, defaultValue }, position) =>
    make(type, {
      MasterLabel: value,
      ApiName: value,
      SortOrder: position + 1,
      IsDefault: defaultValue,
      [flag[0]]: flag[1](value),
    }),
  );
};

/** Duplicate rules and the matching rules they use, to be queried. */
const duplicateRules = ({ duplicateRules: rules }: Schema): SObject[] => {
  const matching = new Map(
    rules.flatMap((rule) => rule.matches.map((match) => [match.rule.developerName, match.rule])),
  );
  return [
    ...rules.map((rule) =>
      make('DuplicateRule', {
        DeveloperName: rule.developerName,
        MasterLabel: rule.label,
        Language: 'en_US',
        SobjectType: rule.object,
        IsActive: rule.active,
      }),
    ),
    ...[...matching.values()].map((rule) =>
      make('MatchingRule', {
        DeveloperName: rule.developerName,
        MasterLabel: rule.label,
        Language: 'en_US',
        SobjectType: rule.object,
        MatchEngine: rule.items.every((item) => item.method === 'Exact') ? 'ExactMatchEngine' : 'FuzzyMatchEngine',
        BooleanFilter: rule.logic ?? null,
        Description: rule.description,
        RuleStatus: rule.active ? 'Active' : 'Inactive',
      }),
    ),
  ];
};

/** Records that every org has because of its picklists - stages and statuses - and its metadata. */
export const systemRecords = (schema: Schema): SObject[] => [
  ...duplicateRules(schema),
  ...opportunityStages(schema).map((stage, position) =>
    make('OpportunityStage', {
      MasterLabel: stage.name,
      ApiName: stage.name,
      IsActive: true,
      SortOrder: position + 1,
      IsClosed: stage.closed,
      IsWon: stage.won,
      ForecastCategory: stage.forecastCategory,
      ForecastCategoryName: stage.forecastCategoryName,
      DefaultProbability: Decimal.fromInteger(stage.probability),
    }),
  ),
  ...statuses(schema, 'TaskStatus', ['Task', 'status'], ['IsClosed', (value) => /^completed$/i.test(value)]),
  ...statuses(
    schema,
    'LeadStatus',
    ['Lead', 'status'],
    ['IsConverted', (value) => /^closed - converted$/i.test(value)],
  ),
  ...statuses(schema, 'CaseStatus', ['Case', 'status'], ['IsClosed', (value) => /^closed$/i.test(value)]),
];

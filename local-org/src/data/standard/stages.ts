import type { Schema } from '../../schema/model.ts';

export interface Stage {
  readonly name: string;
  readonly closed: boolean;
  readonly won: boolean;
  readonly probability: number;
  readonly forecastCategory: string;
  readonly forecastCategoryName: string;
}

/** Probability and forecast category of the stages that every org starts with. */
const USUAL: Readonly<Record<string, readonly [probability: number, category: string, name: string]>> = {
  Prospecting: [10, 'Pipeline', 'Pipeline'],
  Qualification: [10, 'Pipeline', 'Pipeline'],
  'Needs Analysis': [20, 'Pipeline', 'Pipeline'],
  'Value Proposition': [50, 'Pipeline', 'Pipeline'],
  'Id. Decision Makers': [60, 'Pipeline', 'Pipeline'],
  'Perception Analysis': [70, 'Pipeline', 'Pipeline'],
  'Proposal/Price Quote': [75, 'Pipeline', 'Pipeline'],
  'Negotiation/Review': [90, 'Pipeline', 'Pipeline'],
  'Closed Won': [100, 'Closed', 'Closed'],
  'Closed Lost': [0, 'Omitted', 'Omitted'],
};

/** The stages of opportunities: the values of the picklist, with what Salesforce attaches to each. */
export const opportunityStages = (schema: Schema): readonly Stage[] => {
  const object = schema.object('Opportunity', '');
  const values = object?.fields.get('stagename')?.picklistValues ?? [];
  return values.map(({ value }) => {
    const [probability, forecastCategory, forecastCategoryName] = USUAL[value] ?? [50, 'Pipeline', 'Pipeline'];
    const won = /^closed won$/i.test(value);
    return {
      name: value,
      closed: won || /^closed lost$/i.test(value),
      won,
      probability,
      forecastCategory,
      forecastCategoryName,
    };
  });
};

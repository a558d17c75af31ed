/** What Salesforce refuses at deploy or package time although no type file knows it: rules as data, each with a check. */
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';
import { type PackageModel, packageModel } from '../rules/package-model.ts';
import { applyRules, type Rule } from '../rules/rule.ts';
import { apexRules } from './rules/apex.ts';
import { componentRules } from './rules/components.ts';
import { fieldFormulaRules } from './rules/field-formulas.ts';
import { fieldNameRules } from './rules/field-names.ts';
import { fieldRelationshipRules } from './rules/field-relationships.ts';
import { fieldTypeRules } from './rules/field-types.ts';
import { objectKindRules } from './rules/object-kinds.ts';
import { objectRules } from './rules/objects.ts';
import { packagingRules } from './rules/packaging.ts';
import { pageRules } from './rules/pages.ts';
import { permissionRules } from './rules/permissions.ts';

export const deployabilityRules: readonly Rule[] = [
  ...fieldNameRules,
  ...fieldTypeRules,
  ...fieldRelationshipRules,
  ...fieldFormulaRules,
  ...objectRules,
  ...objectKindRules,
  ...permissionRules,
  ...pageRules,
  ...componentRules,
  ...apexRules,
  ...packagingRules,
];

export const checkDeployability = (model: PackageModel): readonly Finding[] => applyRules(deployabilityRules, model);

export const deployabilityPart: Part = {
  name: 'deployability',
  finds: 'what Salesforce refuses at deploy or package time',
  needsJava: false,
  inputs: ['force-app/**/*'],
  weight: 2,
  run: ({ project }) => Promise.resolve(checkDeployability(packageModel(project))),
};

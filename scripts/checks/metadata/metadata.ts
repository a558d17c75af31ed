/** Metadata: what the Metadata API would not read, what leads nowhere, and what people could not reach. */
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';
import { type PackageModel, packageModel } from '../rules/package-model.ts';
import { applyRules, type Rule } from '../rules/rule.ts';
import { coverageRules } from './rules/coverage.ts';
import { fileRules } from './rules/files.ts';
import { referenceRules } from './rules/references.ts';
import { readTypeModel } from './type-model.ts';
import { checkTypes } from './types.ts';

export const metadataRules: readonly Rule[] = [...fileRules, ...coverageRules, ...referenceRules];

export const checkMetadata = (model: PackageModel): readonly Finding[] => [
  ...checkTypes(model.project, readTypeModel()),
  ...applyRules(metadataRules, model),
];

export const metadataPart: Part = {
  name: 'metadata',
  finds:
    'metadata that the Metadata API would not read, dangling references, fields without permission, layout or help',
  needsJava: false,
  inputs: ['force-app/**/*'],
  weight: 2,
  run: ({ project }) => Promise.resolve(checkMetadata(packageModel(project))),
};

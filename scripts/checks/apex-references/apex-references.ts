/**
 * Names in Apex that the compiler's stand-in does not follow: columns, relationships and binds of queries, names in
 * texts, custom labels.
 */
import { classIndex } from '../apex/classes.ts';
import { visitWithScope } from '../apex/scope.ts';
import { apexFiles, childOf, findAll } from '../apex/tree.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';
import type { Project } from '../project/project.ts';
import { projectSchema } from '../schema/project-schema.ts';
import { standardTypeNames } from '../schema/standard-types.ts';
import { checkBindNames, checkBindType, type Known } from './binds.ts';
import { checkDynamicNames, checkNameConstant } from './dynamic.ts';
import { checkLabel, labelNames } from './labels.ts';
import { checkQuery, type Report } from './query.ts';
import { checkType } from './type-names.ts';

export const checkApexReferences = (project: Project): readonly Finding[] => {
  const findings: Finding[] = [];
  const known: Known = {
    schema: projectSchema(project),
    classes: classIndex(project),
    standardTypes: standardTypeNames(),
  };
  const labels = labelNames(project);
  for (const file of apexFiles(project)) {
    const report: Report = (line, rule, message, remedy) =>
      findings.push({ file: file.path, line, rule, message, remedy });
    const [error] = file.syntaxErrors;
    if (error) {
      report(error.line, 'syntax', error.message, 'Correct the syntax.');
      continue;
    }
    visitWithScope(project, file, (node, scope) => {
      if (node.rule === 'SoqlLiteral') {
        const query = childOf(node, 'Query');
        const bound = (comparison: Parameters<typeof checkBindType>[1]): void =>
          checkBindType(scope, comparison, report);
        if (query) checkQuery({ schema: known.schema, report, bound }, query);
      }
      if (node.rule === 'SoqlLiteral' || node.rule === 'SoslLiteral') {
        for (const bind of findAll(node, ['BoundExpression'], { nested: true })) {
          if (bind.children[1]) checkBindNames(known, scope, bind.children[1], report);
        }
      }
      if (node.rule === 'TypeRef') checkType(known, scope, node, report);
      if (node.rule === 'Literal') checkNameConstant(known, scope, node, report);
      if (node.rule === 'DotExpression') {
        checkDynamicNames(known, scope, node, report);
        checkLabel(labels, project.namespace, scope, node, report);
      }
    });
  }
  return findings;
};

export const apexReferencesPart: Part = {
  name: 'apex-references',
  finds: 'unknown columns, relationships, binds, names in texts and labels in Apex',
  needsJava: false,
  inputs: ['force-app/**/*.{cls,trigger,xml}'],
  weight: 13,
  run: ({ project }) => Promise.resolve(checkApexReferences(project)),
};

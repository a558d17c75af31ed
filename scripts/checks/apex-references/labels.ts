import { childOf, type Tree } from '../apex/tree.ts';
import type { Scope } from '../apex/scope.ts';
import { metadataOfKind, type Project } from '../project/project.ts';
import { childrenNamed, textOf } from '../project/xml.ts';
import { nearest } from '../schema/resolve.ts';
import type { Report } from './query.ts';

/** Names of the project's custom labels. */
export const labelNames = (project: Project): ReadonlySet<string> =>
  new Set(
    metadataOfKind(project, 'labels').flatMap(({ root }) =>
      childrenNamed(root, 'labels').map((label) => textOf(label, 'fullName') ?? ''),
    ),
  );

const REFERENCE = /^(?:System\.)?Label\.(\w+)(?:\.(\w+))?$/i;

/** What to say of a label that is not there. */
export const unknownLabel = (name: string, labels: ReadonlySet<string>): readonly [message: string, remedy: string] => {
  const near = nearest(name, labels);
  return [
    `There is no custom label "${name}"`,
    near ? `Did you mean ${near}? Correct the name.` : 'Correct the name, or add the label.',
  ];
};

/** `Label.Name`, `System.Label.Name`, `Label.namespace.Name`: the label exists. */
export const checkLabel = (
  labels: ReadonlySet<string>,
  namespace: string,
  scope: Scope,
  node: Tree,
  report: Report,
): void => {
  if (node.rule !== 'DotExpression' || childOf(node, 'DotMethodCall') || scope.typeOf('Label') !== undefined) return;
  const [, first, second] = REFERENCE.exec(node.text) ?? [];
  // The inner part of `Label.namespace.Name` reads as a label called like the namespace.
  if (first === undefined || (second === undefined && first.toLowerCase() === namespace.toLowerCase())) return;
  if (second !== undefined && first.toLowerCase() !== namespace.toLowerCase()) return;
  const name = second ?? first;
  if ([...labels].some((label) => label.toLowerCase() === name.toLowerCase())) return;
  report(node.line, 'unknown-label', ...unknownLabel(name, labels));
};

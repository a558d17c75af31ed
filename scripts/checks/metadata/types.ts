import type { Finding } from '../engine/finding.ts';
import { metadataFiles, type Project } from '../project/project.ts';
import type { XmlElement } from '../project/xml.ts';
import type { TypeModel } from './type-model.ts';

/** Elements whose content the Metadata API's types leave open. */
const OPEN_CONTENT = new Set(['LightningComponentBundle.targetConfigs', 'CustomMetadataValue.value']);
/** Elements of the Metadata API that its published types lack. */
const KNOWN_BESIDES = new Set(['CustomField.displayLocationInDecimal']);
/** Elements that every deployment needs although the types call them optional. */
const REQUIRED_BESIDES: Readonly<Record<string, readonly string[]>> = {
  ApexClass: ['apiVersion', 'status'],
  ApexTrigger: ['apiVersion', 'status'],
  LightningComponentBundle: ['apiVersion', 'isExposed'],
  CustomField: ['label', 'type'],
  CustomLabel: ['fullName', 'language', 'shortDescription', 'value'],
  PermissionSet: ['label'],
  CustomApplication: ['label'],
};
/** Elements that the types call required although the source format leaves them out. */
const NOT_REQUIRED_IN_SOURCE = new Set(['fullName', 'content']);

const isNil = (element: XmlElement): boolean => element.attributes['xsi:nil'] === 'true';

const NUMBER = /^-?\d+(\.\d+)?$/;

type Report = (element: XmlElement, rule: string, message: string, remedy: string) => unknown;

const checkValue = (element: XmlElement, type: string, model: TypeModel, report: Report): void => {
  const value = element.text.trim();
  if (element.children.length > 0) {
    const [child] = element.children;
    if (child)
      report(child, 'unknown-element', `<${element.name}> holds a value, not elements`, `Remove <${child.name}>.`);
    return;
  }
  const values = model.values(type);
  if (values && !values.has(value)) {
    const legal = [...values];
    const shown = legal.length > 12 ? `${legal.slice(0, 12).join(', ')}, ...` : legal.join(', ');
    report(
      element,
      'wrong-enum-value',
      `"${value}" is no value of <${element.name}> (${type})`,
      `Use one of: ${shown}.`,
    );
  }
  if (type === 'boolean' && value !== 'true' && value !== 'false') {
    report(element, 'wrong-value', `<${element.name}> is true or false, not "${value}"`, 'Write true or false.');
  }
  if (type === 'number' && !NUMBER.test(value)) {
    report(element, 'wrong-value', `<${element.name}> is a number, not "${value}"`, 'Write a number.');
  }
};

const checkElement = (
  element: XmlElement,
  type: string,
  model: TypeModel,
  report: Report,
  besides = REQUIRED_BESIDES[type],
): void => {
  const elements = model.elements(type);
  if (elements === undefined) {
    checkValue(element, type, model, report);
    return;
  }
  const count = new Map<string, number>();
  for (const child of element.children) {
    const known = elements.get(child.name);
    if (known === undefined) {
      if (KNOWN_BESIDES.has(`${type}.${child.name}`)) continue;
      report(
        child,
        'unknown-element',
        `${type} has no element <${child.name}>`,
        'Remove it, or correct its name (see the Metadata API Developer Guide).',
      );
      continue;
    }
    const nth = (count.get(child.name) ?? 0) + 1;
    count.set(child.name, nth);
    if (nth === 2 && !known.list)
      report(child, 'repeated-element', `<${child.name}> may stand once in ${type}`, 'Keep one of them.');
    if (!OPEN_CONTENT.has(`${type}.${child.name}`) && known.type !== 'unknown' && !isNil(child))
      checkElement(child, known.type, model, report);
  }
  const required = [...elements]
    .filter(([name, { required: must }]) => must && !NOT_REQUIRED_IN_SOURCE.has(name))
    .map(([name]) => name);
  for (const name of new Set([...required, ...(besides ?? [])])) {
    if (count.has(name)) continue;
    report(element, 'missing-element', `${type} needs an element <${name}>`, `Add <${name}>.`);
  }
};

/** A standard field that the project only adjusts carries neither label nor type. */
const adjustsStandardField = (path: string): boolean =>
  path.endsWith('.field-meta.xml') && !/__[a-z]+\.field-meta\.xml$/.test(path);

/** Every element, enumeration value and required element of every metadata file, against the Metadata API's types. */
export const checkTypes = (project: Project, model: TypeModel): readonly Finding[] => {
  const findings: Finding[] = [];
  for (const { path, root, error } of metadataFiles(project)) {
    if (root === undefined) {
      const message = `The file is not well-formed XML: ${error?.message ?? ''}`;
      findings.push({ file: path, line: error?.line ?? 1, rule: 'malformed-xml', message, remedy: 'Correct the XML.' });
      continue;
    }
    const report: Report = (element, rule, message, remedy) =>
      findings.push({ file: path, line: element.line, rule, message, remedy });
    if (model.elements(root.name) === undefined) {
      report(
        root,
        'unknown-metadata-type',
        `The Metadata API knows no type ${root.name}`,
        'Correct the name of the root element.',
      );
      continue;
    }
    checkElement(root, root.name, model, report, adjustsStandardField(path) ? [] : undefined);
  }
  return findings;
};

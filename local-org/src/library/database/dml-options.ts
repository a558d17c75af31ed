import { platformType, type ApexType } from '../../types/apex-type.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass, PlatformProperty } from '../platform-class.ts';

/** An object of named values with null as their default: DMLOptions and its headers. */
class OptionsObject extends PlatformObject {
  readonly values = new Map<string, unknown>();
}

/** Database.DMLOptions. */
export class DmlOptionsObject extends OptionsObject {
  constructor(type: ApexType) {
    super(type);
    this.values.set('OptAllOrNone', null);
    for (const header of ['AssignmentRuleHeader', 'DuplicateRuleHeader', 'EmailHeader']) {
      this.values.set(header, new OptionsObject(platformType(`Database.DMLOptions.${header}`)));
    }
  }

  /** Whether one failed record fails all; Database methods with options default to partial success. */
  get allOrNone(): boolean {
    return this.values.get('OptAllOrNone') === true;
  }

  get allowTruncation(): boolean {
    return this.values.get('AllowFieldTruncation') === true;
  }

  private duplicateRule(name: string): boolean {
    return (this.values.get('DuplicateRuleHeader') as OptionsObject | null)?.values.get(name) === true;
  }

  get allowDuplicates(): boolean {
    return this.duplicateRule('AllowSave');
  }

  get duplicatesAsUser(): boolean {
    return this.duplicateRule('RunAsCurrentUser');
  }
}

const property = (name: string): PlatformProperty => ({
  get: (self: OptionsObject) => self.values.get(name) ?? null,
  set: (self: OptionsObject, value: unknown) => void self.values.set(name, value),
});

const properties = (declarations: readonly string[]): Record<string, PlatformProperty> =>
  Object.fromEntries(declarations.map((declaration) => [declaration, property(declaration.split(' ').at(-1) ?? '')]));

const header = (name: string, declarations: readonly string[]): PlatformClass => ({
  name: `Database.DMLOptions.${name}`,
  kind: 'class',
  representation: OptionsObject,
  constructors: { '()': (type: ApexType) => new OptionsObject(type) },
  properties: properties(declarations),
});

/** Database.DMLOptions and its headers. */
export const dmlOptionsClasses: readonly PlatformClass[] = [
  {
    name: 'Database.DMLOptions',
    kind: 'class',
    representation: DmlOptionsObject,
    constructors: { '()': (type: ApexType) => new DmlOptionsObject(type) },
    properties: properties([
      'Boolean AllowFieldTruncation',
      'Database.DMLOptions.AssignmentRuleHeader AssignmentRuleHeader',
      'Database.DMLOptions.DuplicateRuleHeader DuplicateRuleHeader',
      'Database.DMLOptions.EmailHeader EmailHeader',
      'String LocaleOptions',
      'Boolean OptAllOrNone',
    ]),
  },
  header('AssignmentRuleHeader', ['Id AssignmentRuleId', 'Boolean UseDefaultRule']),
  header('DuplicateRuleHeader', ['Boolean AllowSave', 'Boolean RunAsCurrentUser']),
  header('EmailHeader', ['Boolean TriggerAutoResponseEmail', 'Boolean TriggerOtherEmail', 'Boolean TriggerUserEmail']),
];

import { LightningElement, api } from 'lwc';
import { TO_DEMODESK, BOTH } from 'c/mappingDraft';
import allWord from '@salesforce/label/c.Map_Contacts_All';
import alwaysWord from '@salesforce/label/c.Map_Always';
import appendWord from '@salesforce/label/c.Map_Append';
import blanksWord from '@salesforce/label/c.Map_Blanks';
import contactsWord from '@salesforce/label/c.Map_Contacts';
import defaultHelp from '@salesforce/label/c.Map_Default_Help';
import defaultWord from '@salesforce/label/c.Map_Default';
import demodeskWord from '@salesforce/label/c.Policy_Demodesk';
import inheritedWord from '@salesforce/label/c.Map_Policy_Inherited';
import mainWord from '@salesforce/label/c.Map_Contacts_Main';
import onlyBlankWord from '@salesforce/label/c.Map_Only_Blank';
import overwriteHelp from '@salesforce/label/c.Map_Overwrite_Help';
import overwriteWord from '@salesforce/label/c.Map_Overwrite';
import parkWord from '@salesforce/label/c.Map_Unknown_Park';
import policyWord from '@salesforce/label/c.Map_Policy';
import recentWord from '@salesforce/label/c.Policy_Recent';
import salesforceWord from '@salesforce/label/c.Policy_Salesforce';
import skipWord from '@salesforce/label/c.Map_Unknown_Skip';
import unknownDefaultWord from '@salesforce/label/c.Map_Unknown_Default';
import unknownWord from '@salesforce/label/c.Map_Unknown';

// Kinds of values that are one of a few words, so that translating them word by word makes sense.
const WORDS = ['TEXT', 'CHOICE', 'FLAG', 'TEXT_LIST'];
const WITH_VALUES = ['PICKLIST', 'COMBOBOX', 'MULTIPICKLIST', 'BOOLEAN'];

/**
 * The options of a mapping beyond property and field. Only those are shown that can have an effect.
 *
 * @fires partchange with {part, value}
 */
export default class MappingOptions extends LightningElement {
  /** The mapping; see MappingLine. */
  @api line;
  /** Its field as Apex describes it; undefined when none is chosen. */
  @api field;
  /** Its property as Apex describes it; undefined when none is chosen. */
  @api property;
  label = {
    blanks: blanksWord,
    contacts: contactsWord,
    default: defaultWord,
    defaultHelp,
    overwrite: overwriteWord,
    overwriteHelp,
    policy: policyWord,
    unknown: unknownWord,
  };
  policies = [
    { value: '', label: inheritedWord },
    { value: 'Salesforce', label: salesforceWord },
    { value: 'Demodesk', label: demodeskWord },
    { value: 'MostRecent', label: recentWord },
  ];
  contactChoices = [
    { value: 'All', label: allWord },
    { value: 'Main', label: mainWord },
  ];
  unknownChoices = [
    { value: 'Skip', label: skipWord },
    { value: 'Default', label: unknownDefaultWord },
    { value: 'Park', label: parkWord },
  ];

  wrong = {};

  /** What is wrong, by part of the mapping. */
  @api
  get problems() {
    return this.wrong;
  }
  set problems(value) {
    this.wrong = value ?? {};
    this.markProblems();
  }

  get isInbound() {
    return this.line.direction !== TO_DEMODESK;
  }

  get overwriteRules() {
    const rules = [
      { value: 'Always', label: alwaysWord },
      { value: 'Only if blank', label: onlyBlankWord },
    ];
    const mayAppend = this.field === undefined || this.field.canAppend || this.line.overwriteRule === 'Append';
    return mayAppend ? [...rules, { value: 'Append', label: appendWord }] : rules;
  }

  get hasPolicy() {
    return this.line.direction === BOTH;
  }

  get policy() {
    return this.line.conflictPolicy ?? '';
  }

  get hasContacts() {
    return this.isInbound && (this.line.objectName === 'Contact' || Boolean(this.line.linkField));
  }

  get hasUnknownValues() {
    return this.isInbound && WITH_VALUES.includes(this.field?.type);
  }

  get hasValues() {
    return WORDS.includes(this.property?.kind) || Boolean(this.line.valueMap);
  }

  get values() {
    return this.field?.type === 'BOOLEAN' ? ['true', 'false'] : (this.field?.values ?? []);
  }

  renderedCallback() {
    this.markProblems();
  }

  // Inputs are told by a method: the template alone would not notice a change.
  markProblems() {
    for (const input of this.template.querySelectorAll('[data-part]')) {
      input.setCustomValidity?.(this.wrong[input.dataset.part] ?? '');
      input.reportValidity?.();
    }
  }

  handleValue(event) {
    this.tell(event.target.dataset.part, event.detail.value);
  }

  handleSwitch(event) {
    this.tell(event.target.dataset.part, event.target.checked);
  }

  handleValues(event) {
    this.tell('valueMap', event.detail ?? undefined);
  }

  tell(part, value) {
    this.dispatchEvent(new CustomEvent('partchange', { detail: { part, value } }));
  }
}

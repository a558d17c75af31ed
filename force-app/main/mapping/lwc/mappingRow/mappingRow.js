import { LightningElement, api } from 'lwc';
import { fill } from 'c/words';
import { typeOf } from 'c/fieldTypes';
import { ALWAYS, BOTH, TO_DEMODESK, TO_SALESFORCE, isCustomName, readValues, refusalOf } from 'c/mappingDraft';
import activeWord from '@salesforce/label/c.Map_Active';
import appendWord from '@salesforce/label/c.Map_Append';
import bothWord from '@salesforce/label/c.Map_Both';
import changedWord from '@salesforce/label/c.Map_Changed';
import countText from '@salesforce/label/c.Map_Values_Count';
import customWord from '@salesforce/label/c.Map_Custom';
import directionWord from '@salesforce/label/c.Map_Direction';
import doesNotFit from '@salesforce/label/c.Map_Does_Not_Fit';
import editText from '@salesforce/label/c.Map_Edit';
import fieldWord from '@salesforce/label/c.Map_Field';
import inboundWord from '@salesforce/label/c.Map_Inbound';
import nothingWord from '@salesforce/label/c.Map_Nothing_Chosen';
import offWord from '@salesforce/label/c.Map_Off';
import onlyBlankWord from '@salesforce/label/c.Map_Only_Blank';
import outboundWord from '@salesforce/label/c.Map_Outbound';
import pausedWord from '@salesforce/label/c.Map_Paused';
import previewWord from '@salesforce/label/c.Map_Preview';
import propertyWord from '@salesforce/label/c.Map_Property';
import removeText from '@salesforce/label/c.Map_Remove';
import requiredWord from '@salesforce/label/c.Map_Required';
import rowName from '@salesforce/label/c.Map_Row_Name';
import useCustomText from '@salesforce/label/c.Map_Use_Custom';

const WAYS = {
  [TO_SALESFORCE]: { label: inboundWord, icon: 'utility:forward' },
  [TO_DEMODESK]: { label: outboundWord, icon: 'utility:back' },
  [BOTH]: { label: bothWord, icon: 'utility:sync' },
};
const RULES = { 'Only if blank': onlyBlankWord, Append: appendWord };
// Shown under the part that they are about; anything else stands above the row.
const PLACED = ['property', 'field', 'overwriteRule', 'defaultValue', 'unknownValue', 'valueMap', 'contacts'];

/**
 * One mapping: in one line what it does, and when open everything about it.
 *
 * @fires rowchange with {key, parts}
 * @fires rowremove with the key
 * @fires rowtoggle with the key
 */
export default class MappingRow extends LightningElement {
  /** The mapping: {key, line, isChanged}; see c/mappingDraft. */
  @api row;
  /** What Demodesk knows; see FieldMappingController.PropertyChoice. */
  @api properties = [];
  /** The fields of the object; see FieldMappingController.FieldChoice. */
  @api fields = [];
  /** What the latest meeting makes of it: {text, note}; undefined while unknown. */
  @api preview;
  /** What is wrong: [{part, reason, remedy}]. */
  @api problems = [];
  /** True to show all of it. */
  @api isOpen = false;

  label = {
    active: activeWord,
    changed: changedWord,
    custom: customWord,
    direction: directionWord,
    field: fieldWord,
    off: offWord,
    paused: pausedWord,
    preview: previewWord,
    property: propertyWord,
    required: requiredWord,
  };
  directions = Object.entries(WAYS).map(([value, { label }]) => ({ value, label }));
  typedProperty = '';

  /** Puts the focus to where the mapping begins. */
  @api
  focus() {
    (this.refs.property ?? this.refs.toggle)?.focus();
  }

  get line() {
    return this.row.line;
  }

  get property() {
    const { property: name } = this.line;
    return this.properties.find((property) => property.name === name);
  }

  get field() {
    const { field: name } = this.line;
    return this.fields.find((field) => field.name === name);
  }

  get propertyLabel() {
    return this.property?.label ?? this.line.property ?? nothingWord;
  }

  get propertyType() {
    return typeOf(this.property?.kind);
  }

  get fieldLabel() {
    return this.field?.label ?? this.line.field ?? nothingWord;
  }

  get fieldType() {
    return typeOf(this.field?.type);
  }

  get way() {
    return WAYS[this.line.direction] ?? WAYS[TO_SALESFORCE];
  }

  get name() {
    return fill(rowName, this.propertyLabel, this.fieldLabel);
  }

  get editLabel() {
    return fill(editText, this.name);
  }

  get removeLabel() {
    return fill(removeText, this.name);
  }

  get activeLabel() {
    return `${activeWord}: ${this.name}`;
  }

  get openIcon() {
    return this.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  get expanded() {
    return this.isOpen ? 'true' : 'false';
  }

  get isRequired() {
    return this.field?.isRequired;
  }

  get isCustom() {
    return this.field?.isCustom;
  }

  get previewText() {
    return this.preview?.text;
  }

  get previewNote() {
    return this.preview?.note;
  }

  get ruleWord() {
    return this.line.overwriteRule === ALWAYS || this.line.direction === TO_DEMODESK
      ? undefined
      : RULES[this.line.overwriteRule];
  }

  get valuesText() {
    const { entries } = readValues(this.line.valueMap);
    return entries.length === 0 ? undefined : fill(countText, entries.length);
  }

  get pauseText() {
    return this.line.paused ? this.line.pauseReason : undefined;
  }

  get problemByPart() {
    return Object.fromEntries(
      this.problems
        .filter(({ part }) => this.isOpen && PLACED.includes(part))
        .map(({ part, reason, remedy }) => [part, `${reason} ${remedy ?? ''}`.trim()]),
    );
  }

  get otherProblems() {
    const placed = this.problemByPart;
    return this.problems
      .filter(({ part }) => !(part in placed))
      .map(({ part, reason, remedy }) => ({ key: part, text: `${reason} ${remedy ?? ''}`.trim() }));
  }

  get hasOtherProblems() {
    return this.otherProblems.length > 0;
  }

  get boxClass() {
    return `slds-p-vertical_x-small ${this.problems.length > 0 ? 'slds-box slds-box_x-small' : ''}`;
  }

  // Made only when the lists are shown: an object may have hundreds of fields, a screen dozens of rows.
  get propertyOptions() {
    const known = this.properties.map(({ name, label, kind }) => {
      const { icon, word } = typeOf(kind);
      return { value: name, label, detail: name, icon, iconWord: word };
    });
    const custom = isCustomName(this.typedProperty) ? this.typedProperty : undefined;
    return custom === undefined
      ? known
      : [{ value: custom, label: fill(useCustomText, custom), detail: custom, icon: 'utility:upload' }, ...known];
  }

  get fieldOptions() {
    const { line, property } = this;
    return this.fields
      .map((field) => {
        const { icon, word } = typeOf(field.type);
        const refusal = refusalOf(field, property, line);
        return {
          value: field.name,
          label: field.label,
          detail: field.name,
          icon,
          iconWord: word,
          marks: [...(field.isRequired ? [requiredWord] : []), ...(field.isCustom ? [customWord] : [])],
          reason: refusal === 'misfit' ? fill(doesNotFit, typeOf(property.kind).word, word) : refusal && field.refusal,
        };
      })
      .sort((one, other) => Boolean(one.reason) - Boolean(other.reason));
  }

  handleToggleOpen() {
    this.dispatchEvent(new CustomEvent('rowtoggle', { detail: this.row.key }));
  }

  handleRemove() {
    this.dispatchEvent(new CustomEvent('rowremove', { detail: this.row.key }));
  }

  handleActive(event) {
    this.tell({ active: event.target.checked });
  }

  handlePropertySearch(event) {
    this.typedProperty = event.detail.trim();
  }

  handleProperty(event) {
    const property = event.detail;
    this.tell(isCustomName(property) ? { property, direction: TO_DEMODESK } : { property });
  }

  handleField(event) {
    this.tell({ field: event.detail });
  }

  handleDirection(event) {
    this.tell({ direction: event.detail.value });
  }

  handlePart(event) {
    event.stopPropagation();
    const { part, value } = event.detail;
    this.tell({ [part]: value });
  }

  tell(parts) {
    this.dispatchEvent(new CustomEvent('rowchange', { detail: { key: this.row.key, parts } }));
  }
}

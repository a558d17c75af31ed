import { LightningElement, api } from 'lwc';
import { fill } from 'c/words';
import { readValues, writeValues } from 'c/mappingDraft';
import addWord from '@salesforce/label/c.Map_Values_Add';
import brokenText from '@salesforce/label/c.Map_Values_Broken';
import fromWord from '@salesforce/label/c.Map_Values_From';
import helpText from '@salesforce/label/c.Map_Values_Help';
import removeWord from '@salesforce/label/c.Map_Values_Remove';
import title from '@salesforce/label/c.Map_Values';
import toWord from '@salesforce/label/c.Map_Values_To';

const LABEL_HIDDEN = 'label-hidden';

/**
 * Which value of a field stands for which value of Demodesk.
 *
 * @fires valueschange with a JSON object as text; undefined when there is none
 */
export default class ValueMap extends LightningElement {
  /** The values that the field can have; empty when it takes any. */
  @api choices = [];
  /** What is wrong with the values. */
  @api problem;

  label = { add: addWord, broken: brokenText, from: fromWord, help: helpText, title, to: toWord };
  entries = [];
  isBroken = false;
  text;

  /** A JSON object as text. */
  @api
  get value() {
    return this.text;
  }
  set value(text) {
    // What this component told itself must not sweep away an entry that is only half filled.
    if (text === this.text && this.entries.length > 0) return;
    this.text = text;
    const { entries, isBroken } = readValues(text);
    this.entries = entries;
    this.isBroken = isBroken;
  }

  get hasChoices() {
    return this.choices.length > 0;
  }

  get hasEntries() {
    return this.entries.length > 0;
  }

  get rows() {
    return this.entries.map(({ from, to }, index) => ({
      key: index,
      from,
      to,
      variant: index === 0 ? 'standard' : LABEL_HIDDEN,
      removeLabel: fill(removeWord, from),
      // A value that the field no longer has stays to be seen.
      options: [...new Set([...this.choices, ...(to === '' ? [] : [to])])].map((value) => ({ label: value, value })),
    }));
  }

  handleAdd() {
    this.entries = [...this.entries, { from: '', to: '' }];
  }

  handleRemove(event) {
    const index = Number(event.target.dataset.index);
    this.tell(this.entries.filter((_entry, at) => at !== index));
  }

  handleFrom(event) {
    this.change(event, { from: event.detail.value });
  }

  handleTo(event) {
    this.change(event, { to: event.detail.value });
  }

  change(event, part) {
    const index = Number(event.target.dataset.index);
    this.tell(this.entries.map((entry, at) => (at === index ? { ...entry, ...part } : entry)));
  }

  tell(entries) {
    this.entries = entries;
    this.text = writeValues(entries);
    this.dispatchEvent(new CustomEvent('valueschange', { detail: this.text }));
  }
}

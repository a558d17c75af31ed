import { LightningElement, api } from 'lwc';
import { fill } from 'c/words';
import addWord from '@salesforce/label/c.Order_Add';
import downWord from '@salesforce/label/c.Order_Down';
import movedWord from '@salesforce/label/c.Order_Moved';
import removeWord from '@salesforce/label/c.Order_Remove';
import unusedWord from '@salesforce/label/c.Order_Unused';
import upWord from '@salesforce/label/c.Order_Up';

const SEPARATOR = ', ';

/**
 * A list whose order counts: entries move up and down, in and out, by buttons, so that the keyboard is enough.
 *
 * @fires change with the new order, the values separated by a comma and a space
 */
export default class RuleOrder extends LightningElement {
  /** What the list is about. */
  @api label;
  /** What it is good for. */
  @api help;
  /** Everything that can be in the list: {value, label}. */
  @api choices = [];
  /** The values in their order, separated by commas. */
  @api value = '';
  /** Words about what is wrong. */
  @api problem;

  words = { unused: unusedWord };
  announcement = '';

  get values() {
    return (this.value ?? '').split(',').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]));
  }

  get used() {
    const { values } = this;
    return values.map((value, index) => {
      const label = this.labelOf(value);
      return {
        value,
        label,
        number: index + 1,
        isFirst: index === 0,
        isLast: index === values.length - 1,
        upLabel: fill(upWord, label),
        downLabel: fill(downWord, label),
        removeLabel: fill(removeWord, label),
      };
    });
  }

  get unused() {
    const { values } = this;
    return this.choices
      .filter(({ value }) => !values.includes(value))
      .map(({ value, label }) => ({ value, label, addLabel: fill(addWord, label) }));
  }

  get hasUnused() {
    return this.unused.length > 0;
  }

  labelOf(value) {
    return this.choices.find((choice) => choice.value === value)?.label ?? value;
  }

  handleUp(event) {
    this.move(event.target.dataset.value, -1);
  }

  handleDown(event) {
    this.move(event.target.dataset.value, 1);
  }

  handleAdd(event) {
    this.tell([...this.values, event.target.dataset.value]);
  }

  handleRemove(event) {
    this.tell(this.values.filter((value) => value !== event.target.dataset.value));
  }

  move(value, by) {
    const values = [...this.values];
    const from = values.indexOf(value);
    values.splice(from, 1);
    values.splice(from + by, 0, value);
    this.announcement = fill(movedWord, this.labelOf(value), from + by + 1);
    this.tell(values);
  }

  tell(values) {
    this.dispatchEvent(new CustomEvent('change', { detail: values.join(SEPARATOR) }));
  }
}

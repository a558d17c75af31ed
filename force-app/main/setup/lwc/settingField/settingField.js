import { LightningElement, api } from 'lwc';
import offWord from '@salesforce/label/c.Switch_Off';
import onWord from '@salesforce/label/c.Switch_On';

/**
 * One setting, shown by its kind.
 *
 * @fires settingchange with {name, value}
 */
export default class SettingField extends LightningElement {
  /** What Apex says about the setting; see SettingsForm.Field. */
  @api field;
  /** The value to show: what is stored, or what the person entered since. */
  @api value;
  label = { off: offWord, on: onWord };
  wrong;

  /** What is wrong with it; undefined when nothing. */
  @api
  get problem() {
    return this.wrong;
  }
  set problem(value) {
    const isNews = Boolean(this.wrong ?? value);
    this.wrong = value;
    if (isNews) this.markProblem();
  }

  get isSwitch() {
    return this.field.kind === 'switch';
  }

  get isNumber() {
    return this.field.kind === 'number';
  }

  get isText() {
    return this.field.kind === 'text';
  }

  get isChoice() {
    return this.field.kind === 'choice';
  }

  get isOrder() {
    return this.field.kind === 'order';
  }

  renderedCallback() {
    if (this.wrong) this.markProblem();
  }

  // Inputs are told by a method: the template alone would not notice a change.
  markProblem() {
    const input = this.template.querySelector('lightning-input, lightning-combobox');
    input?.setCustomValidity?.(this.wrong ?? '');
    // At once, also when it is right again: words that come or go when the field is left would move the button Save away
    // from under the pointer.
    input?.reportValidity?.();
  }

  handleToggle(event) {
    this.tell(event.target.checked);
  }

  handleInput(event) {
    this.tell(event.detail.value);
  }

  handleOrder(event) {
    this.tell(event.detail);
  }

  tell(value) {
    this.dispatchEvent(new CustomEvent('settingchange', { detail: { name: this.field.name, value } }));
  }
}

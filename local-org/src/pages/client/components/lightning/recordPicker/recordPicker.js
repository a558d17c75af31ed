import { LightningElement, api } from 'lwc';
import clear from '@salesforce/label/LightningControl.clear';
import valueMissing from '@salesforce/label/LightningErrorMessage.validityValueMissing';
import noResult from '@salesforce/label/LightningRecordPicker.emptyStateNoResultText';
import { call } from '../../../platform/server.js';

/** Waits for a pause in typing, so that not every letter asks the org. */
const PAUSE_MS = 250;

/** Finds a record by its name: `lightning-record-picker`. */
export default class RecordPicker extends LightningElement {
  @api label = '';
  @api variant;
  @api placeholder;
  @api objectApiName;
  @api displayInfo;
  @api matchingInfo;
  @api filter;
  @api required = false;
  @api disabled = false;
  @api messageWhenValueMissing;

  records = [];
  selected;
  text = '';
  isOpen = false;
  active = -1;
  listLabel = '';
  problem = '';
  customProblem = '';
  _value;
  asked;
  turn = 0;

  @api get value() {
    return this._value;
  }
  set value(id) {
    this._value = id || undefined;
    this.selected = undefined;
    if (this._value) void this.loadSelected();
  }

  @api clearSelection() {
    this._value = undefined;
    this.selected = undefined;
    this.text = '';
    this.records = [];
  }

  @api focus() {
    this.template.querySelector('input')?.focus();
  }

  @api blur() {
    this.template.querySelector('input')?.blur();
  }

  @api checkValidity() {
    return this.customProblem === '' && !(this.required && !this._value);
  }

  @api reportValidity() {
    this.problem =
      this.customProblem || (this.required && !this._value ? this.messageWhenValueMissing || valueMissing : '');
    return this.problem === '';
  }

  @api setCustomValidity(message) {
    this.customProblem = message ?? '';
  }

  @api get validity() {
    return {
      valid: this.checkValidity(),
      valueMissing: Boolean(this.required && !this._value),
      customError: this.customProblem !== '',
    };
  }

  connectedCallback() {
    this.dispatchEvent(new CustomEvent('ready'));
  }

  get nameField() {
    return this.displayInfo?.primaryField;
  }

  get extraFields() {
    return [this.nameField, ...(this.displayInfo?.additionalFields ?? [])].filter(Boolean);
  }

  async ask(body) {
    try {
      return await call('POST', `lookup/${encodeURIComponent(this.objectApiName)}`, {
        fields: this.extraFields,
        ...body,
      });
    } catch (error) {
      this.dispatchEvent(new CustomEvent('error', { detail: { error } }));
      this.problem = error.body?.message ?? String(error);
      throw error;
    }
  }

  async loadSelected() {
    const id = this._value;
    const { records } = await this.ask({ id });
    if (this._value === id) this.selected = records[0];
  }

  async search() {
    this.turn += 1;
    const turn = this.turn;
    const matching = [this.matchingInfo?.primaryField, ...(this.matchingInfo?.additionalFields ?? [])].filter(Boolean);
    const found = await this.ask({
      text: this.text,
      filter: this.filter,
      matching: matching.map(({ fieldPath }) => fieldPath),
    });
    if (turn !== this.turn) return;
    this.records = found.records;
    this.asked = this.text;
    this.listLabel = found.labelPlural;
    this.active = -1;
  }

  get isSelected() {
    return Boolean(this._value);
  }
  get canClear() {
    return this.isSelected && !this.disabled;
  }
  get clearText() {
    return clear;
  }
  get expanded() {
    return String(this.isOpen);
  }
  get requiredText() {
    return String(Boolean(this.required));
  }
  get invalidText() {
    return String(this.problem !== '');
  }
  get message() {
    return this.problem;
  }
  get placeholderText() {
    return this.placeholder ?? '';
  }
  get inputValue() {
    return this.isSelected ? (this.selected?.name ?? '') : this.text;
  }
  get containerClass() {
    return `slds-form-element${this.problem === '' ? '' : ' slds-has-error'}`;
  }
  get labelClass() {
    return `slds-form-element__label${this.variant === 'label-hidden' ? ' slds-assistive-text' : ''}`;
  }
  get comboboxClass() {
    return `slds-combobox slds-dropdown-trigger slds-dropdown-trigger_click${this.isOpen ? ' slds-is-open' : ''}`;
  }
  get emptyText() {
    if (!this.isOpen || this.records.length > 0 || this.asked !== this.text) return '';
    return noResult.replace('{0}', this.text).replace('{1}', this.listLabel);
  }
  get activeId() {
    return this.isOpen ? this.records[this.active]?.id : undefined;
  }
  get options() {
    return this.records.map((record, index) => ({
      id: record.id,
      label: record.name,
      meta: record.meta,
      isActive: String(index === this.active),
      className: `slds-media slds-media_center slds-listbox__option slds-listbox__option_entity${index === this.active ? ' slds-has-focus' : ''}`,
    }));
  }

  handleFocus() {
    if (this.isSelected || this.disabled) return;
    this.isOpen = true;
    this.listLabel = this.listLabel || this.label;
    void this.search().catch(() => undefined);
  }

  handleFocusOut() {
    this.isOpen = false;
    this.reportValidity();
  }

  handleInput(event) {
    this.text = event.target.value;
    this.isOpen = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.search().catch(() => undefined), PAUSE_MS);
  }

  handleKey(event) {
    const last = this.records.length - 1;
    if (event.key === 'ArrowDown') this.active = Math.min(last, this.active + 1);
    else if (event.key === 'ArrowUp') this.active = Math.max(0, this.active - 1);
    else if (event.key === 'Escape') this.isOpen = false;
    else if (event.key === 'Enter' && this.isOpen && this.records[this.active]) this.pick(this.records[this.active]);
    else return;
    event.preventDefault();
  }

  handlePick(event) {
    event.preventDefault();
    const record = this.records.find(({ id }) => id === event.currentTarget.dataset.id);
    if (record) this.pick(record);
  }

  pick(record) {
    this._value = record.id;
    this.selected = record;
    this.isOpen = false;
    this.problem = '';
    this.tell(record.id);
  }

  handleClear() {
    this.clearSelection();
    this.tell(null);
    this.focus();
  }

  tell(recordId) {
    this.dispatchEvent(new CustomEvent('change', { detail: { recordId } }));
  }
}

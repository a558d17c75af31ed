import { LightningElement, api } from 'lwc';
import { fill } from 'c/words';
import moreText from '@salesforce/label/c.Map_More';
import noMatchText from '@salesforce/label/c.Map_No_Match';
import searchWord from '@salesforce/label/c.Map_Search';

// A person narrows a longer list rather than scrolling through it; and hundreds of entries would take long to draw.
const MOST_SHOWN = 50;

const contains = (text, part) =>
  String(text ?? '')
    .toLowerCase()
    .includes(part);

/**
 * A combobox with a search, after the pattern of WAI-ARIA: arrows move, Enter chooses, Escape closes. Entries that
 * cannot be chosen are shown with the reason.
 *
 * @fires choose with the value that was chosen
 * @fires search with the text that was typed, when the caller searches
 */
export default class ChoiceSearch extends LightningElement {
  /** What is chosen here. */
  @api label;
  /** The entries: {value, label, detail, icon, iconWord, marks: [text], reason}; with a reason, not to be chosen. */
  @api options = [];
  /** The value of the chosen entry. */
  @api value;
  /** The words for the chosen value when it is none of the entries. */
  @api valueLabel;
  /** Words about what is wrong. */
  @api problem;
  /** Words to show while nothing is typed. */
  @api placeholder = searchWord;
  /** True when the caller searches, so that all entries are shown as they are. */
  @api isSearchedOutside = false;
  /** True when nothing can be chosen now. */
  @api disabled = false;

  isOpen = false;
  // What the person typed since it was opened.
  typed;
  active = -1;
  noMatch = noMatchText;

  /** Puts the focus into the field. */
  @api
  focus() {
    this.refs.input.focus();
  }

  get chosen() {
    return this.options.find(({ value }) => value === this.value);
  }

  get shownText() {
    return this.typed ?? this.chosen?.label ?? this.valueLabel ?? this.value ?? '';
  }

  get matching() {
    const part = (this.typed ?? '').trim().toLowerCase();
    if (this.isSearchedOutside || part === '') return this.options;
    return this.options.filter(({ label, detail }) => contains(label, part) || contains(detail, part));
  }

  get shown() {
    return this.matching.slice(0, MOST_SHOWN).map((option, index) => ({
      ...option,
      marks: option.marks ?? [],
      id: `option-${index}`,
      index,
      isSelected: option.value === this.value ? 'true' : 'false',
      isDisabled: option.reason ? 'true' : 'false',
      boxClass: `slds-media slds-listbox__option slds-listbox__option_plain slds-media_small slds-media_center ${
        index === this.active ? 'slds-has-focus' : ''
      }`,
      labelClass: option.reason ? 'slds-text-color_weak' : undefined,
    }));
  }

  get isEmpty() {
    return this.matching.length === 0;
  }

  get moreText() {
    const more = this.matching.length - MOST_SHOWN;
    return more > 0 ? fill(moreText, more) : undefined;
  }

  get activeId() {
    return this.isOpen && this.active >= 0 ? `option-${this.active}` : undefined;
  }

  get expanded() {
    return this.isOpen ? 'true' : 'false';
  }

  get comboboxClass() {
    return `slds-combobox slds-dropdown-trigger slds-dropdown-trigger_click ${this.isOpen ? 'slds-is-open' : ''}`;
  }

  get elementClass() {
    return `slds-form-element ${this.problem ? 'slds-has-error' : ''}`;
  }

  get invalid() {
    return this.problem ? 'true' : undefined;
  }

  get describedBy() {
    return this.problem ? 'problem' : undefined;
  }

  renderedCallback() {
    if (this.isOpen && this.active >= 0) {
      this.template.querySelector(`[data-index="${this.active}"]`)?.scrollIntoView?.({ block: 'nearest' });
    }
  }

  handleOpen() {
    if (this.disabled || this.isOpen) return;
    this.isOpen = true;
    this.active = -1;
    this.refs.input.select?.();
  }

  handleInput(event) {
    this.isOpen = true;
    this.typed = event.target.value;
    this.active = -1;
    this.dispatchEvent(new CustomEvent('search', { detail: this.typed }));
  }

  handleKey(event) {
    const act = {
      ArrowDown: () => this.move(1),
      ArrowUp: () => this.move(-1),
      Enter: () => this.chooseAt(this.active),
      Escape: () => this.close(),
    }[event.key];
    if (act === undefined || (event.key === 'Escape' && !this.isOpen)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  move(by) {
    if (!this.isOpen) {
      this.handleOpen();
    }
    const count = Math.min(this.matching.length, MOST_SHOWN);
    if (count === 0) return;
    this.active = this.active < 0 && by < 0 ? count - 1 : (this.active + by + count) % count;
  }

  // The list would close before the click when the field lost the focus to it.
  handleMouseDown(event) {
    event.preventDefault();
  }

  handleChoose(event) {
    this.chooseAt(Number(event.currentTarget.dataset.index));
  }

  chooseAt(index) {
    const option = this.shown[index];
    if (option === undefined || option.reason) return;
    this.close();
    if (option.value !== this.value) {
      this.dispatchEvent(new CustomEvent('choose', { detail: option.value }));
    }
  }

  handleBlur() {
    this.close();
  }

  close() {
    this.isOpen = false;
    this.typed = undefined;
    this.active = -1;
  }
}

import { LightningElement, api } from 'lwc';

// The colour repeats what the word says; nobody has to see it.
const THEMES = {
  succeeded: 'slds-theme_success',
  done: 'slds-theme_success',
  failed: 'slds-theme_error',
  partial: 'slds-theme_warning',
  conflict: 'slds-theme_warning',
  no_show: 'slds-theme_warning',
  retrying: 'slds-badge_inverse',
  running: 'slds-badge_inverse',
  in_progress: 'slds-badge_inverse',
  skipped: 'slds-badge_lightest',
  canceled: 'slds-badge_lightest',
};

/** The status of a row, a run or a meeting, as a word with a colour. */
export default class StatusBadge extends LightningElement {
  /** The value, for example Failed or no_show. */
  @api status;
  /** The word to show; the value when there is none. */
  @api label;

  get word() {
    return this.label ?? this.status;
  }

  get badgeClass() {
    return `slds-badge ${THEMES[String(this.status).toLowerCase()] ?? ''}`.trim();
  }
}

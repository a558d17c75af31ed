import { LightningElement, api } from 'lwc';
import { toScreenError } from 'c/screenError';
import errorWord from '@salesforce/label/c.Screen_Error';
import retryWord from '@salesforce/label/c.Screen_Try_Again';

/**
 * An error with its remedy in place of what could not be shown.
 *
 * @fires retry when the person wants it tried again
 */
export default class ErrorPanel extends LightningElement {
  /** What was thrown or reported, in any shape. */
  @api error;

  label = { error: errorWord, retry: retryWord };

  get shown() {
    return toScreenError(this.error);
  }

  get iconName() {
    return this.shown.isPermission ? 'utility:lock' : 'utility:error';
  }

  get boxClass() {
    const theme = this.shown.isPermission ? 'slds-theme_shade' : 'slds-theme_error';
    return `slds-box slds-box_small slds-media slds-media_responsive ${theme}`;
  }

  get iconVariant() {
    return this.shown.isPermission ? undefined : 'inverse';
  }

  get mayRetry() {
    return !this.shown.isPermission;
  }

  handleRetry() {
    this.dispatchEvent(new CustomEvent('retry'));
  }
}

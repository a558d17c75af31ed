import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';

/** A link to a record: a real one, so that it can be opened in a new tab, which stays inside the app when clicked. */
export default class RecordLink extends NavigationMixin(LightningElement) {
  /** The words of the link. */
  @api label;

  linkedId;
  url;

  /** The record. */
  @api
  get recordId() {
    return this.linkedId;
  }
  set recordId(value) {
    this.linkedId = value;
    this.findUrl();
  }

  connectedCallback() {
    this.findUrl();
  }

  get page() {
    return { type: 'standard__recordPage', attributes: { recordId: this.linkedId, actionName: 'view' } };
  }

  async findUrl() {
    if (this.linkedId && this.isConnected) {
      this.url = await this[NavigationMixin.GenerateUrl](this.page);
    }
  }

  handleClick(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    this[NavigationMixin.Navigate](this.page);
  }
}

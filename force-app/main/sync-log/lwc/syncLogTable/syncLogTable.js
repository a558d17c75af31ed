import { LightningElement, api } from 'lwc';
import { fill } from 'c/words';
import directionWord from '@salesforce/label/c.Log_Direction';
import openRow from '@salesforce/label/c.Log_Open_Row';
import selectAll from '@salesforce/label/c.Log_Select_All';
import selectRow from '@salesforce/label/c.Log_Select_Row';
import sentenceWord from '@salesforce/label/c.Log_Column_Sentence';
import statusWord from '@salesforce/label/c.Log_Column_Status';
import subjectWord from '@salesforce/label/c.Log_Column_Subject';
import tableWord from '@salesforce/label/c.Log_Table';
import timeWord from '@salesforce/label/c.Log_Column_Time';

/**
 * Rows of the Sync Log as a table that stacks on narrow screens.
 *
 * @fires open with the id of the row to show in detail
 * @fires selectionchange with the list of selected ids
 */
export default class SyncLogTable extends LightningElement {
  /** The rows (SyncLogLine). */
  @api lines = [];
  /** The ids of the selected rows. */
  @api selected = [];
  /** The row shown in detail; undefined for none. */
  @api openId;
  /** Whether the person may have rows tried again; without that, nothing is to be selected. */
  @api maySelect = false;

  label = {
    direction: directionWord,
    selectAll,
    sentence: sentenceWord,
    status: statusWord,
    subject: subjectWord,
    table: tableWord,
    time: timeWord,
  };

  /** Puts the focus on the button of a row, after its details were closed. */
  @api
  focusRow(rowId) {
    this.template.querySelector(`button[data-id="${rowId}"]`)?.focus();
  }

  get rows() {
    return this.lines.map((line) => {
      const name = line.subject ?? line.name;
      return {
        ...line,
        name,
        isSelected: this.selected.includes(line.id),
        cannotSelect: !line.mayRetry,
        isOpen: String(line.id === this.openId),
        rowClass: line.id === this.openId ? 'slds-hint-parent slds-is-selected' : 'slds-hint-parent',
        selectLabel: fill(selectRow, name),
        openLabel: fill(openRow, name),
        directionIcon: line.direction === 'Outbound' ? 'utility:upload' : 'utility:download',
      };
    });
  }

  get selectable() {
    return this.lines.filter(({ mayRetry }) => mayRetry).map(({ id }) => id);
  }

  get isAllSelected() {
    return this.selectable.length > 0 && this.selectable.every((id) => this.selected.includes(id));
  }

  get cannotSelectAny() {
    return this.selectable.length === 0;
  }

  handleSelectAll(event) {
    this.reportSelection(event.target.checked ? this.selectable : []);
  }

  handleSelect(event) {
    const { id } = event.target.dataset;
    const others = this.selected.filter((each) => each !== id);
    this.reportSelection(event.target.checked ? [...others, id] : others);
  }

  handleOpen(event) {
    this.dispatchEvent(new CustomEvent('open', { detail: event.currentTarget.dataset.id }));
  }

  reportSelection(ids) {
    this.dispatchEvent(new CustomEvent('selectionchange', { detail: ids }));
  }
}

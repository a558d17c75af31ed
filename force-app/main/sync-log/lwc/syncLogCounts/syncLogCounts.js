import { LightningElement, api } from 'lwc';
import allWord from '@salesforce/label/c.Log_All_Rows';
import byProblem from '@salesforce/label/c.Log_By_Problem';
import byStatus from '@salesforce/label/c.Log_By_Status';
import tooMany from '@salesforce/label/c.Log_Too_Many';

/**
 * How many rows have which status and which kind of problem; each count is a switch of the filter.
 *
 * @fires statuschange with the status to filter by, blank for all
 * @fires problemchange with the error class to filter by, blank for all
 */
export default class SyncLogCounts extends LightningElement {
  /** The counts: {tooMany, statuses, problems}, lists of {value, label, count}. */
  @api counts;
  /** The status in force; blank for all. */
  @api status;
  /** The error class in force; blank for all. */
  @api problem;

  label = { all: allWord, byProblem, byStatus, tooMany };

  get statuses() {
    return this.switches(this.counts.statuses, this.status);
  }

  get problems() {
    return this.switches(this.counts.problems, this.problem);
  }

  get hasProblems() {
    return this.counts.problems.length > 0;
  }

  get isAll() {
    return String(!this.status);
  }

  get allClass() {
    return this.classOf(!this.status);
  }

  get total() {
    return this.counts.statuses.reduce((sum, { count }) => sum + count, 0);
  }

  handleAll() {
    this.dispatchEvent(new CustomEvent('statuschange', { detail: '' }));
  }

  handleStatus(event) {
    const { value } = event.currentTarget.dataset;
    this.dispatchEvent(new CustomEvent('statuschange', { detail: value === this.status ? '' : value }));
  }

  handleProblem(event) {
    const { value } = event.currentTarget.dataset;
    this.dispatchEvent(new CustomEvent('problemchange', { detail: value === this.problem ? '' : value }));
  }

  switches(tallies, chosen) {
    return tallies.map((tally) => ({
      ...tally,
      pressed: String(tally.value === chosen),
      className: this.classOf(tally.value === chosen),
    }));
  }

  classOf(isOn) {
    return `slds-button slds-m-bottom_xx-small ${isOn ? 'slds-button_brand' : 'slds-button_neutral'}`;
  }
}

import { LightningElement, api } from 'lwc';
import allWord from '@salesforce/label/c.Log_All';
import directionWord from '@salesforce/label/c.Log_Direction';
import entityWord from '@salesforce/label/c.Log_Entity';
import fromWord from '@salesforce/label/c.Log_From';
import periodWord from '@salesforce/label/c.Log_Period';
import periodAll from '@salesforce/label/c.Log_Period_All';
import periodCustom from '@salesforce/label/c.Log_Period_Custom';
import periodDay from '@salesforce/label/c.Log_Period_Day';
import periodMonth from '@salesforce/label/c.Log_Period_Month';
import periodWeek from '@salesforce/label/c.Log_Period_Week';
import searchHint from '@salesforce/label/c.Log_Search_Hint';
import searchWord from '@salesforce/label/c.Log_Search';
import untilWord from '@salesforce/label/c.Log_Until';

const CUSTOM = 'custom';

/**
 * The filter of the Sync Log, apart from status and kind of problem.
 *
 * @fires filterchange with what changed: direction, entity, text, period, from, until
 */
export default class SyncLogFilters extends LightningElement {
  /** The filter in force: {direction, entity, text, period, from, until}. */
  @api filter = {};
  /** What can be chosen: {directions, entities}, lists of {value, label}. */
  @api choices;

  label = {
    direction: directionWord,
    entity: entityWord,
    from: fromWord,
    period: periodWord,
    search: searchWord,
    searchHint,
    until: untilWord,
  };

  periods = [
    { value: '1', label: periodDay },
    { value: '7', label: periodWeek },
    { value: '30', label: periodMonth },
    { value: 'all', label: periodAll },
    { value: CUSTOM, label: periodCustom },
  ];

  get directions() {
    return [{ value: '', label: allWord }, ...(this.choices?.directions ?? [])];
  }

  get entities() {
    return [{ value: '', label: allWord }, ...(this.choices?.entities ?? [])];
  }

  get isCustom() {
    return this.filter.period === CUSTOM;
  }

  handleChoice(event) {
    this.report({ [event.target.dataset.name]: event.detail.value });
  }

  // While somebody types nothing is asked for; emptied by its cross, the field asks at once.
  handleText(event) {
    if (event.detail.value === '' && this.filter.text !== '') {
      this.report({ text: '' });
    }
  }

  handleTextCommit(event) {
    const text = event.target.value ?? '';
    if (text !== this.filter.text) {
      this.report({ text });
    }
  }

  report(change) {
    this.dispatchEvent(new CustomEvent('filterchange', { detail: change }));
  }
}

import { LightningElement } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { toScreenError } from 'c/screenError';
import { fill } from 'c/words';
import lines from '@salesforce/apex/SyncLogController.lines';
import read from '@salesforce/apex/ConflictRulesController.read';
import save from '@salesforce/apex/ConflictRulesController.save';
import loadingWord from '@salesforce/label/c.Screen_Loading';
import noneMessage from '@salesforce/label/c.Conflict_None_Message';
import noneYet from '@salesforce/label/c.Conflict_None';
import recentWord from '@salesforce/label/c.Conflict_Recent';
import savedText from '@salesforce/label/c.Conflict_Saved';
import subtitle from '@salesforce/label/c.Conflict_Subtitle';
import title from '@salesforce/label/c.Conflict_Title';

const MOST_CONFLICTS = 20;

/** Who wins when both sides changed a field, which entities go both ways, and the recent conflicts. */
export default class ConflictRules extends LightningElement {
  label = { loading: loadingWord, noneMessage, noneYet, recent: recentWord, subtitle, title };

  rules;
  conflicts = [];
  error;
  isBusy = false;
  openId;

  connectedCallback() {
    this.load();
  }

  get isLoading() {
    return this.isBusy || (this.rules === undefined && this.error === undefined);
  }

  get hasConflicts() {
    return this.conflicts.length > 0;
  }

  get shownConflicts() {
    return this.conflicts.map((line) => ({ ...line, isOpen: line.id === this.openId }));
  }

  async load() {
    this.error = undefined;
    try {
      const [rules, conflicts] = await Promise.all([read(), this.readConflicts()]);
      this.rules = rules;
      this.conflicts = conflicts;
    } catch (error) {
      this.error = error;
    }
  }

  readConflicts() {
    return lines({ filter: { statuses: ['Conflict'] }, beforeTime: null, beforeId: null, most: MOST_CONFLICTS });
  }

  handleOpen(event) {
    const { id } = event.target.dataset;
    this.openId = id === this.openId ? undefined : id;
  }

  handleClose() {
    this.openId = undefined;
  }

  async handleChanged() {
    this.conflicts = await this.readConflicts().catch(() => this.conflicts);
  }

  async handleRule(event) {
    this.isBusy = true;
    try {
      this.rules = await save(event.detail);
      const changed = this.rules.find(({ entity }) => entity === event.detail.entity);
      this.toast(fill(savedText, changed.label), '', 'success');
    } catch (error) {
      const { message, remedy } = toScreenError(error);
      this.toast(message, remedy ?? '', 'error');
      // What the person chose was not saved: the screen shows again what is.
      this.rules = [...this.rules.map((rule) => ({ ...rule }))];
    } finally {
      this.isBusy = false;
    }
  }

  toast(heading, message, variant) {
    this.dispatchEvent(new ShowToastEvent({ title: heading, message, variant }));
  }
}

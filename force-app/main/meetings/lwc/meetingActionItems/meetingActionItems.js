import { LightningElement, api } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { toScreenError } from 'c/screenError';
import { fill } from 'c/words';
import setItemDone from '@salesforce/apex/MeetingTimelineController.setItemDone';
import doneText from '@salesforce/label/c.Card_Item_Done';
import dueWord from '@salesforce/label/c.Card_Item_Due';
import itemsWord from '@salesforce/label/c.Card_Action_Items';
import overdueWord from '@salesforce/label/c.Card_Item_Overdue';
import reopenedText from '@salesforce/label/c.Card_Item_Reopened';

/**
 * What was agreed in a meeting, to be ticked off.
 *
 * @fires changed when a task was changed
 */
export default class MeetingActionItems extends LightningElement {
  /** The items that have a task (MeetingActionItems.Item). */
  @api items = [];
  /** What was agreed, one item a line, where there are no tasks. */
  @api agreed;

  label = { items: itemsWord };

  // The tick shows at once; it goes back when Salesforce refuses.
  ticked = new Map();
  saving = new Set();

  get rows() {
    return this.items.map((item) => {
      const isDone = this.ticked.get(item.id) ?? item.isDone;
      return {
        ...item,
        isDone,
        isSaving: this.saving.has(item.id),
        dueWord: item.isOverdue && !isDone ? overdueWord : dueWord,
        dueClass: item.isOverdue && !isDone ? 'slds-text-color_error' : 'slds-text-color_weak',
        labelClass: isDone ? 'done' : '',
      };
    });
  }

  get lines() {
    return (this.agreed ?? '')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line, index) => ({ key: index, text: line.replace(/^\s*•\s*/, '') }));
  }

  async handleTick(event) {
    const { id } = event.target.dataset;
    const isDone = event.target.checked;
    const { subject } = this.items.find((item) => item.id === id);
    this.note(id, isDone, true);
    try {
      await setItemDone({ taskId: id, isDone });
      this.toast(fill(isDone ? doneText : reopenedText, subject), '', 'success');
      this.note(id, isDone, false);
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      this.note(id, undefined, false);
      const { message, remedy } = toScreenError(error);
      this.toast(message, remedy ?? '', 'error');
    }
  }

  note(id, isDone, isSaving) {
    const ticked = new Map(this.ticked);
    const saving = new Set(this.saving);
    if (isDone === undefined) ticked.delete(id);
    else ticked.set(id, isDone);
    if (isSaving) saving.add(id);
    else saving.delete(id);
    this.ticked = ticked;
    this.saving = saving;
  }

  toast(title, message, variant) {
    this.dispatchEvent(new ShowToastEvent({ title, message, variant }));
  }
}

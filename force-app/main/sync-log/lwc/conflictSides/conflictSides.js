import { LightningElement, api } from 'lwc';
import { fill } from 'c/words';
import ruleText from '@salesforce/label/c.Conflict_View_Rule';
import takenWord from '@salesforce/label/c.Conflict_View_Taken';
import undoWord from '@salesforce/label/c.Conflict_View_Undo';
import undoneText from '@salesforce/label/c.Conflict_View_Undone';

const SIDES = ['Salesforce', 'Demodesk'];

/**
 * Both sides of a conflict beside each other, with the one that was taken, the rule, and the way back.
 *
 * @fires undo when the person wants the other value
 */
export default class ConflictSides extends LightningElement {
  /** The conflict (ConflictView). */
  @api conflict;
  /** Whether the person may take it back. */
  @api mayUndo = false;

  label = { taken: takenWord };

  get sides() {
    const { conflict } = this;
    return SIDES.map((name) => {
      const isTaken = conflict.winner === name;
      return {
        name,
        value: name === 'Salesforce' ? conflict.salesforceValue : conflict.demodeskValue,
        at: name === 'Salesforce' ? conflict.salesforceAt : conflict.demodeskAt,
        isTaken,
        boxClass: `slds-box slds-box_x-small ${isTaken ? 'slds-theme_shade' : ''}`,
      };
    });
  }

  get ruleText() {
    return fill(ruleText, this.conflict.rule);
  }

  get undoneText() {
    return fill(undoneText, this.conflict.undoneBy ?? '');
  }

  get undoLabel() {
    const other = SIDES.find((name) => name !== this.conflict.winner);
    return fill(undoWord, other);
  }

  get showsUndo() {
    return this.mayUndo && !this.conflict.isUndone;
  }

  handleUndo() {
    this.dispatchEvent(new CustomEvent('undo'));
  }
}

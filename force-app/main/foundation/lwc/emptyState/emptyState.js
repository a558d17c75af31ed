import { LightningElement, api } from 'lwc';

/** Says that there is nothing to show, and what will appear here and when. Actions go into the slot. */
export default class EmptyState extends LightningElement {
  /** A few words. */
  @api heading;
  /** What will appear here, and when. */
  @api message;
  /** An SLDS icon, for example utility:event. */
  @api iconName;
}

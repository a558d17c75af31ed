import { LightningElement, api } from 'lwc';
import TIME_ZONE from '@salesforce/i18n/timeZone';

/** A day and time, in the time zone and the language of the person. */
export default class DateTime extends LightningElement {
  /** An ISO 8601 text or milliseconds. */
  @api value;
  /** Whether to show seconds. */
  @api withSeconds = false;

  timeZone = TIME_ZONE;

  get second() {
    return this.withSeconds ? '2-digit' : undefined;
  }
}

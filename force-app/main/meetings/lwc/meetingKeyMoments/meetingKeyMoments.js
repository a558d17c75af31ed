import { LightningElement, api } from 'lwc';
import { fill } from 'c/words';
import momentAt from '@salesforce/label/c.Card_Moment_At';
import momentLasts from '@salesforce/label/c.Card_Moment_Lasts';
import momentsWord from '@salesforce/label/c.Card_Key_Moments';

const twoDigits = (value) => String(value).padStart(2, '0');

const clock = (seconds) => {
  const hours = Math.floor(seconds / 3600);
  const rest = `${Math.floor((seconds % 3600) / 60)}`;
  const minutes = hours > 0 ? `${hours}:${twoDigits(rest)}` : rest;
  return `${minutes}:${twoDigits(seconds % 60)}`;
};

/** The moments of a recording worth hearing again; each opens the recording at its second. */
export default class MeetingKeyMoments extends LightningElement {
  /** The moments in the order of time (KeyMoments.Moment). */
  @api moments = [];

  label = { moments: momentsWord };

  get rows() {
    const longest = Math.max(1, ...this.moments.map(({ lastsSeconds }) => lastsSeconds ?? 0));
    return this.moments.map((moment, index) => {
      const at = clock(moment.atSeconds);
      return {
        ...moment,
        key: index,
        at,
        label: fill(momentAt, at, moment.title),
        lasts: moment.lastsSeconds ? fill(momentLasts, Math.max(1, Math.round(moment.lastsSeconds / 60))) : undefined,
        width: `${Math.round((100 * (moment.lastsSeconds ?? 0)) / longest)}%`,
      };
    });
  }
}

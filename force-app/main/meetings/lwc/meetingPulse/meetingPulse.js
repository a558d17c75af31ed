import { LightningElement, api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import LOCALE from '@salesforce/i18n/locale';
import { fill } from 'c/words';
import pulse from '@salesforce/apex/MeetingTimelineController.pulse';
import chartWord from '@salesforce/label/c.Card_Chart';
import engagementText from '@salesforce/label/c.Card_Chart_Engagement';
import heldWord from '@salesforce/label/c.Card_Chart_Held';
import minutesWord from '@salesforce/label/c.Card_Chart_Minutes';
import monthWord from '@salesforce/label/c.Card_Chart_Month';
import monthsText from '@salesforce/label/c.Card_Chart_Months';
import pictureWord from '@salesforce/label/c.Card_Chart_Picture';
import tableWord from '@salesforce/label/c.Card_Chart_Table';
import topicText from '@salesforce/label/c.Card_Chart_Topic';
import topicsWord from '@salesforce/label/c.Card_Chart_Topics';

const HEIGHT = 48;
const STEP = 20;
const BAR = 14;

const SHORT_MONTH = new Intl.DateTimeFormat(LOCALE, { month: 'narrow', timeZone: 'UTC' });
const LONG_MONTH = new Intl.DateTimeFormat(LOCALE, { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The meetings of a record at a glance: how many in which month, what the time went to. */
export default class MeetingPulse extends LightningElement {
  /** The record. */
  @api recordId;

  label = {
    chart: chartWord,
    held: heldWord,
    minutes: minutesWord,
    month: monthWord,
    topics: topicsWord,
  };

  found;
  error;
  answer;
  isTable = false;

  @wire(pulse, { recordId: '$recordId' })
  takePulse(answer) {
    this.answer = answer;
    if (answer.data) {
      this.found = answer.data;
      this.error = undefined;
    } else if (answer.error) {
      this.error = answer.error;
    }
  }

  /** Reads it again. */
  @api
  async refresh() {
    if (this.answer) {
      await refreshApex(this.answer);
    }
  }

  get total() {
    return (this.found?.months ?? []).reduce((sum, { held }) => sum + held, 0);
  }

  get hasSomething() {
    return this.total > 0 || this.hasTopics;
  }

  get heading() {
    return fill(monthsText, this.total);
  }

  get engagementText() {
    return typeof this.found.engagement === 'number' ? fill(engagementText, this.found.engagement) : undefined;
  }

  get viewBox() {
    return `0 0 ${this.found.months.length * STEP} ${HEIGHT + 14}`;
  }

  get months() {
    const most = Math.max(1, ...this.found.months.map(({ held }) => held));
    return this.found.months.map(({ firstDay, held, minutes }, index) => {
      const height = Math.round((HEIGHT - 12) * (held / most));
      const day = new Date(`${firstDay}T00:00:00Z`);
      return {
        key: firstDay,
        held,
        minutes,
        // The number stands on the bar; an empty month has a line instead.
        number: held > 0 ? held : undefined,
        name: LONG_MONTH.format(day),
        letter: SHORT_MONTH.format(day),
        x: index * STEP + (STEP - BAR) / 2,
        middle: index * STEP + STEP / 2,
        y: HEIGHT - Math.max(1, height),
        above: HEIGHT - height - 3,
        width: BAR,
        height: Math.max(1, height),
      };
    });
  }

  get below() {
    return HEIGHT + 11;
  }

  get hasTopics() {
    return (this.found?.topics ?? []).length > 0;
  }

  get topics() {
    const longest = Math.max(1, ...this.found.topics.map(({ seconds }) => seconds));
    return this.found.topics.map(({ title, seconds, meetings }) => ({
      title,
      words: fill(topicText, Math.round(seconds / 60), meetings),
      width: `${Math.round((100 * seconds) / longest)}%`,
    }));
  }

  get switchLabel() {
    return this.isTable ? pictureWord : tableWord;
  }

  handleSwitch() {
    this.isTable = !this.isTable;
  }

  handleRetry() {
    this.refresh();
  }
}

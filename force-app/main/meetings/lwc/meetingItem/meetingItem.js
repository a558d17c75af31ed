import { LightningElement, api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { fill } from 'c/words';
import detail from '@salesforce/apex/MeetingTimelineController.detail';
import byHandWord from '@salesforce/label/c.Card_By_Hand';
import engagementText from '@salesforce/label/c.Card_Engagement';
import expandText from '@salesforce/label/c.Card_Expand';
import feedbackText from '@salesforce/label/c.Card_Feedback';
import hostedBy from '@salesforce/label/c.Card_Hosted_By';
import loadingWord from '@salesforce/label/c.Screen_Loading';
import minutesText from '@salesforce/label/c.Card_Minutes';
import noDate from '@salesforce/label/c.Card_No_Date';
import noSummary from '@salesforce/label/c.Card_No_Summary';
import notesWord from '@salesforce/label/c.Card_Notes';
import openItems from '@salesforce/label/c.Card_Open_Items';
import peopleCount from '@salesforce/label/c.Card_People_Count';
import recordingOf from '@salesforce/label/c.Card_Recording_Of';
import recordingWord from '@salesforce/label/c.Card_Recording';
import summaryAll from '@salesforce/label/c.Card_Summary_All';
import summaryLess from '@salesforce/label/c.Card_Summary_Less';
import summaryWord from '@salesforce/label/c.Card_Summary';
import unmatchedCount from '@salesforce/label/c.Card_Unmatched_Count';

const HELD = 'completed';
// Characters of a summary that are shown without a click; some are longer than everything else on the page.
const SHORT_SUMMARY = 700;

/**
 * One meeting of the timeline. What it holds is read when it is opened.
 *
 * @fires changed when the meeting or a task of it was changed
 */
export default class MeetingItem extends LightningElement {
  /** The meeting (MeetingCard). */
  @api card;
  /** Whether to leave the summary and call notes out. */
  @api hideSummary = false;
  /** Whether to leave action items out. */
  @api hideActionItems = false;
  /** Whether to leave key moments out. */
  @api hideKeyMoments = false;
  /** Whether to leave attendees out. */
  @api hideAttendees = false;
  /** Whether to leave the reasons out. */
  @api hideReasons = false;

  label = {
    byHand: byHandWord,
    loading: loadingWord,
    noDate,
    noSummary,
    notes: notesWord,
    recording: recordingWord,
    summary: summaryWord,
  };

  isOpen = false;
  found;
  error;
  answer;
  wasOpened = false;
  wholeSummary = false;

  /** Whether to show what it holds from the beginning. */
  @api
  get startsOpen() {
    return this.isOpen;
  }
  set startsOpen(value) {
    // Once somebody opened or closed it, that counts.
    if (!this.wasOpened) {
      this.isOpen = value === true;
    }
  }

  get loadedId() {
    return this.isOpen ? this.card.id : undefined;
  }

  @wire(detail, { meetingId: '$loadedId' })
  takeDetail(answer) {
    this.answer = answer;
    if (answer.data) {
      this.found = answer.data;
      this.error = undefined;
    } else if (answer.error) {
      this.error = answer.error;
    }
  }

  /** Reads it again, as far as it is open. */
  @api
  async refresh() {
    if (this.isOpen && this.answer) {
      await refreshApex(this.answer);
    }
  }

  get itemClass() {
    return `slds-timeline__item_expandable slds-timeline__item_event slds-p-bottom_small ${this.isOpen ? 'slds-is-open' : ''}`;
  }

  get expanded() {
    return String(this.isOpen);
  }

  get expandLabel() {
    return fill(expandText, this.card.title);
  }

  get chevron() {
    return this.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  get isLoading() {
    return this.isOpen && !this.found && !this.error;
  }

  get facts() {
    const { durationMinutes, host, attendees, eventType, outcome } = this.card;
    return [
      durationMinutes ? fill(minutesText, durationMinutes) : undefined,
      host ? fill(hostedBy, host) : undefined,
      attendees > 0 ? fill(peopleCount, attendees) : undefined,
      eventType,
      outcome,
    ]
      .filter(Boolean)
      .join(' · ');
  }

  get showsStatus() {
    return this.card.status && this.card.status !== HELD;
  }

  get openItemsText() {
    return this.card.openItems > 0 && !this.hideActionItems ? fill(openItems, this.card.openItems) : undefined;
  }

  get unmatchedText() {
    return this.card.unmatched > 0 && !this.hideAttendees ? fill(unmatchedCount, this.card.unmatched) : undefined;
  }

  get engagementText() {
    return typeof this.card.engagement === 'number' ? fill(engagementText, this.card.engagement) : undefined;
  }

  get feedbackText() {
    return typeof this.found?.feedback === 'number' ? fill(feedbackText, this.found.feedback) : undefined;
  }

  get showsExcerpt() {
    return !this.isOpen && !this.hideSummary && this.card.excerpt;
  }

  get recordingLabel() {
    return fill(recordingOf, this.card.title);
  }

  get showsSummary() {
    return !this.hideSummary;
  }

  /** The summary with its headings below that of the meeting: a page has one outline. */
  get summaryHtml() {
    return this.found.summaryHtml.replace(/<(\/?)h[1-6]\b/gi, '<$1h5');
  }

  get isLongSummary() {
    return this.found.summary.length > SHORT_SUMMARY;
  }

  get summaryClass() {
    return this.isLongSummary && !this.wholeSummary ? 'clamped' : '';
  }

  get summarySwitch() {
    return this.wholeSummary ? summaryLess : summaryAll;
  }

  get lacksSummary() {
    return !this.found.summary && !this.found.summaryHtml && this.card.status === HELD;
  }

  get showsNotes() {
    return !this.hideSummary && this.found.notes;
  }

  get showsItems() {
    return !this.hideActionItems && (this.found.items.length > 0 || this.found.agreed);
  }

  get showsMoments() {
    return !this.hideKeyMoments && this.found.moments.length > 0;
  }

  get showsPeople() {
    return !this.hideAttendees && this.found.people.length > 0;
  }

  get showsReasons() {
    return !this.hideReasons;
  }

  handleSummary() {
    this.wholeSummary = !this.wholeSummary;
  }

  handleToggle() {
    this.wasOpened = true;
    this.isOpen = !this.isOpen;
  }

  handleReload() {
    this.error = undefined;
    this.refresh();
  }

  async handleChanged() {
    await this.refresh();
    await notifyRecordUpdateAvailable([{ recordId: this.card.id }]);
    this.dispatchEvent(new CustomEvent('changed'));
  }
}

import { LightningElement, api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import { fill } from 'c/words';
import timeline from '@salesforce/apex/MeetingTimelineController.timeline';
import MEETING from '@salesforce/schema/Meeting_Intelligence__c';
import emptyHeading from '@salesforce/label/c.Card_Empty';
import emptyLeads from '@salesforce/label/c.Card_Empty_Leads';
import emptyMessage from '@salesforce/label/c.Card_Empty_Message';
import loadingWord from '@salesforce/label/c.Screen_Loading';
import refreshWord from '@salesforce/label/c.Screen_Refresh';
import showMore from '@salesforce/label/c.Screen_Show_More';
import shownOf from '@salesforce/label/c.Card_Shown_Of';
import timelineWord from '@salesforce/label/c.Card_Timeline';
import titleWord from '@salesforce/label/c.Card_Title';

const USUAL_PAGE_SIZE = 5;

/** The Demodesk meetings of an account, contact, lead, opportunity or meeting, the newest first. */
export default class MeetingIntelligence extends LightningElement {
  /** The record of the page. */
  @api recordId;
  /** The object of the page. */
  @api objectApiName;
  /** A title other than the usual one. */
  @api cardTitle;
  /** How many meetings to show at first, and how many more with each click. */
  @api pageSize = USUAL_PAGE_SIZE;
  /** Whether to leave the chart out. */
  @api hideChart = false;
  /** Whether to leave summaries and call notes out. */
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
    emptyHeading,
    loading: loadingWord,
    refresh: refreshWord,
    showMore,
    timeline: timelineWord,
  };

  pages = 1;
  found;
  error;
  isRefreshing = false;
  answer;

  get count() {
    return this.pages * (this.pageSize || USUAL_PAGE_SIZE);
  }

  @wire(timeline, { recordId: '$recordId', count: '$count' })
  takeTimeline(answer) {
    this.answer = answer;
    if (answer.data) {
      this.found = answer.data;
      this.error = undefined;
    } else if (answer.error) {
      this.error = answer.error;
    }
  }

  get title() {
    return this.cardTitle || titleWord;
  }

  get isLoading() {
    return this.isRefreshing || (!this.found && !this.error);
  }

  get isEmpty() {
    return !this.error && this.found?.total === 0;
  }

  get emptyMessage() {
    return this.found.leadsAreLeftOut ? emptyLeads : emptyMessage;
  }

  get hasMeetings() {
    return !this.error && this.found?.total > 0;
  }

  get isMeetingPage() {
    return this.objectApiName === MEETING.objectApiName;
  }

  get showsChart() {
    return this.hasMeetings && !this.hideChart && !this.isMeetingPage;
  }

  get meetings() {
    // The newest one that was held is what somebody opens the page for.
    const newest = this.found.meetings.find(({ status }) => status !== 'scheduled' && status !== 'canceled');
    return this.found.meetings.map((card) => ({ card, isOpen: card.id === newest?.id || this.isMeetingPage }));
  }

  get shownText() {
    return fill(shownOf, this.found.meetings.length, this.found.total);
  }

  get hasMore() {
    return this.found.meetings.length < this.found.total;
  }

  get showsCount() {
    return this.hasMeetings && !this.isMeetingPage;
  }

  handleMore() {
    this.pages += 1;
  }

  async handleRefresh() {
    this.isRefreshing = true;
    try {
      await refreshApex(this.answer);
      await this.refs.pulse?.refresh();
      await Promise.all([...this.template.querySelectorAll('c-meeting-item')].map((item) => item.refresh()));
    } finally {
      this.isRefreshing = false;
    }
  }

  async handleChanged() {
    await refreshApex(this.answer);
    await this.refs.pulse?.refresh();
  }
}

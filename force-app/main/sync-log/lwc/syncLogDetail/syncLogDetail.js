import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { fill } from 'c/words';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { toScreenError } from 'c/screenError';
import detail from '@salesforce/apex/SyncLogController.detail';
import fetchMeeting from '@salesforce/apex/ResyncController.fetchMeeting';
import undo from '@salesforce/apex/SyncLogController.undo';
import attemptsWord from '@salesforce/label/c.Log_Attempts';
import changedWord from '@salesforce/label/c.Log_Changed';
import closeWord from '@salesforce/label/c.Screen_Close';
import coverWord from '@salesforce/label/c.Log_Payload_Cover';
import coveredWord from '@salesforce/label/c.Log_Payload_Covered';
import detailWord from '@salesforce/label/c.Log_Detail';
import durationWord from '@salesforce/label/c.Log_Duration';
import eventWord from '@salesforce/label/c.Log_Event';
import fetchWord from '@salesforce/label/c.Resync_Fetch_Meeting';
import fetchedText from '@salesforce/label/c.Resync_Started';
import keyWord from '@salesforce/label/c.Log_Delivery_Key';
import loadingWord from '@salesforce/label/c.Screen_Loading';
import meetingIdWord from '@salesforce/label/c.Log_Meeting_Id';
import messageWord from '@salesforce/label/c.Log_Message';
import milliseconds from '@salesforce/label/c.Log_Milliseconds';
import nextAttemptWord from '@salesforce/label/c.Log_Next_Attempt';
import occurredWord from '@salesforce/label/c.Log_Occurred';
import openRecordWord from '@salesforce/label/c.Log_Open_Record';
import payloadNone from '@salesforce/label/c.Log_Payload_None';
import payloadWord from '@salesforce/label/c.Log_Payload';
import receivedWord from '@salesforce/label/c.Log_Received';
import remedyWord from '@salesforce/label/c.Log_Remedy';
import retryWord from '@salesforce/label/c.Log_Retry';
import undoneText from '@salesforce/label/c.Conflict_View_Done';
import showWord from '@salesforce/label/c.Log_Payload_Show';
import whyWord from '@salesforce/label/c.Log_Why';

/**
 * Everything about one row of the Sync Log.
 *
 * @fires close when the person is done with it
 * @fires retry with the id of the row to try again
 * @fires changed when the row was changed here
 */
export default class SyncLogDetail extends NavigationMixin(LightningElement) {
  label = {
    attempts: attemptsWord,
    changed: changedWord,
    close: closeWord,
    cover: coverWord,
    covered: coveredWord,
    detail: detailWord,
    duration: durationWord,
    event: eventWord,
    fetch: fetchWord,
    key: keyWord,
    loading: loadingWord,
    meetingId: meetingIdWord,
    message: messageWord,
    nextAttempt: nextAttemptWord,
    occurred: occurredWord,
    openRecord: openRecordWord,
    payload: payloadWord,
    payloadNone,
    received: receivedWord,
    remedy: remedyWord,
    retry: retryWord,
    show: showWord,
    why: whyWord,
  };

  /** Whether the person may have rows tried again. */
  @api mayRetry = false;

  found;
  error;
  isLoading = false;
  wantsFocus = false;
  shownId;

  /** The row to show. */
  @api
  get rowId() {
    return this.shownId;
  }
  set rowId(value) {
    const isOther = value !== this.shownId;
    this.shownId = value;
    if (isOther) {
      this.found = undefined;
      this.wantsFocus = true;
      this.load(false);
    }
  }

  /** Reads the row again, for example after it was tried again. */
  @api
  refresh() {
    return this.load(this.found?.isPayloadFull ?? false);
  }

  renderedCallback() {
    if (this.wantsFocus && this.refs.heading) {
      this.wantsFocus = false;
      this.refs.heading.focus();
    }
  }

  get line() {
    return this.found.line;
  }

  get heading() {
    return this.found ? (this.line.subject ?? this.line.name) : this.label.detail;
  }

  get durationText() {
    return fill(milliseconds, this.found.durationMs);
  }

  get hasDuration() {
    return typeof this.found.durationMs === 'number';
  }

  get hasReasons() {
    return (this.found.story?.reasons ?? []).length > 0;
  }

  get reasons() {
    return this.numbered(this.found.story.reasons);
  }

  get steps() {
    return this.numbered(this.found.story.steps ?? []);
  }

  get hasSteps() {
    return this.steps.length > 0;
  }

  get showsRetry() {
    return this.mayRetry && this.line.mayRetry;
  }

  get showsFetch() {
    return this.mayRetry && !this.line.mayRetry && this.found.meetingId && this.line.entity === 'Meeting';
  }

  get coverLabel() {
    return this.found.isPayloadFull ? this.label.cover : this.label.show;
  }

  async load(inFull) {
    const rowId = this.shownId;
    this.error = undefined;
    this.isLoading = true;
    try {
      const found = await detail({ rowId, inFull });
      if (rowId === this.shownId) {
        this.found = found;
      }
    } catch (error) {
      if (rowId === this.shownId) {
        this.error = error;
      }
    } finally {
      this.isLoading = this.isLoading && rowId !== this.shownId;
    }
  }

  handleReload() {
    this.load(false);
  }

  handleCover() {
    this.load(!this.found.isPayloadFull);
  }

  handleClose() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  handleRetry() {
    this.dispatchEvent(new CustomEvent('retry', { detail: this.shownId }));
  }

  handleFetch() {
    return this.act(async () => {
      await fetchMeeting({ meetingId: this.found.meetingId });
      this.toast(fetchedText, '', 'success');
    });
  }

  handleUndo() {
    return this.act(async () => {
      const [answer] = await undo({ rowIds: [this.shownId] });
      this.toast(answer.isUndone ? undoneText : answer.reason, '', answer.isUndone ? 'success' : 'warning');
      await this.refresh();
      this.dispatchEvent(new CustomEvent('changed'));
    });
  }

  async act(work) {
    this.isLoading = true;
    try {
      await work();
    } catch (error) {
      const { message, remedy } = toScreenError(error);
      this.toast(message, remedy ?? '', 'error');
    } finally {
      this.isLoading = false;
    }
  }

  toast(title, message, variant) {
    this.dispatchEvent(new ShowToastEvent({ title, message, variant }));
  }

  handleOpenRecord() {
    this[NavigationMixin.Navigate]({
      type: 'standard__recordPage',
      attributes: { recordId: this.line.recordId, actionName: 'view' },
    });
  }

  numbered(texts) {
    return texts.map((text, index) => ({ key: index, text }));
  }
}

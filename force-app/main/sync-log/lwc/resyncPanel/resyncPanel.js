import { LightningElement } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { fill } from 'c/words';
import runs from '@salesforce/apex/ResyncController.runs';
import start from '@salesforce/apex/ResyncController.start';
import stop from '@salesforce/apex/ResyncController.stop';
import closeWord from '@salesforce/label/c.Screen_Close';
import earlierWord from '@salesforce/label/c.Resync_Earlier';
import fromWord from '@salesforce/label/c.Log_From';
import hintText from '@salesforce/label/c.Resync_Hint';
import loadingWord from '@salesforce/label/c.Screen_Loading';
import noStart from '@salesforce/label/c.Resync_No_Start';
import progressText from '@salesforce/label/c.Resync_Progress';
import runText from '@salesforce/label/c.Resync_Run';
import startWord from '@salesforce/label/c.Resync_Start';
import startedText from '@salesforce/label/c.Resync_Started';
import stopWord from '@salesforce/label/c.Resync_Stop';
import stoppingText from '@salesforce/label/c.Resync_Stopping';
import titleWord from '@salesforce/label/c.Resync_Title';
import untilWord from '@salesforce/label/c.Log_Until';
import waitingText from '@salesforce/label/c.Resync_Waiting';

// The connector writes its progress into a record; nothing announces it, so the panel asks as long as a run goes on.
const ASK_EVERY_MS = 3000;

const stateOf = ({ id, status, found, done, failed }) => [id, status, found, done, failed].join();

/**
 * Has the meetings of a span of time fetched from Demodesk again, and shows how far that is.
 *
 * @fires close when the person is done with it
 * @fires progress when a run wrote something or ended, so that the log has something new
 */
export default class ResyncPanel extends LightningElement {
  label = {
    close: closeWord,
    earlier: earlierWord,
    from: fromWord,
    hint: hintText,
    loading: loadingWord,
    noStart,
    start: startWord,
    stop: stopWord,
    stopping: stoppingText,
    title: titleWord,
    until: untilWord,
    waiting: waitingText,
  };

  from = '';
  until = '';
  runs;
  error;
  isBusy = false;
  timer;

  connectedCallback() {
    this.load();
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- cleared when the component goes
    this.timer = setInterval(() => this.follow(), ASK_EVERY_MS);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  get isLoading() {
    return this.isBusy || (this.runs === undefined && !this.error);
  }

  get openRun() {
    return this.runs?.find(({ isOpen }) => isOpen);
  }

  get isWaiting() {
    return this.openRun.status === 'Requested' && !this.openRun.isStopping;
  }

  get percent() {
    const { found, done, failed } = this.openRun;
    return found > 0 ? Math.min(100, Math.round((100 * (done + failed)) / found)) : 0;
  }

  get progressText() {
    return this.progressOf(this.openRun);
  }

  get earlierRuns() {
    return (this.runs ?? [])
      .filter(({ isOpen }) => !isOpen)
      .map((run) => ({
        ...run,
        words: fill(runText, run.scopeLabel, run.requestedBy),
        progress: this.progressOf(run),
      }));
  }

  get hasEarlierRuns() {
    return this.earlierRuns.length > 0;
  }

  async load() {
    this.error = undefined;
    try {
      this.take(await runs());
    } catch (error) {
      this.error = error;
    }
  }

  async follow() {
    if (document.hidden || !this.openRun || this.isBusy) {
      return;
    }
    try {
      this.take(await runs());
    } catch {
      // The next round asks again.
    }
  }

  take(answer) {
    const before = this.openRun && stateOf(this.openRun);
    this.runs = answer;
    const after = this.openRun && stateOf(this.openRun);
    if (before !== undefined && before !== after) {
      this.dispatchEvent(new CustomEvent('progress'));
    }
  }

  handleFrom(event) {
    this.from = event.detail.value;
  }

  handleUntil(event) {
    this.until = event.detail.value;
  }

  handleStart() {
    const field = this.refs.from;
    field.setCustomValidity(this.from ? '' : this.label.noStart);
    if (!field.reportValidity()) {
      return undefined;
    }
    return this.act(
      () =>
        start({
          since: new Date(`${this.from}T00:00:00`).toISOString(),
          until: this.until ? new Date(`${this.until}T23:59:59`).toISOString() : null,
        }),
      startedText,
    );
  }

  handleStop() {
    return this.act(() => stop({ runId: this.openRun.id }));
  }

  handleClose() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  async act(work, words) {
    this.isBusy = true;
    this.error = undefined;
    try {
      await work();
      this.take(await runs());
      if (words) {
        this.dispatchEvent(new ShowToastEvent({ title: words, variant: 'success' }));
      }
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }

  progressOf({ done, found, failed }) {
    return fill(progressText, done, found, failed);
  }
}

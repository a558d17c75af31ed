import { LightningElement, wire } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { download, toCsv } from 'c/csvFile';
import { LogWatch } from 'c/logWatch';
import { toScreenError } from 'c/screenError';
import { fill } from 'c/words';
import choices from '@salesforce/apex/SyncLogController.choices';
import counts from '@salesforce/apex/SyncLogController.counts';
import lines from '@salesforce/apex/SyncLogController.lines';
import retry from '@salesforce/apex/SyncLogController.retry';
import attemptsWord from '@salesforce/label/c.Log_Attempts';
import countShown from '@salesforce/label/c.Log_Count_Shown';
import directionWord from '@salesforce/label/c.Log_Direction';
import emptyHeading from '@salesforce/label/c.Log_Empty';
import emptyMessage from '@salesforce/label/c.Log_Empty_Message';
import entityWord from '@salesforce/label/c.Log_Entity';
import eventWord from '@salesforce/label/c.Log_Event';
import exportDone from '@salesforce/label/c.Log_Export_Done';
import exportWord from '@salesforce/label/c.Log_Export';
import exporting from '@salesforce/label/c.Log_Exporting';
import liveHint from '@salesforce/label/c.Log_Live';
import loadingWord from '@salesforce/label/c.Screen_Loading';
import nothingFound from '@salesforce/label/c.Log_Nothing_Found';
import nothingFoundMessage from '@salesforce/label/c.Log_Nothing_Found_Message';
import problemWord from '@salesforce/label/c.Log_Problem';
import refreshWord from '@salesforce/label/c.Screen_Refresh';
import resetFilter from '@salesforce/label/c.Log_Reset_Filter';
import resyncWord from '@salesforce/label/c.Resync_Title';
import retryRefused from '@salesforce/label/c.Log_Retry_Refused';
import retryResult from '@salesforce/label/c.Log_Retry_Result';
import retrySelected from '@salesforce/label/c.Log_Retry_Selected';
import sentenceWord from '@salesforce/label/c.Log_Column_Sentence';
import showMore from '@salesforce/label/c.Screen_Show_More';
import statusWord from '@salesforce/label/c.Log_Column_Status';
import subjectWord from '@salesforce/label/c.Log_Column_Subject';
import subtitle from '@salesforce/label/c.Log_Subtitle';
import timeWord from '@salesforce/label/c.Log_Column_Time';
import title from '@salesforce/label/c.Log_Title';
import updatedHint from '@salesforce/label/c.Log_Updated';

const PAGE_SIZE = 50;
const EXPORT_PAGE_SIZE = 2000;
const DAY_IN_MS = 24 * 60 * 60 * 1000;

const NO_FILTER = { direction: '', entity: '', text: '', period: '7', from: null, until: null };

/** What became of everything that went to or came from Demodesk. */
export default class SyncLog extends LightningElement {
  label = {
    emptyHeading,
    emptyMessage,
    export: exportWord,
    loading: loadingWord,
    nothingFound,
    nothingFoundMessage,
    refresh: refreshWord,
    resetFilter,
    resync: resyncWord,
    showMore,
    subtitle,
    title,
  };

  choices;
  filter = NO_FILTER;
  status = '';
  problem = '';
  lines = [];
  counts;
  error;
  isLoading = true;
  isBusy = false;
  isResyncing = false;
  hasMore = false;
  chosen = [];
  openId;
  exported;
  isLive = false;
  // Answers to questions that were asked before the filter changed are not shown.
  question = 0;
  watch = new LogWatch({
    look: () => this.follow(),
    onLiveChange: (isLive) => {
      this.isLive = isLive;
    },
  });

  @wire(choices)
  takeChoices({ data, error }) {
    if (data) {
      this.choices = data;
      this.watch.listen(data.channels);
    } else if (error) {
      this.error = error;
    }
  }

  connectedCallback() {
    this.load();
    this.watch.start();
  }

  disconnectedCallback() {
    this.watch.stop();
  }

  get mayRetry() {
    return this.choices?.mayRetry === true;
  }

  get isForbidden() {
    return this.error !== undefined && toScreenError(this.error).isPermission;
  }

  get isEmpty() {
    return !this.isLoading && !this.error && this.lines.length === 0;
  }

  get isFiltered() {
    return this.status !== '' || this.problem !== '' || this.filter !== NO_FILTER;
  }

  get hasLines() {
    return this.lines.length > 0;
  }

  get hasSelection() {
    return this.chosen.length > 0;
  }

  get retryLabel() {
    return fill(retrySelected, this.chosen.length);
  }

  get shownText() {
    return fill(countShown, this.lines.length);
  }

  get exportText() {
    return this.exported === undefined ? '' : fill(exporting, this.exported);
  }

  get isExporting() {
    return this.exported !== undefined;
  }

  get followText() {
    return this.isLive ? liveHint : updatedHint;
  }

  get listClass() {
    return this.openId
      ? 'slds-col slds-size_1-of-1 slds-large-size_7-of-12 slds-order_2 slds-large-order_1'
      : 'slds-col slds-size_1-of-1';
  }

  /** The filter as Apex takes it. */
  get apexFilter() {
    const { direction, entity, text, period, from, until } = this.filter;
    const days = Number(period);
    const start = period === 'custom' && from ? new Date(`${from}T00:00:00`) : undefined;
    const end = period === 'custom' && until ? new Date(`${until}T23:59:59`) : undefined;
    const since = days ? new Date(Date.now() - days * DAY_IN_MS) : start;
    return {
      direction,
      entity,
      text,
      statuses: this.status ? [this.status] : [],
      errorCode: this.problem,
      createdFrom: since?.toISOString() ?? null,
      createdUntil: end?.toISOString() ?? null,
    };
  }

  async load() {
    this.question += 1;
    const { question } = this;
    this.isLoading = true;
    this.error = undefined;
    try {
      const filter = this.apexFilter;
      const [rows, numbers] = await Promise.all([this.read(filter, undefined, PAGE_SIZE), counts({ filter })]);
      if (question === this.question) {
        this.lines = rows;
        this.counts = numbers;
        this.hasMore = rows.length === PAGE_SIZE;
        this.chosen = this.chosen.filter((id) => rows.some((row) => row.id === id && row.mayRetry));
      }
    } catch (error) {
      if (question === this.question) {
        this.error = error;
      }
    } finally {
      this.isLoading = this.isLoading && question !== this.question;
    }
  }

  /** Shows what is new or changed, without taking anything away that somebody may be reading. */
  async follow() {
    if (document.hidden || this.isLoading || this.error) {
      return;
    }
    const { question } = this;
    try {
      const filter = this.apexFilter;
      const [rows, numbers] = await Promise.all([this.read(filter, undefined, PAGE_SIZE), counts({ filter })]);
      if (question === this.question) {
        this.showNews(rows);
        this.counts = numbers;
      }
    } catch {
      // The next round asks again; what is shown is still what was true a moment ago.
    }
  }

  showNews(rows) {
    const fresh = new Map(rows.map((row) => [row.id, row]));
    const older = this.lines.filter(({ id }) => !fresh.has(id));
    const opened = this.lines.find(({ id }) => id === this.openId);
    const hasMorePages = this.lines.length > PAGE_SIZE;
    // What left the filter (a failure that was repaired) goes, what lies beyond the first page stays.
    const oldest = rows.at(-1)?.createdAt ?? '';
    this.lines = [...rows, ...older.filter((row) => hasMorePages && row.createdAt <= oldest)];
    this.hasMore = hasMorePages ? this.hasMore : rows.length === PAGE_SIZE;
    const now = fresh.get(opened?.id);
    if (now && (now.status !== opened.status || now.attempts !== opened.attempts)) {
      this.refs.detail?.refresh();
    }
  }

  read(filter, last, most) {
    return lines({ filter, beforeTime: last?.createdAt ?? null, beforeId: last?.id ?? null, most });
  }

  handleRefresh() {
    this.load();
    this.refs.detail?.refresh();
  }

  handleResync() {
    this.isResyncing = !this.isResyncing;
  }

  handleProgress() {
    this.follow();
  }

  handleFilter(event) {
    this.filter = { ...this.filter, ...event.detail };
    this.load();
  }

  handleStatus(event) {
    this.status = event.detail;
    this.load();
  }

  handleProblem(event) {
    this.problem = event.detail;
    this.load();
  }

  handleReset() {
    this.filter = NO_FILTER;
    this.status = '';
    this.problem = '';
    this.load();
  }

  async handleMore() {
    const { question } = this;
    this.isBusy = true;
    try {
      const rows = await this.read(this.apexFilter, this.lines.at(-1), PAGE_SIZE);
      if (question === this.question) {
        this.lines = [...this.lines, ...rows];
        this.hasMore = rows.length === PAGE_SIZE;
      }
    } catch (error) {
      this.toastError(error);
    } finally {
      this.isBusy = false;
    }
  }

  handleSelection(event) {
    this.chosen = event.detail;
  }

  handleOpen(event) {
    this.openId = event.detail === this.openId ? undefined : event.detail;
  }

  handleClose() {
    const closed = this.openId;
    this.openId = undefined;
    this.refs.table?.focusRow(closed);
  }

  handleRetrySelected() {
    return this.retry(this.chosen);
  }

  handleRetryOne(event) {
    return this.retry([event.detail]);
  }

  async retry(rowIds) {
    this.isBusy = true;
    try {
      const answers = await retry({ rowIds });
      const accepted = answers.filter(({ willRetry }) => willRetry);
      const refused = answers.filter(({ willRetry }) => !willRetry);
      const parts = [];
      if (accepted.length > 0) parts.push(fill(retryResult, accepted.length));
      if (refused.length > 0) parts.push(fill(retryRefused, refused.length, refused[0].reason));
      this.toast(title, parts.join(' '), refused.length > 0 ? 'warning' : 'success');
      this.chosen = [];
      await this.load();
      this.refs.detail?.refresh();
      this.watch.lookSoon();
    } catch (error) {
      this.toastError(error);
    } finally {
      this.isBusy = false;
    }
  }

  async handleExport() {
    const filter = this.apexFilter;
    const rows = [];
    this.exported = 0;
    try {
      let read;
      do {
        // Each page begins where the one before ended.
        // eslint-disable-next-line no-await-in-loop
        read = await this.read(filter, rows.at(-1), EXPORT_PAGE_SIZE);
        rows.push(...read);
        this.exported = rows.length;
      } while (read.length === EXPORT_PAGE_SIZE);
      download(`demodesk-sync-log-${new Date().toISOString().slice(0, 10)}.csv`, this.csvOf(rows));
      this.toast(title, fill(exportDone, rows.length), 'success');
    } catch (error) {
      this.toastError(error);
    } finally {
      this.exported = undefined;
    }
  }

  csvOf(rows) {
    const headings = [
      timeWord,
      statusWord,
      directionWord,
      entityWord,
      subjectWord,
      problemWord,
      sentenceWord,
      attemptsWord,
      eventWord,
    ];
    return toCsv(
      headings,
      rows.map((row) => [
        row.createdAt,
        row.statusLabel,
        row.directionLabel,
        row.entityLabel,
        row.subject,
        row.errorLabel,
        row.sentence,
        row.attempts,
        row.eventType,
      ]),
    );
  }

  toastError(error) {
    const { message, remedy } = toScreenError(error);
    this.toast(message, remedy ?? '', 'error');
  }

  toast(heading, message, variant) {
    this.dispatchEvent(new ShowToastEvent({ title: heading, message, variant }));
  }
}

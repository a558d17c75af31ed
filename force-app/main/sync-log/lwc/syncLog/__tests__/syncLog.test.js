import { createElement } from 'lwc';
import SyncLog from 'c/syncLog';
import { download } from 'c/csvFile';
import { isEmpEnabled, subscribe } from 'lightning/empApi';
import choices from '@salesforce/apex/SyncLogController.choices';
import counts from '@salesforce/apex/SyncLogController.counts';
import detail from '@salesforce/apex/SyncLogController.detail';
import lines from '@salesforce/apex/SyncLogController.lines';
import retry from '@salesforce/apex/SyncLogController.retry';

jest.mock(
  '@salesforce/apex/SyncLogController.choices',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true },
);
jest.mock('@salesforce/apex/SyncLogController.counts', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SyncLogController.lines', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SyncLogController.retry', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SyncLogController.detail', () => ({ default: jest.fn(() => new Promise(() => {})) }), {
  virtual: true,
});
jest.mock('@salesforce/apex/ResyncController.runs', () => ({ default: jest.fn(() => new Promise(() => {})) }), {
  virtual: true,
});
jest.mock('c/csvFile', () => ({ ...jest.requireActual('c/csvFile'), download: jest.fn() }));

const CHOICES = { statuses: [], directions: [], entities: [], mayRetry: true, channels: ['/event/Meeting_Event__e'] };
const COUNTS = { tooMany: false, statuses: [{ value: 'Failed', label: 'Failed', count: 1 }], problems: [] };
const LINE = {
  id: 'a1',
  name: 'SL-1',
  subject: 'Pilot',
  status: 'Failed',
  statusLabel: 'Failed',
  directionLabel: 'Inbound',
  entityLabel: 'Meeting',
  sentence: 'It failed.',
  createdAt: '2026-07-18T10:00:00.000Z',
  mayRetry: true,
};
const manyLines = (count) =>
  Array.from({ length: count }, (_, index) => ({ ...LINE, id: `a${index}`, subject: `Meeting ${index}` }));

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 8 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const logWith = async () => {
  const element = createElement('c-sync-log', { is: SyncLog });
  const toasts = [];
  element.addEventListener('lightning__showtoast', (event) => toasts.push(event.detail));
  document.body.appendChild(element);
  choices.emit(CHOICES);
  await flush();
  const find = (selector) => element.shadowRoot.querySelector(selector);
  const report = async (selector, name, said) => {
    find(selector).dispatchEvent(new CustomEvent(name, { detail: said }));
    await flush();
  };
  return { element, toasts, find, report };
};

describe('c-sync-log', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-07-18T12:00:00.000Z') });
    counts.mockResolvedValue(COUNTS);
  });
  afterEach(() => {
    document.body.replaceChildren();
    jest.useRealTimers();
  });

  it('says what will appear when there is nothing yet', async () => {
    lines.mockResolvedValue([]);
    const { element, find } = await logWith();
    expect(find('c-empty-state').heading).toBe('c.Log_Empty');
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('shows a spinner while it reads', async () => {
    lines.mockReturnValue(new Promise(() => {}));
    const { find } = await logWith();
    expect(find('lightning-spinner')).not.toBeNull();
  });

  it('shows the rows of the last week', async () => {
    lines.mockResolvedValue([LINE]);
    const { element, find } = await logWith();

    expect(find('c-sync-log-table').lines).toEqual([LINE]);
    expect(find('c-sync-log-counts').counts).toEqual(COUNTS);
    expect(lines).toHaveBeenCalledWith({
      filter: {
        direction: '',
        entity: '',
        text: '',
        statuses: [],
        errorCode: '',
        createdFrom: '2026-07-11T12:00:00.000Z',
        createdUntil: null,
      },
      beforeTime: null,
      beforeId: null,
      most: 50,
    });
    expect(find('[data-id="more"]')).toBeNull();
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('tells somebody without the permission what to ask for, and nothing else', async () => {
    lines.mockRejectedValue({ body: { message: '{"code":"NO_PERMISSION","message":"No.","remedy":"Ask."}' } });
    const { element, find } = await logWith();
    expect(find('c-error-panel')).not.toBeNull();
    expect(find('c-sync-log-filters')).toBeNull();
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('says what went wrong, and tries again', async () => {
    lines.mockRejectedValueOnce(new Error('away')).mockResolvedValueOnce([LINE]);
    const { find, report } = await logWith();
    expect(find('c-error-panel').error.message).toBe('away');
    await report('c-error-panel', 'retry');
    expect(find('c-error-panel')).toBeNull();
    expect(find('c-sync-log-table')).not.toBeNull();
  });

  it('shows an error of the choices', async () => {
    lines.mockResolvedValue([]);
    const { find } = await logWith();
    choices.error({ message: 'no choices' });
    await flush();
    expect(find('c-error-panel')).not.toBeNull();
  });

  it('asks for what the filter says, and resets it', async () => {
    lines.mockResolvedValue([]);
    const { find, report } = await logWith();
    await report('c-sync-log-filters', 'filterchange', { period: 'custom', from: '2026-07-01', until: '2026-07-02' });
    await report('c-sync-log-counts', 'statuschange', 'Failed');
    await report('c-sync-log-counts', 'problemchange', 'LOCK');

    expect(lines.mock.lastCall[0].filter).toEqual({
      direction: '',
      entity: '',
      text: '',
      statuses: ['Failed'],
      errorCode: 'LOCK',
      createdFrom: '2026-07-01T00:00:00.000Z',
      createdUntil: '2026-07-02T23:59:59.000Z',
    });
    expect(find('c-empty-state').heading).toBe('c.Log_Nothing_Found');
    find('[data-id="reset"]').click();
    await flush();
    expect(lines.mock.lastCall[0].filter).toMatchObject({ statuses: [], errorCode: '' });
  });

  it('asks for everything kept', async () => {
    lines.mockResolvedValue([]);
    const { report } = await logWith();
    await report('c-sync-log-filters', 'filterchange', { period: 'all' });
    expect(lines.mock.lastCall[0].filter.createdFrom).toBeNull();
  });

  it('does not show the answer to an earlier question', async () => {
    let answerFirst;
    lines.mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve))).mockResolvedValueOnce([LINE]);
    const { find, report } = await logWith();
    await report('c-sync-log-filters', 'filterchange', { text: 'Pilot' });
    answerFirst(manyLines(3));
    await flush();
    expect(find('c-sync-log-table').lines).toEqual([LINE]);
  });

  it('shows more where the first page ended', async () => {
    const first = manyLines(50);
    lines.mockResolvedValueOnce(first).mockResolvedValueOnce([{ ...LINE, id: 'last' }]);
    const { find } = await logWith();
    find('[data-id="more"]').click();
    await flush();

    expect(lines.mock.lastCall[0]).toMatchObject({ beforeTime: LINE.createdAt, beforeId: 'a49' });
    expect(find('c-sync-log-table').lines).toHaveLength(51);
    expect(find('[data-id="more"]')).toBeNull();
  });

  it('says so when more cannot be read', async () => {
    lines.mockResolvedValueOnce(manyLines(50)).mockRejectedValueOnce(new Error('away'));
    const { find, toasts } = await logWith();
    find('[data-id="more"]').click();
    await flush();
    expect(toasts[0]).toMatchObject({ title: 'away', variant: 'error' });
  });

  it('follows what happens, and keeps what was read beyond the first page', async () => {
    const first = manyLines(50);
    lines
      .mockResolvedValueOnce(first)
      .mockResolvedValueOnce([{ ...LINE, id: 'older', createdAt: '2026-07-17T10:00:00.000Z' }])
      .mockResolvedValueOnce([{ ...LINE, id: 'new' }, ...first.slice(0, 49)]);
    const { find } = await logWith();
    find('[data-id="more"]').click();
    await flush();
    jest.advanceTimersByTime(15000);
    await flush();

    const ids = find('c-sync-log-table').lines.map(({ id }) => id);
    expect(ids[0]).toBe('new');
    expect(ids.at(-1)).toBe('older');
  });

  it('shows a row as soon as its event has been delivered, without anyone asking for it', async () => {
    let deliver;
    isEmpEnabled.mockResolvedValue(true);
    subscribe.mockImplementation((channel, _replayId, receive) => {
      deliver = receive;
      return Promise.resolve({ channel });
    });
    lines.mockResolvedValueOnce([LINE]).mockResolvedValue([{ ...LINE, id: 'new' }, LINE]);
    const { find } = await logWith();
    expect(find('[data-id="follow"]').textContent).toBe('c.Log_Live');
    deliver({ channel: '/event/Meeting_Event__e', data: {} });
    jest.advanceTimersByTime(1000);
    await flush();
    expect(find('c-sync-log-table').lines.map(({ id }) => id)).toEqual(['new', 'a1']);
  });

  it('says that it asks every 15 seconds where it cannot hear events', async () => {
    lines.mockResolvedValue([LINE]);
    isEmpEnabled.mockResolvedValue(false);
    const { find } = await logWith();
    expect(find('[data-id="follow"]').textContent).toBe('c.Log_Updated');
  });

  it('offers more when the list has grown beyond a page by itself', async () => {
    lines.mockResolvedValueOnce([LINE]).mockResolvedValue(manyLines(50));
    const { find } = await logWith();
    expect(find('[data-id="more"]')).toBeNull();
    jest.advanceTimersByTime(15000);
    await flush();
    expect(find('[data-id="more"]')).not.toBeNull();
  });

  it('reads the opened row again when something has become of it, and only then', async () => {
    lines
      .mockResolvedValueOnce([LINE])
      .mockResolvedValueOnce([LINE])
      .mockResolvedValue([{ ...LINE, status: 'Succeeded' }]);
    const { report } = await logWith();
    await report('c-sync-log-table', 'open', 'a1');
    expect(detail).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(15000);
    await flush();
    expect(detail).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(15000);
    await flush();
    expect(detail).toHaveBeenCalledTimes(2);
  });

  it('lets go of a row that left the filter', async () => {
    lines.mockResolvedValueOnce([LINE]).mockResolvedValueOnce([]);
    const { find } = await logWith();
    jest.advanceTimersByTime(15000);
    await flush();
    expect(find('c-sync-log-table')).toBeNull();
  });

  it('asks again after a question that failed, and does not ask while nobody looks', async () => {
    lines.mockResolvedValueOnce([LINE]).mockRejectedValueOnce(new Error('away')).mockResolvedValue([LINE]);
    const { find } = await logWith();
    jest.advanceTimersByTime(15000);
    await flush();
    expect(find('c-sync-log-table').lines).toEqual([LINE]);
    const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    jest.advanceTimersByTime(45000);
    await flush();
    expect(lines).toHaveBeenCalledTimes(2);
    hidden.mockRestore();
  });

  it('opens the details of a row, and closes them', async () => {
    lines.mockResolvedValue([LINE]);
    const { element, find, report } = await logWith();
    await report('c-sync-log-table', 'open', 'a1');
    expect(find('c-sync-log-detail').rowId).toBe('a1');
    find('[data-id="refresh"]').click();
    await flush();
    await report('c-sync-log-detail', 'changed');
    await report('c-sync-log-detail', 'close');
    expect(find('c-sync-log-detail')).toBeNull();
    expect(element.shadowRoot.activeElement).toBe(find('c-sync-log-table'));
    await report('c-sync-log-table', 'open', 'a1');
    await report('c-sync-log-table', 'open', 'a1');
    expect(find('c-sync-log-detail')).toBeNull();
  });

  it('has selected rows tried again, and says what becomes of them', async () => {
    lines.mockResolvedValue([LINE, { ...LINE, id: 'a2' }]);
    retry.mockResolvedValue([
      { rowId: 'a1', willRetry: true, reason: 'Now.' },
      { rowId: 'a2', willRetry: false, reason: 'Not needed.' },
    ]);
    const { find, report, toasts } = await logWith();
    await report('c-sync-log-table', 'selectionchange', ['a1', 'a2']);
    find('[data-id="retry-selected"]').click();
    await flush();

    expect(retry).toHaveBeenCalledWith({ rowIds: ['a1', 'a2'] });
    expect(toasts[0]).toMatchObject({ variant: 'warning', message: 'c.Log_Retry_Result c.Log_Retry_Refused' });
    expect(find('[data-id="retry-selected"]')).toBeNull();
  });

  it('has one row tried again from its details', async () => {
    lines.mockResolvedValue([LINE]);
    retry.mockResolvedValue([{ rowId: 'a1', willRetry: true, reason: 'Now.' }]);
    const { report, toasts } = await logWith();
    await report('c-sync-log-table', 'open', 'a1');
    await report('c-sync-log-detail', 'retry', 'a1');
    expect(toasts[0].variant).toBe('success');
  });

  it('says so when nothing can be tried again', async () => {
    lines.mockResolvedValue([LINE]);
    retry.mockRejectedValue({ body: { message: '{"code":"REFUSED","message":"No.","remedy":"Otherwise."}' } });
    const { report, toasts } = await logWith();
    await report('c-sync-log-table', 'open', 'a1');
    await report('c-sync-log-detail', 'retry', 'a1');
    expect(toasts[0]).toEqual({ title: 'No.', message: 'Otherwise.', variant: 'error' });
  });

  it('exports every page of the filter', async () => {
    const page = manyLines(2000);
    lines.mockResolvedValueOnce([LINE]).mockResolvedValueOnce(page).mockResolvedValueOnce([LINE]);
    const { find, toasts } = await logWith();
    find('[data-id="export"]').click();
    await flush();

    expect(lines).toHaveBeenCalledTimes(3);
    expect(lines.mock.lastCall[0]).toMatchObject({ beforeId: 'a1999', most: 2000 });
    const [name, content] = download.mock.lastCall;
    expect(name).toBe('demodesk-sync-log-2026-07-18.csv');
    expect(content.trim().split('\r\n')).toHaveLength(2002);
    expect(toasts[0].variant).toBe('success');
  });

  it('says so when the export fails', async () => {
    lines.mockResolvedValueOnce([LINE]).mockRejectedValueOnce(new Error('away'));
    const { find, toasts } = await logWith();
    find('[data-id="export"]').click();
    await flush();
    expect(toasts[0].title).toBe('away');
    expect(find('[data-id="export"]').disabled).toBe(false);
  });

  it('has meetings fetched again', async () => {
    lines.mockResolvedValue([]);
    const { find, report } = await logWith();
    find('[data-id="resync"]').click();
    await flush();
    expect(find('c-resync-panel')).not.toBeNull();
    const asked = lines.mock.calls.length;
    await report('c-resync-panel', 'progress');
    expect(lines.mock.calls.length).toBe(asked + 1);
    await report('c-resync-panel', 'close');
    expect(find('c-resync-panel')).toBeNull();
  });
});

import { createElement } from 'lwc';
import SyncLogDetail from 'c/syncLogDetail';
import detail from '@salesforce/apex/SyncLogController.detail';
import undo from '@salesforce/apex/SyncLogController.undo';
import fetchMeeting from '@salesforce/apex/ResyncController.fetchMeeting';

jest.mock('@salesforce/apex/SyncLogController.detail', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SyncLogController.undo', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ResyncController.fetchMeeting', () => ({ default: jest.fn() }), { virtual: true });

const LINE = {
  id: 'a1',
  name: 'SL-1',
  subject: 'Pilot',
  recordId: 'a02000000000001AAA',
  status: 'Failed',
  statusLabel: 'Failed',
  directionLabel: 'Inbound',
  entity: 'Meeting',
  errorLabel: 'Locked record',
  eventType: 'demo.ended',
  attempts: 3,
  nextAttempt: '2026-07-18T11:00:00.000Z',
  createdAt: '2026-07-18T10:00:00.000Z',
  mayRetry: true,
};
const DETAIL = {
  line: LINE,
  message: 'Somebody held the record.',
  remedy: 'It is tried again by itself.',
  deliveryKey: 'demo.ended:demos:1',
  meetingId: '1',
  occurredAt: '2026-07-18T09:59:00.000Z',
  changedAt: '2026-07-18T10:01:00.000Z',
  durationMs: 120,
  story: { reasons: ['Because.'], steps: ['Two were possible.', 'One was chosen.'], candidates: [] },
  payload: '{ "title": "•••" }',
  isPayloadFull: false,
};
const failure = (shape) => ({ body: { message: JSON.stringify(shape) } });

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 8 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const panelWith = async (properties = {}) => {
  const element = createElement('c-sync-log-detail', { is: SyncLogDetail });
  const toasts = [];
  element.addEventListener('lightning__showtoast', ({ detail: toast }) => toasts.push(toast));
  Object.assign(element, { mayRetry: true, rowId: 'a1', ...properties });
  document.body.appendChild(element);
  await flush();
  return { element, toasts, find: (selector) => element.shadowRoot.querySelector(selector) };
};

describe('c-sync-log-detail', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows a spinner while it reads', async () => {
    detail.mockReturnValue(new Promise(() => {}));
    const { element, find } = await panelWith();
    expect(find('lightning-spinner')).not.toBeNull();
    await expect(element).toBeAccessible();
  });

  it('tells everything about a row', async () => {
    detail.mockResolvedValue(DETAIL);
    const { element, find } = await panelWith();

    expect(find('h2').textContent).toBe('Pilot');
    expect(element.shadowRoot.activeElement).toBe(find('h2'));
    expect(find('[data-id="message"]').textContent).toBe('Somebody held the record.');
    expect(find('[data-id="remedy"]').textContent).toBe('It is tried again by itself.');
    expect(find('[data-id="reasons"]').textContent).toBe('Because.');
    expect(find('[data-id="steps"]').children).toHaveLength(2);
    expect(find('[data-id="attempts"]').textContent).toBe('3');
    expect(find('[data-id="payload"]').textContent).toContain('•••');
    expect(find('lightning-spinner')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('tells little about a row of which little is known', async () => {
    detail.mockResolvedValue({
      line: { id: 'a1', name: 'SL-1', status: 'Succeeded', createdAt: LINE.createdAt, mayRetry: false },
      message: 'Written.',
      deliveryKey: 'k',
      isPayloadFull: false,
    });
    const { element, find } = await panelWith();

    expect(find('h2').textContent).toBe('SL-1');
    expect(find('[data-id="remedy"]')).toBeNull();
    expect(find('[data-id="reasons"]')).toBeNull();
    expect(find('[data-id="retry"]')).toBeNull();
    expect(find('[data-id="fetch"]')).toBeNull();
    expect(find('[data-id="no-payload"]')).not.toBeNull();
    await expect(element).toBeAccessible();
  });

  it('uncovers the payload only when asked, and covers it again', async () => {
    detail.mockResolvedValueOnce(DETAIL).mockResolvedValueOnce({ ...DETAIL, payload: 'Pilot', isPayloadFull: true });
    const { element, find } = await panelWith();
    expect(detail).toHaveBeenLastCalledWith({ rowId: 'a1', inFull: false });
    find('[data-id="cover"]').click();
    await flush();

    expect(detail).toHaveBeenLastCalledWith({ rowId: 'a1', inFull: true });
    expect(find('[data-id="payload"]').textContent).toBe('Pilot');
    expect(find('[data-id="cover"]').label).toBe('c.Log_Payload_Cover');
    detail.mockResolvedValueOnce(DETAIL);
    await element.refresh();
    expect(detail).toHaveBeenLastCalledWith({ rowId: 'a1', inFull: true });
  });

  it('says what went wrong, and reads again', async () => {
    detail.mockRejectedValueOnce(failure({ code: 'NOT_FOUND', message: 'Gone.' })).mockResolvedValueOnce(DETAIL);
    const { element, find } = await panelWith();
    expect(find('c-error-panel').error).toEqual(failure({ code: 'NOT_FOUND', message: 'Gone.' }));
    await expect(element).toBeAccessible();
    find('c-error-panel').dispatchEvent(new CustomEvent('retry'));
    await flush();
    expect(find('c-error-panel')).toBeNull();
  });

  it('shows the row that was asked for last', async () => {
    let answerFirst;
    detail.mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve)));
    detail.mockResolvedValueOnce({ ...DETAIL, line: { ...LINE, id: 'a2', subject: 'Second' } });
    const { element, find } = await panelWith();
    element.rowId = 'a2';
    await flush();
    answerFirst(DETAIL);
    await flush();

    expect(element.rowId).toBe('a2');
    expect(find('h2').textContent).toBe('Second');
  });

  it('reports retry and close', async () => {
    detail.mockResolvedValue(DETAIL);
    const { element, find } = await panelWith();
    const reported = [];
    element.addEventListener('retry', (event) => reported.push(event.detail));
    element.addEventListener('close', () => reported.push('closed'));
    find('[data-id="retry"]').click();
    find('[data-id="open-record"]').click();
    find('[data-id="close"]').click();
    expect(reported).toEqual(['a1', 'closed']);
  });

  it('fetches a meeting again whose payload is not kept', async () => {
    detail.mockResolvedValue({ ...DETAIL, line: { ...LINE, mayRetry: false } });
    fetchMeeting.mockResolvedValue({});
    const { find, toasts } = await panelWith();
    find('[data-id="fetch"]').click();
    await flush();

    expect(fetchMeeting).toHaveBeenCalledWith({ meetingId: '1' });
    expect(toasts[0].variant).toBe('success');
  });

  it('says so when it cannot be fetched', async () => {
    detail.mockResolvedValue({ ...DETAIL, line: { ...LINE, mayRetry: false } });
    fetchMeeting.mockRejectedValue(failure({ code: 'NO_PERMISSION', message: 'No.', remedy: 'Ask.' }));
    const { find, toasts } = await panelWith();
    find('[data-id="fetch"]').click();
    await flush();
    expect(toasts[0]).toEqual({ title: 'No.', message: 'Ask.', variant: 'error' });
  });

  it.each([
    [{ isUndone: true, reason: 'Done.' }, 'success'],
    [{ isUndone: false, reason: 'Changed since.' }, 'warning'],
  ])('undoes a conflict: %o', async (answer, variant) => {
    const conflict = { fieldLabel: 'Title', winner: 'Demodesk', isUndone: false };
    detail.mockResolvedValue({ ...DETAIL, conflict });
    undo.mockResolvedValue([answer]);
    const { element, find, toasts } = await panelWith();
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    find('c-conflict-sides').dispatchEvent(new CustomEvent('undo'));
    await flush();

    expect(undo).toHaveBeenCalledWith({ rowIds: ['a1'] });
    expect(toasts[0].variant).toBe(variant);
    expect(changed).toHaveBeenCalledTimes(1);
  });
});

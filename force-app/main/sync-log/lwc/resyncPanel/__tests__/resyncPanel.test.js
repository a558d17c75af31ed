import { createElement } from 'lwc';
import ResyncPanel from 'c/resyncPanel';
import runs from '@salesforce/apex/ResyncController.runs';
import start from '@salesforce/apex/ResyncController.start';
import stop from '@salesforce/apex/ResyncController.stop';

jest.mock('@salesforce/apex/ResyncController.runs', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ResyncController.start', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ResyncController.stop', () => ({ default: jest.fn() }), { virtual: true });

const RUN = {
  id: 'r1',
  status: 'Running',
  statusLabel: 'Running',
  scopeLabel: 'Since',
  found: 10,
  done: 4,
  failed: 1,
  requestedBy: 'Alex',
  requestedAt: '2026-07-18T10:00:00.000Z',
  isOpen: true,
  isStopping: false,
};
const DONE = { ...RUN, id: 'r0', status: 'Done', isOpen: false, message: 'All well.' };

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 8 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const panelWith = async () => {
  const element = createElement('c-resync-panel', { is: ResyncPanel });
  const toasts = [];
  element.addEventListener('lightning__showtoast', ({ detail }) => toasts.push(detail));
  document.body.appendChild(element);
  await flush();
  const find = (selector) => element.shadowRoot.querySelector(selector);
  const enter = (id, value) =>
    find(`[data-id="${id}"]`).dispatchEvent(new CustomEvent('change', { detail: { value } }));
  return { element, toasts, find, enter };
};

describe('c-resync-panel', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    document.body.replaceChildren();
    jest.useRealTimers();
  });

  it('stands where nothing was ever fetched again', async () => {
    runs.mockResolvedValue([]);
    const { element, find } = await panelWith();
    expect(find('[data-id="open-run"]')).toBeNull();
    expect(find('[data-id="earlier"]')).toBeNull();
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('shows how far a run is, and earlier ones', async () => {
    runs.mockResolvedValue([RUN, DONE]);
    const { element, find } = await panelWith();
    expect(find('lightning-progress-bar').value).toBe(50);
    expect(find('[data-id="earlier"]').textContent).toContain('All well.');
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('says that a run waits for the connector', async () => {
    runs.mockResolvedValue([{ ...RUN, status: 'Requested', found: 0, done: 0, failed: 0 }]);
    const { find } = await panelWith();
    expect(find('[data-id="progress"]').textContent).toBe('c.Resync_Waiting');
    expect(find('lightning-progress-bar').value).toBe(0);
  });

  it('says what somebody without the permission needs', async () => {
    runs.mockRejectedValue({ body: { message: '{"code":"NO_PERMISSION","message":"No."}' } });
    const { element, find } = await panelWith();
    expect(find('c-error-panel')).not.toBeNull();
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('follows a run until it is over', async () => {
    runs
      .mockResolvedValueOnce([RUN])
      .mockResolvedValueOnce([{ ...RUN, done: 9 }])
      .mockResolvedValue([DONE]);
    const { element, find } = await panelWith();
    const progress = jest.fn();
    element.addEventListener('progress', progress);

    jest.advanceTimersByTime(3000);
    await flush();
    expect(find('lightning-progress-bar').value).toBe(100);
    jest.advanceTimersByTime(3000);
    await flush();
    expect(find('[data-id="open-run"]')).toBeNull();
    jest.advanceTimersByTime(9000);
    await flush();

    expect(progress).toHaveBeenCalledTimes(2);
    expect(runs).toHaveBeenCalledTimes(3);
  });

  it('asks again after a question that failed', async () => {
    runs.mockResolvedValueOnce([RUN]).mockRejectedValueOnce(new Error('away')).mockResolvedValueOnce([DONE]);
    const { find } = await panelWith();
    jest.advanceTimersByTime(3000);
    await flush();
    expect(find('[data-id="open-run"]')).not.toBeNull();
    jest.advanceTimersByTime(3000);
    await flush();
    expect(find('[data-id="open-run"]')).toBeNull();
  });

  it('fetches a span of days', async () => {
    runs.mockResolvedValueOnce([]).mockResolvedValueOnce([RUN]);
    start.mockResolvedValue(RUN);
    const { enter, find, toasts } = await panelWith();
    find('[data-id="from"]').reportValidity = () => true;
    enter('from', '2026-07-01');
    enter('until', '2026-07-02');
    find('[data-id="start"]').click();
    await flush();

    expect(start).toHaveBeenCalledWith({ since: '2026-07-01T00:00:00.000Z', until: '2026-07-02T23:59:59.000Z' });
    expect(toasts[0].variant).toBe('success');
    expect(find('[data-id="open-run"]')).not.toBeNull();
  });

  it('needs the first day', async () => {
    runs.mockResolvedValue([]);
    const { find } = await panelWith();
    find('[data-id="from"]').reportValidity = () => false;
    find('[data-id="start"]').click();
    await flush();
    expect(start).not.toHaveBeenCalled();
  });

  it('stops a run', async () => {
    runs.mockResolvedValueOnce([RUN]).mockResolvedValueOnce([{ ...RUN, isStopping: true }]);
    stop.mockResolvedValue({ ...RUN, isStopping: true });
    const { find } = await panelWith();
    find('[data-id="stop"]').click();
    await flush();
    expect(stop).toHaveBeenCalledWith({ runId: 'r1' });
    expect(find('[data-id="stopping"]')).not.toBeNull();
  });

  it('says so when a run cannot be stopped', async () => {
    runs.mockResolvedValue([RUN]);
    stop.mockRejectedValue(new Error('away'));
    const { find } = await panelWith();
    find('[data-id="stop"]').click();
    await flush();
    expect(find('c-error-panel').error.message).toBe('away');
  });

  it('reports that the person is done', async () => {
    runs.mockResolvedValue([]);
    const { element, find } = await panelWith();
    const closed = jest.fn();
    element.addEventListener('close', closed);
    find('[data-id="close"]').click();
    expect(closed).toHaveBeenCalledTimes(1);
  });
});

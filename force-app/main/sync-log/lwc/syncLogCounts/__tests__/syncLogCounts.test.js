import { createElement } from 'lwc';
import SyncLogCounts from 'c/syncLogCounts';

const COUNTS = {
  tooMany: false,
  statuses: [
    { value: 'Succeeded', label: 'Succeeded', count: 5 },
    { value: 'Failed', label: 'Failed', count: 2 },
  ],
  problems: [{ value: 'LOCK', label: 'Locked record', count: 2 }],
};

const countsWith = (properties) => {
  const element = createElement('c-sync-log-counts', { is: SyncLogCounts });
  Object.assign(element, { counts: COUNTS, status: '', problem: '', ...properties });
  document.body.appendChild(element);
  const reported = [];
  element.addEventListener('statuschange', ({ detail }) => reported.push(['status', detail]));
  element.addEventListener('problemchange', ({ detail }) => reported.push(['problem', detail]));
  return { element, reported, find: (selector) => element.shadowRoot.querySelector(selector) };
};

describe('c-sync-log-counts', () => {
  afterEach(() => document.body.replaceChildren());

  it('counts by status and by kind of problem', async () => {
    const { element, find } = countsWith({});

    expect(find('[data-id="all"]').textContent).toContain('7');
    expect(find('[data-id="all"]').getAttribute('aria-pressed')).toBe('true');
    expect(find('[data-value="Failed"]').textContent).toContain('2');
    expect(find('[data-value="LOCK"]').textContent).toContain('Locked record');
    await expect(element).toBeAccessible();
  });

  it('switches the filter on, off and over', () => {
    const { find, reported } = countsWith({ status: 'Failed', problem: 'LOCK' });
    find('[data-value="Succeeded"]').click();
    find('[data-value="Failed"]').click();
    find('[data-value="LOCK"]').click();
    find('[data-id="all"]').click();

    expect(reported).toEqual([
      ['status', 'Succeeded'],
      ['status', ''],
      ['problem', ''],
      ['status', ''],
    ]);
    expect(find('[data-value="Failed"]').getAttribute('aria-pressed')).toBe('true');
  });

  it('switches to a kind of problem', () => {
    const { find, reported } = countsWith({});
    find('[data-value="LOCK"]').click();
    expect(reported).toEqual([['problem', 'LOCK']]);
  });

  it('says so when there is too much to count', async () => {
    const { element, find } = countsWith({ counts: { tooMany: true, statuses: [], problems: [] } });
    expect(find('[data-id="too-many"]').textContent).toBe('c.Log_Too_Many');
    await expect(element).toBeAccessible();
  });

  it('shows no problems where there are none', () => {
    const { find } = countsWith({ counts: { ...COUNTS, problems: [] } });
    expect(find('[data-id="problem"]')).toBeNull();
  });
});

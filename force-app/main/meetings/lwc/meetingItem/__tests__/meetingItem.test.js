import { createElement } from 'lwc';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import MeetingItem from 'c/meetingItem';
import detail from '@salesforce/apex/MeetingTimelineController.detail';

jest.mock(
  '@salesforce/apex/MeetingTimelineController.detail',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true },
);

const CARD = {
  id: 'a02000000000001AAA',
  title: 'First call',
  startedAt: '2026-07-18T10:00:00.000Z',
  durationMinutes: 45,
  status: 'completed',
  statusLabel: 'Completed',
  host: 'Lena',
  eventType: 'Discovery',
  engagement: 7.5,
  recordingUrl: 'https://demodesk.com/recordings/a',
  excerpt: 'We spoke about the pilot.',
  openItems: 2,
  attendees: 3,
  unmatched: 1,
  isLinkedByHand: true,
};
const DETAIL = {
  id: CARD.id,
  summary: 'We spoke about the pilot.',
  summaryHtml: '<h2>Summary</h2><p>We spoke.</p>',
  notes: 'Call back on Monday.',
  items: [{ id: 't1', subject: 'Send the quote', isDone: false }],
  moments: [{ atSeconds: 1, title: 'Hello' }],
  people: [{ id: 'p1', name: 'Anna', email: 'a@b.example' }],
  story: { reasons: ['Because.'], steps: [], candidates: [] },
  feedback: 4,
};
const PARTS = ['c-meeting-action-items', 'c-meeting-key-moments', 'c-meeting-people', 'c-meeting-reasons'];

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 8 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const itemWith = async (properties = {}, answer = undefined) => {
  const element = createElement('c-meeting-item', { is: MeetingItem });
  Object.assign(element, { card: CARD, ...properties });
  document.body.appendChild(element);
  await flush();
  if (answer) {
    detail.emit(answer);
    await flush();
  }
  return { element, find: (selector) => element.shadowRoot.querySelector(selector) };
};

describe('c-meeting-item', () => {
  afterEach(() => document.body.replaceChildren());

  it('tells the most important while it is closed, and reads nothing else', async () => {
    const { element, find } = await itemWith();

    expect(find('c-record-link').label).toBe('First call');
    expect(find('[data-id="excerpt"]').textContent).toBe('We spoke about the pilot.');
    expect(find('[data-id="open-items"]')).not.toBeNull();
    expect(find('[data-id="unmatched"]')).not.toBeNull();
    expect(find('[data-id="facts"]').textContent).toContain('Discovery');
    expect(find('[data-id="toggle"]').getAttribute('aria-expanded')).toBe('false');
    expect(detail.getLastConfig()?.meetingId).toBeUndefined();
    await expect(element).toBeAccessible();
    await element.refresh();
  });

  it('tells little of a meeting of which little is known', async () => {
    const card = { id: CARD.id, title: 'Empty', status: 'scheduled', statusLabel: 'Scheduled' };
    const { element, find } = await itemWith({ card });
    expect(find('c-status-badge').label).toBe('Scheduled');
    expect(find('[data-id="facts"]').textContent).toBe('');
    expect(find('c-date-time')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('shows a spinner, then everything, when it is opened', async () => {
    const { element, find } = await itemWith();
    find('[data-id="toggle"]').click();
    await flush();
    expect(find('lightning-spinner')).not.toBeNull();
    expect(detail.getLastConfig()).toEqual({ meetingId: CARD.id });
    detail.emit(DETAIL);
    await flush();

    expect(find('lightning-spinner')).toBeNull();
    expect(find('[data-id="excerpt"]')).toBeNull();
    expect(find('[data-id="recording"]').href).toBe('https://demodesk.com/recordings/a');
    expect(find('[data-id="notes"]').textContent).toContain('Monday');
    for (const part of PARTS) expect(find(part)).not.toBeNull();
    await expect(element).toBeAccessible();
  });

  it('stays as the person left it', async () => {
    const { element, find } = await itemWith({ startsOpen: true }, DETAIL);
    expect(element.startsOpen).toBe(true);
    find('[data-id="toggle"]').click();
    await flush();
    element.startsOpen = true;
    await flush();
    expect(element.startsOpen).toBe(false);
  });

  it('puts the headings of a summary below its own', async () => {
    const { find } = await itemWith({ startsOpen: true }, DETAIL);
    expect(find('lightning-formatted-rich-text').value).toBe('<h5>Summary</h5><p>We spoke.</p>');
  });

  it('shows a long summary in full only when asked', async () => {
    const { find } = await itemWith({ startsOpen: true }, { ...DETAIL, summary: 'x'.repeat(800), summaryHtml: null });
    expect(find('.clamped')).not.toBeNull();
    find('[data-id="summary-switch"]').click();
    await flush();
    expect(find('.clamped')).toBeNull();
    expect(find('[data-id="summary-switch"]').label).toBe('c.Card_Summary_Less');
  });

  it('says that a summary is still to come', async () => {
    const { find } = await itemWith(
      { startsOpen: true },
      { ...DETAIL, summary: undefined, summaryHtml: undefined, notes: undefined },
    );
    expect(find('[data-id="no-summary"]')).not.toBeNull();
    expect(find('[data-id="notes"]')).toBeNull();
  });

  it('leaves out what the admin does not want', async () => {
    const { find } = await itemWith(
      {
        startsOpen: true,
        hideSummary: true,
        hideActionItems: true,
        hideKeyMoments: true,
        hideAttendees: true,
        hideReasons: true,
      },
      DETAIL,
    );
    for (const part of [...PARTS, '[data-id="summary"]', '[data-id="notes"]', '[data-id="open-items"]'])
      expect(find(part)).toBeNull();
  });

  it('says what went wrong, and reads again', async () => {
    const { element, find } = await itemWith({ startsOpen: true });
    detail.error({ message: 'away' });
    await flush();
    expect(find('c-error-panel')).not.toBeNull();
    await expect(element).toBeAccessible();
    find('c-error-panel').dispatchEvent(new CustomEvent('retry'));
    detail.emit(DETAIL);
    await flush();
    expect(find('c-error-panel')).toBeNull();
  });

  it('tells the page when something was changed', async () => {
    const { element, find } = await itemWith({ startsOpen: true }, DETAIL);
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    find('c-meeting-reasons').dispatchEvent(new CustomEvent('changed'));
    await flush();
    expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: CARD.id }]);
    expect(changed).toHaveBeenCalledTimes(1);
  });
});

import { createElement } from 'lwc';
import MeetingPulse from 'c/meetingPulse';
import pulse from '@salesforce/apex/MeetingTimelineController.pulse';

jest.mock(
  '@salesforce/apex/MeetingTimelineController.pulse',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true },
);

const months = (...held) =>
  held.map((count, index) => ({ firstDay: `2026-0${index + 1}-01`, held: count, minutes: count * 45 }));
const PULSE = {
  months: months(0, 2, 4),
  topics: [
    { title: 'Pricing', seconds: 1200, meetings: 2 },
    { title: 'Security', seconds: 600, meetings: 1 },
  ],
  engagement: 7.5,
};

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 8 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const pulseWith = async (answer) => {
  const element = createElement('c-meeting-pulse', { is: MeetingPulse });
  element.recordId = '006000000000001AAA';
  document.body.appendChild(element);
  if (answer) pulse.emit(answer);
  await flush();
  return { element, find: (selector) => element.shadowRoot.querySelector(selector) };
};

describe('c-meeting-pulse', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows nothing before there is something to show', async () => {
    const { element, find } = await pulseWith();
    expect(find('section')).toBeNull();
    await element.refresh();
  });

  it('shows nothing of a record without meetings', async () => {
    const { element, find } = await pulseWith({ months: months(0, 0), topics: [] });
    expect(find('section')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('draws meetings by month, and what the time went to', async () => {
    const { element, find } = await pulseWith(PULSE);
    const bars = [...element.shadowRoot.querySelectorAll('.chart .part')].map((bar) =>
      Number(bar.getAttribute('height')),
    );

    expect(bars[0]).toBe(1);
    expect(bars[2]).toBe(2 * bars[1]);
    expect([...element.shadowRoot.querySelectorAll('.number')].map(({ textContent }) => textContent.trim())).toEqual([
      '2',
      '4',
    ]);
    expect(find('[data-id="topics"]').children).toHaveLength(2);
    expect(find('[data-id="engagement"]')).not.toBeNull();
    await expect(element).toBeAccessible();
  });

  it('says the same as a table', async () => {
    const { element, find } = await pulseWith({ ...PULSE, topics: [], engagement: undefined });
    find('[data-id="switch"]').click();
    await flush();

    expect(find('svg')).toBeNull();
    expect(find('tbody').textContent).toContain('March 2026');
    expect(find('[data-id="engagement"]')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('says what went wrong, and reads again', async () => {
    const { element, find } = await pulseWith();
    pulse.error({ message: 'away' });
    await flush();
    expect(find('c-error-panel')).not.toBeNull();
    await expect(element).toBeAccessible();
    find('c-error-panel').dispatchEvent(new CustomEvent('retry'));
    pulse.emit(PULSE);
    await flush();
    expect(find('c-error-panel')).toBeNull();
  });
});

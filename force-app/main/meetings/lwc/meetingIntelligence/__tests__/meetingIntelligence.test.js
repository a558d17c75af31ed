import { createElement } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import MeetingIntelligence from 'c/meetingIntelligence';
import timeline from '@salesforce/apex/MeetingTimelineController.timeline';

jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn() }), { virtual: true });
jest.mock(
  '@salesforce/apex/MeetingTimelineController.timeline',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true },
);

const card = (id, status = 'completed') => ({ id, title: `Meeting ${id}`, status });
const failure = (shape) => ({ message: JSON.stringify(shape) });

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 8 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const cardWith = async (answer, properties = {}) => {
  const element = createElement('c-meeting-intelligence', { is: MeetingIntelligence });
  Object.assign(element, { recordId: '006000000000001AAA', objectApiName: 'Opportunity', ...properties });
  document.body.appendChild(element);
  if (answer) {
    timeline.emit(answer);
    await flush();
  }
  return {
    element,
    find: (selector) => element.shadowRoot.querySelector(selector),
    items: () => [...element.shadowRoot.querySelectorAll('c-meeting-item')],
  };
};

describe('c-meeting-intelligence', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows a spinner while it reads', async () => {
    const { element, find } = await cardWith();
    expect(find('lightning-spinner')).not.toBeNull();
    expect(timeline.getLastConfig()).toEqual({ recordId: '006000000000001AAA', count: 5 });
    await expect(element).toBeAccessible();
  });

  it('says what will appear, and when, where there are no meetings', async () => {
    const { element, find } = await cardWith({ meetings: [], total: 0 });
    expect(find('c-empty-state').message).toBe('c.Card_Empty_Message');
    expect(find('c-meeting-pulse')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('says on the page of a lead that leads are left out', async () => {
    const { find } = await cardWith({ meetings: [], total: 0, leadsAreLeftOut: true }, { objectApiName: 'Lead' });
    expect(find('c-empty-state').message).toBe('c.Card_Empty_Leads');
  });

  it('tells somebody without the permission what to ask for', async () => {
    const { element, find } = await cardWith();
    timeline.error(failure({ code: 'NO_PERMISSION', message: 'No.', remedy: 'Ask for Demodesk User.' }));
    await flush();
    expect(find('c-error-panel')).not.toBeNull();
    expect(find('ul')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('says what went wrong, and reads again', async () => {
    const { find } = await cardWith();
    timeline.error(failure({ code: 'UNEXPECTED', message: 'Away.' }));
    await flush();
    find('c-error-panel').dispatchEvent(new CustomEvent('retry'));
    timeline.emit({ meetings: [card('1')], total: 1 });
    await flush();
    expect(refreshApex).toHaveBeenCalled();
    expect(find('c-error-panel')).toBeNull();
  });

  it('shows the meetings, the newest that was held opened', async () => {
    const { element, find, items } = await cardWith({
      meetings: [card('1', 'scheduled'), card('2'), card('3')],
      total: 8,
    });

    expect(items().map(({ startsOpen }) => startsOpen)).toEqual([false, true, false]);
    expect(find('c-meeting-pulse')).not.toBeNull();
    expect(find('[data-id="shown"]').textContent).toBe('c.Card_Shown_Of');
    await expect(element).toBeAccessible();
  });

  it('shows more when asked, as many as the admin chose', async () => {
    const { find } = await cardWith({ meetings: [card('1'), card('2')], total: 3 }, { pageSize: 2 });
    find('[data-id="more"]').click();
    await flush();
    expect(timeline.getLastConfig().count).toBe(4);
    timeline.emit({ meetings: [card('1'), card('2'), card('3')], total: 3 });
    await flush();
    expect(find('[data-id="more"]')).toBeNull();
  });

  it('is the meeting itself on the page of a meeting', async () => {
    const { find, items } = await cardWith(
      { meetings: [card('1', 'scheduled')], total: 1 },
      { objectApiName: 'Meeting_Intelligence__c' },
    );
    expect(items()[0].startsOpen).toBe(true);
    expect(find('c-meeting-pulse')).toBeNull();
    expect(find('[data-id="shown"]')).toBeNull();
  });

  it('leaves out what the admin does not want', async () => {
    const { find, items } = await cardWith(
      { meetings: [card('1')], total: 1 },
      { hideChart: true, hideReasons: true, cardTitle: 'Talks', pageSize: 0 },
    );
    expect(find('c-meeting-pulse')).toBeNull();
    expect(items()[0].hideReasons).toBe(true);
    expect(find('lightning-card').title).toBe('Talks');
    expect(timeline.getLastConfig().count).toBe(5);
  });

  it('reads everything again when asked, and after a change', async () => {
    const { find, items } = await cardWith({ meetings: [card('1')], total: 1 });
    find('[data-id="refresh"]').click();
    await flush();
    items()[0].dispatchEvent(new CustomEvent('changed'));
    await flush();
    expect(refreshApex.mock.calls.length).toBeGreaterThanOrEqual(2);
    expect(find('lightning-spinner')).toBeNull();
  });
});

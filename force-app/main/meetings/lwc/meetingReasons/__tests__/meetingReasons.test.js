import { createElement } from 'lwc';
import MeetingReasons from 'c/meetingReasons';
import linkAutomatically from '@salesforce/apex/MeetingRelinkController.linkAutomatically';
import relink from '@salesforce/apex/MeetingRelinkController.relink';

jest.mock('@salesforce/apex/MeetingRelinkController.linkAutomatically', () => ({ default: jest.fn() }), {
  virtual: true,
});
jest.mock('@salesforce/apex/MeetingRelinkController.relink', () => ({ default: jest.fn() }), { virtual: true });

const MEETING = {
  id: 'm1',
  accountId: 'acc',
  accountName: 'Nordlicht',
  contactId: 'con',
  contactName: 'Anna',
  opportunityId: 'opp',
  opportunityName: 'Pilot',
  mayRelink: true,
  story: {
    reasons: ['Because of Anna.'],
    steps: ['Two were possible.'],
    candidates: [
      { recordId: 'opp', name: 'Pilot', isWinner: true },
      { recordId: 'other', name: 'Renewal', isWinner: false },
    ],
    isLinkedByHand: false,
  },
};

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 8 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const reasonsWith = (properties = {}, story = {}) => {
  const element = createElement('c-meeting-reasons', { is: MeetingReasons });
  const toasts = [];
  const changed = jest.fn();
  element.addEventListener('lightning__showtoast', ({ detail }) => toasts.push(detail));
  element.addEventListener('changed', changed);
  element.meeting = { ...MEETING, ...properties, story: { ...MEETING.story, ...story } };
  element.meetingTitle = 'First call';
  document.body.appendChild(element);
  const find = (selector) => element.shadowRoot.querySelector(selector);
  const click = async (id) => {
    find(`[data-id="${id}"]`).click();
    await flush();
  };
  const pick = async (name, recordId) => {
    find(`[data-name="${name}"]`).dispatchEvent(new CustomEvent('change', { detail: { recordId } }));
    await flush();
  };
  return { element, toasts, changed, find, click, pick };
};

describe('c-meeting-reasons', () => {
  afterEach(() => document.body.replaceChildren());

  it('says what the meeting is linked to, and why', async () => {
    const { element, find } = reasonsWith();
    expect(find('[data-id="links"]').querySelectorAll('c-record-link')).toHaveLength(3);
    expect(element.shadowRoot.textContent).toContain('Because of Anna.');
    expect(find('[data-id="steps"]').textContent).toBe('Two were possible.');
    await expect(element).toBeAccessible();
  });

  it('stands without links and steps', async () => {
    const { element, find } = reasonsWith(
      { accountId: undefined, contactId: undefined, opportunityId: undefined },
      { steps: [], reasons: [], candidates: [] },
    );
    expect(find('[data-id="links"]')).toBeNull();
    expect(find('[data-id="steps"]')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('offers another link only to somebody who may make it', () => {
    expect(reasonsWith({ mayRelink: false }).find('[data-id="relink"]')).toBeNull();
  });

  it('links to a deal that was possible too, and lets its account follow', async () => {
    relink.mockResolvedValue([]);
    const { changed, click, element, find, toasts } = reasonsWith();
    await click('relink');
    expect(element.shadowRoot.activeElement).toBe(find('h5'));
    await expect(element).toBeAccessible();
    await click('other');
    expect(find('[data-name="opportunityId"]').value).toBe('other');
    await click('save');

    expect(relink).toHaveBeenCalledWith({
      meetingId: 'm1',
      accountId: null,
      contactId: 'con',
      opportunityId: 'other',
    });
    expect(toasts[0]).toMatchObject({ title: 'c.Card_Relinked', variant: 'success' });
    expect(changed).toHaveBeenCalledTimes(1);
    expect(find('[data-id="form"]')).toBeNull();
  });

  it('links to whatever is picked', async () => {
    relink.mockResolvedValue(['A task stayed.']);
    const { click, pick, toasts } = reasonsWith();
    await click('relink');
    await pick('accountId', 'acc2');
    await pick('contactId', null);
    await pick('opportunityId', null);
    await click('save');

    expect(relink).toHaveBeenCalledWith({ meetingId: 'm1', accountId: 'acc2', contactId: null, opportunityId: null });
    expect(toasts[0].variant).toBe('warning');
  });

  it('keeps the account when only the contact changes', async () => {
    relink.mockResolvedValue([]);
    const { click, pick } = reasonsWith();
    await click('relink');
    await pick('contactId', 'con2');
    await click('save');
    expect(relink).toHaveBeenCalledWith({
      meetingId: 'm1',
      accountId: 'acc',
      contactId: 'con2',
      opportunityId: 'opp',
    });
  });

  it('says why a link is refused, and stays open', async () => {
    relink.mockRejectedValue(new Error('gone'));
    const { changed, click, find } = reasonsWith();
    await click('relink');
    await click('save');
    expect(find('c-error-panel').error.message).toBe('gone');
    expect(find('[data-id="form"]')).not.toBeNull();
    expect(changed).not.toHaveBeenCalled();
  });

  it('gives a meeting back to the sync', async () => {
    linkAutomatically.mockResolvedValue([]);
    const { changed, click } = reasonsWith({}, { isLinkedByHand: true });
    await click('relink');
    await click('automatic');
    expect(linkAutomatically).toHaveBeenCalledWith({ meetingId: 'm1' });
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('lets go without a change', async () => {
    const { click, find } = reasonsWith();
    await click('relink');
    expect(find('[data-id="automatic"]')).toBeNull();
    await click('cancel');
    expect(find('[data-id="form"]')).toBeNull();
    expect(relink).not.toHaveBeenCalled();
  });
});

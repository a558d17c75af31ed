import { createElement } from 'lwc';
import SetupHome from 'c/setupHome';
import read from '@salesforce/apex/SetupHomeController.read';
import startSweeper from '@salesforce/apex/SetupHomeController.startSweeper';

const mockNavigate = jest.fn();

jest.mock('@salesforce/apex/SetupHomeController.read', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SetupHomeController.startSweeper', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('lightning/navigation', () => {
  const Navigate = Symbol('Navigate');
  const NavigationMixin = (Base) =>
    class extends Base {
      [Navigate](page) {
        mockNavigate(page);
      }
    };
  return { NavigationMixin: Object.assign(NavigationMixin, { Navigate }) };
});

const HOME = {
  state: 'live',
  lastEvent: '2026-07-18T10:00:00.000Z',
  waiting: 2,
  failures: 1,
  apiUsed: 250,
  apiAvailable: 1000,
  steps: [
    { key: 'installed', label: 'Install', hint: 'Done.', isDone: true },
    { key: 'mappings', label: 'Map', hint: 'Map fields.', isDone: false, tab: 'Demodesk_Field_Mapping' },
    { key: 'people', label: 'People', hint: 'Assign.', isDone: false, link: '/lightning/setup/PermSets/home' },
    { key: 'connected', label: 'Connect', hint: 'Open the connector.', isDone: false },
  ],
  findings: [
    { key: 'sync', state: 'fail', sentence: 'The sync is off.', remedy: 'Switch it on.', link: '/lightning/n/X' },
    { key: 'notes', state: 'warn', sentence: 'Notes are off.' },
    { key: 'trigger', state: 'ok', sentence: 'The trigger listens.' },
  ],
};

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 6 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const homeWith = async (home, name = 'c-setup-home') => {
  if (home) read.mockResolvedValue({ ...HOME, ...home });
  const element = createElement(name, { is: SetupHome });
  document.body.appendChild(element);
  await flush();
  const find = (selector) => element.shadowRoot.querySelector(selector);
  return { element, find };
};

describe('c-setup-home', () => {
  beforeEach(() => mockNavigate.mockReset());
  afterEach(() => document.body.replaceChildren());

  it('spins while it looks', async () => {
    read.mockReturnValue(new Promise(() => undefined));
    const { find } = await homeWith();
    expect(find('lightning-spinner')).not.toBeNull();
  });

  it('tells whether the sync lives, what is to do, and what the checks found', async () => {
    const { element, find } = await homeWith({});
    expect(find('[data-id="state"]').textContent).toBe('c.Home_State_Live');
    expect(find('[data-id="waiting"]').textContent).toBe('2');
    expect(find('[data-id="failures"]').textContent).toBe('1');
    expect(find('[data-id="api"]').textContent).toBe('c.Home_Api');
    expect(find('lightning-progress-bar').value).toBe(25);
    expect(find('[data-id="findings"]').querySelectorAll('li')).toHaveLength(3);
    await expect(element).toBeAccessible();
  });

  it.each([
    ['quiet', 'c.Home_State_Quiet'],
    ['never', 'c.Home_State_Never'],
    ['off', 'c.Home_State_Off'],
  ])('has words for the state %s', async (state, words) => {
    const { element, find } = await homeWith({ state });
    expect(find('[data-id="state"]').textContent).toBe(words);
    await expect(element).toBeAccessible();
  });

  it('stands in an org where nothing has arrived yet', async () => {
    const { element, find } = await homeWith({ lastEvent: undefined, apiAvailable: undefined, findings: [] });
    expect(find('[data-id="last-event"]').textContent).toBe('c.Home_Never');
    expect(find('[data-id="api"]')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('leads to where a step is done, and to where a finding is mended', async () => {
    const { find } = await homeWith({});
    expect(find('[data-key="installed"]')).toBeNull();
    expect(find('[data-key="connected"]')).toBeNull();
    find('[data-key="mappings"]').click();
    find('[data-key="people"]').click();
    find('[data-link="/lightning/n/X"]').click();
    expect(mockNavigate.mock.calls.map(([page]) => page)).toEqual([
      { type: 'standard__navItemPage', attributes: { apiName: 'Demodesk_Field_Mapping' } },
      { type: 'standard__webPage', attributes: { url: '/lightning/setup/PermSets/home' } },
      { type: 'standard__webPage', attributes: { url: '/lightning/n/X' } },
    ]);
  });

  it('starts what looks for waiting deliveries, and shows that it runs', async () => {
    const missing = { key: 'sweeper', state: 'fail', sentence: 'Nothing looks.', remedy: 'Start it here.' };
    startSweeper.mockResolvedValue({ ...HOME, findings: [{ ...missing, state: 'ok', remedy: undefined }] });
    const { element, find } = await homeWith({ findings: [missing] });
    await expect(element).toBeAccessible();
    expect(find('[data-id="start"]').getAttribute('aria-label')).toBe('c.Home_Start: Nothing looks.');
    find('[data-id="start"]').click();
    await flush();
    expect(find('[data-id="findings"] lightning-icon').variant).toBe('success');
    expect(find('[data-id="start"]')).toBeNull();
  });

  it('says so when it cannot be started', async () => {
    startSweeper.mockRejectedValue(new Error('away'));
    const { find } = await homeWith({ findings: [{ key: 'sweeper', state: 'warn', sentence: 'Late.' }] });
    find('[data-id="start"]').click();
    await flush();
    expect(find('c-error-panel').error.message).toBe('away');
  });

  it('finds its tabs under the namespace of the package', async () => {
    const { find } = await homeWith({}, 'acme-setup-home');
    find('[data-key="mappings"]').click();
    expect(mockNavigate.mock.calls[0][0].attributes.apiName).toBe('acme__Demodesk_Field_Mapping');
  });

  it('tells somebody without the permission whom to ask', async () => {
    read.mockRejectedValue({ body: { message: '{"code":"NO_PERMISSION","message":"No.","remedy":"Ask."}' } });
    const { element, find } = await homeWith();
    expect(find('c-error-panel')).not.toBeNull();
    await expect(element).toBeAccessible();
  });

  it('looks again when asked', async () => {
    read.mockRejectedValueOnce(new Error('away')).mockResolvedValue(HOME);
    const { find } = await homeWith();
    find('c-error-panel').dispatchEvent(new CustomEvent('retry'));
    await flush();
    expect(find('[data-id="state"]')).not.toBeNull();
    find('[data-id="refresh"]').click();
    await flush();
    expect(read).toHaveBeenCalledTimes(3);
  });
});

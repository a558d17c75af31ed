import { createElement } from 'lwc';
import SyncSettings from 'c/syncSettings';
import read from '@salesforce/apex/SettingsController.read';
import save from '@salesforce/apex/SettingsController.save';

jest.mock('@salesforce/apex/SettingsController.read', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SettingsController.save', () => ({ default: jest.fn() }), { virtual: true });

const SECTIONS = [
  {
    key: 'sync',
    label: 'Sync',
    fields: [
      { name: 'Sync_Enabled__c', label: 'Sync on', kind: 'switch', value: true },
      { name: 'Own_Domains__c', label: 'Own domains', kind: 'text', length: 255 },
      { name: 'Opportunity_Rule__c', label: 'Rules', kind: 'order', value: 'Hint', choices: [] },
    ],
  },
  { key: 'retries', label: 'Retries', fields: [{ name: 'Most__c', label: 'Most', kind: 'number', value: 8 }] },
];

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 8 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const settings = async () => {
  const element = createElement('c-sync-settings', { is: SyncSettings });
  const toasts = [];
  element.addEventListener('lightning__showtoast', ({ detail }) => toasts.push(detail));
  document.body.appendChild(element);
  await flush();
  const find = (selector) => element.shadowRoot.querySelector(selector);
  const field = (name) => find(`[data-name="${name}"]`);
  const enter = async (name, value) => {
    field(name).dispatchEvent(new CustomEvent('settingchange', { detail: { name, value } }));
    await flush();
  };
  const press = async (id) => {
    find(`[data-id="${id}"]`).click();
    await flush();
  };
  return { element, toasts, find, field, enter, press };
};

describe('c-sync-settings', () => {
  afterEach(() => document.body.replaceChildren());

  it('spins while it loads', async () => {
    read.mockReturnValue(new Promise(() => undefined));
    const { find } = await settings();
    expect(find('lightning-spinner')).not.toBeNull();
  });

  it('shows every setting in its section, and nothing to save', async () => {
    read.mockResolvedValue(SECTIONS);
    const { element, field, find } = await settings();
    expect(field('Most__c').value).toBe(8);
    expect(find('[data-id="save"]')).toBeNull();
    expect(find('lightning-spinner')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('stands without settings', async () => {
    read.mockResolvedValue([]);
    const { element, find } = await settings();
    expect(find('section')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('tells somebody without the permission whom to ask', async () => {
    read.mockRejectedValue({ body: { message: '{"code":"NO_PERMISSION","message":"No.","remedy":"Ask."}' } });
    const { element, find } = await settings();
    expect(find('c-error-panel')).not.toBeNull();
    await expect(element).toBeAccessible();
  });

  it('tries again after an error', async () => {
    read.mockRejectedValueOnce(new Error('away')).mockResolvedValue(SECTIONS);
    const { field, find } = await settings();
    find('c-error-panel').dispatchEvent(new CustomEvent('retry'));
    await flush();
    expect(field('Most__c')).not.toBeNull();
  });

  it('saves what was changed, and only that', async () => {
    read.mockResolvedValue(SECTIONS);
    save.mockResolvedValue({ isSaved: true, problems: [] });
    const { enter, find, press, toasts } = await settings();
    await enter('Most__c', '9');
    await enter('Own_Domains__c', 'x.com');
    await enter('Own_Domains__c', '');
    await press('save');
    expect(save).toHaveBeenCalledWith({ values: { Most__c: '9' } });
    expect(toasts[0]).toMatchObject({ title: 'c.Settings_Saved', variant: 'success' });
    expect(read).toHaveBeenCalledTimes(2);
    expect(find('[data-id="save"]')).toBeNull();
  });

  it('shows at the setting what is wrong with it, until it is changed', async () => {
    read.mockResolvedValue(SECTIONS);
    save.mockResolvedValue({ isSaved: false, problems: [{ field: 'Most__c', message: 'From 1 to 100.' }] });
    const { enter, field, press, toasts } = await settings();
    await enter('Most__c', '0');
    await press('save');
    expect(field('Most__c').problem).toBe('From 1 to 100.');
    expect(field('Most__c').value).toBe('0');
    expect(toasts[0]).toMatchObject({ title: 'c.Settings_Problems', message: 'From 1 to 100.', variant: 'error' });
    await enter('Most__c', '3');
    expect(field('Most__c').problem).toBeUndefined();
  });

  it('keeps what was entered when saving fails, and lets it be thrown away', async () => {
    read.mockResolvedValue(SECTIONS);
    save.mockRejectedValue({ body: { message: '{"code":"REFUSED","message":"Locked."}' } });
    const { enter, field, press, toasts } = await settings();
    await enter('Sync_Enabled__c', false);
    await press('save');
    expect(toasts[0]).toMatchObject({ title: 'Locked.', variant: 'error' });
    expect(field('Sync_Enabled__c').value).toBe(false);
    await press('cancel');
    expect(field('Sync_Enabled__c').value).toBe(true);
  });

  it('warns before the page is left with unsaved changes', async () => {
    read.mockResolvedValue(SECTIONS);
    const { enter } = await settings();
    const leave = () => {
      const event = new CustomEvent('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    await enter('Most__c', '9');
    expect(leave()).toBe(true);
  });
});

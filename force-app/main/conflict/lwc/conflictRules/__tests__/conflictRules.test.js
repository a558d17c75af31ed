import { createElement } from 'lwc';
import ConflictRules from 'c/conflictRules';
import lines from '@salesforce/apex/SyncLogController.lines';
import read from '@salesforce/apex/ConflictRulesController.read';
import save from '@salesforce/apex/ConflictRulesController.save';

jest.mock('@salesforce/apex/SyncLogController.lines', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ConflictRulesController.read', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ConflictRulesController.save', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SyncLogController.detail', () => ({ default: jest.fn() }), { virtual: true });

const RULES = ['Contact', 'Account'].map((entity) => ({
  entity,
  label: entity,
  policy: 'Salesforce',
  isBothWays: false,
  bothWaysMappings: 0,
  blankedFields: [],
  fieldsWithOwnPolicy: [],
}));
const LINES = [
  { id: 'l1', sentence: 'Salesforce won: Title.', createdAt: '2026-07-18T10:00:00.000Z', mayRetry: false },
  { id: 'l2', sentence: 'Demodesk won: Phone.', createdAt: '2026-07-17T10:00:00.000Z', mayRetry: false },
];

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 8 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const shown = async () => {
  const element = createElement('c-conflict-rules', { is: ConflictRules });
  const toasts = [];
  element.addEventListener('lightning__showtoast', ({ detail }) => toasts.push(detail));
  document.body.appendChild(element);
  await flush();
  const find = (selector) => element.shadowRoot.querySelector(selector);
  const tell = async (target, name, detail) => {
    target.dispatchEvent(new CustomEvent(name, { detail }));
    await flush();
  };
  return { element, toasts, find, tell };
};

describe('c-conflict-rules', () => {
  beforeEach(() => {
    read.mockResolvedValue(RULES);
    lines.mockResolvedValue(LINES);
  });
  afterEach(() => document.body.replaceChildren());

  it('spins while it loads', async () => {
    read.mockReturnValue(new Promise(() => undefined));
    const { find } = await shown();
    expect(find('lightning-spinner')).not.toBeNull();
  });

  it('shows a card for each entity and the recent conflicts', async () => {
    const { element, find } = await shown();
    expect(element.shadowRoot.querySelectorAll('c-conflict-rule')).toHaveLength(2);
    expect(lines.mock.calls[0][0].filter).toEqual({ statuses: ['Conflict'] });
    expect(find('[data-id="l1"]').label).toBe('Salesforce won: Title.');
    await expect(element).toBeAccessible();
  });

  it('says what will be here when there was no conflict', async () => {
    lines.mockResolvedValue([]);
    const { element, find } = await shown();
    expect(find('c-empty-state').heading).toBe('c.Conflict_None');
    await expect(element).toBeAccessible();
  });

  it('tells somebody without the permission whom to ask', async () => {
    read.mockRejectedValue({ body: { message: '{"code":"NO_PERMISSION","message":"No.","remedy":"Ask."}' } });
    const { element, find } = await shown();
    expect(find('c-error-panel')).not.toBeNull();
    await expect(element).toBeAccessible();
  });

  it('tries again after an error', async () => {
    read.mockRejectedValueOnce(new Error('away'));
    const { element, find, tell } = await shown();
    await tell(find('c-error-panel'), 'retry');
    expect(element.shadowRoot.querySelectorAll('c-conflict-rule')).toHaveLength(2);
  });

  it('saves a rule at once', async () => {
    save.mockResolvedValue([{ ...RULES[0], policy: 'Demodesk' }, RULES[1]]);
    const { find, tell, toasts } = await shown();
    const detail = { entity: 'Contact', policy: 'Demodesk', isBothWays: false };
    await tell(find('[data-entity="Contact"]'), 'rulechange', detail);
    expect(save).toHaveBeenCalledWith(detail);
    expect(find('[data-entity="Contact"]').rule.policy).toBe('Demodesk');
    expect(toasts[0]).toMatchObject({ title: 'c.Conflict_Saved', variant: 'success' });
  });

  it('shows what is stored when a rule is refused', async () => {
    save.mockRejectedValue({ body: { message: '{"code":"REFUSED","message":"No policy.","remedy":"Choose one."}' } });
    const { find, tell, toasts } = await shown();
    await tell(find('[data-entity="Account"]'), 'rulechange', { entity: 'Account', policy: '', isBothWays: true });
    expect(find('[data-entity="Account"]').rule.isBothWays).toBe(false);
    expect(toasts[0]).toMatchObject({ title: 'No policy.', message: 'Choose one.', variant: 'error' });
  });

  it('opens one conflict at a time, and follows its undo', async () => {
    const { find, tell } = await shown();
    find('[data-id="l1"]').click();
    await flush();
    expect(find('c-sync-log-detail').rowId).toBe('l1');
    // Whoever sees this screen may undo.
    expect(find('c-sync-log-detail').mayRetry).toBe(true);
    lines.mockResolvedValueOnce([LINES[0]]).mockRejectedValueOnce(new Error('away'));
    await tell(find('c-sync-log-detail'), 'changed');
    expect(find('[data-id="l2"]')).toBeNull();
    await tell(find('c-sync-log-detail'), 'changed');
    expect(find('[data-id="l1"]')).not.toBeNull();
    await tell(find('c-sync-log-detail'), 'close');
    expect(find('c-sync-log-detail')).toBeNull();
    find('[data-id="l1"]').click();
    await flush();
    find('[data-id="l1"]').click();
    await flush();
    expect(find('c-sync-log-detail')).toBeNull();
  });
});

import { createElement } from 'lwc';
import SyncLogTable from 'c/syncLogTable';

const line = (id, properties) => ({
  id,
  name: `SL-${id}`,
  subject: `Meeting ${id}`,
  status: 'Failed',
  statusLabel: 'Failed',
  direction: 'Inbound',
  directionLabel: 'Inbound',
  entityLabel: 'Meeting',
  errorLabel: 'Locked record',
  sentence: 'Somebody held it.',
  createdAt: '2026-07-18T10:00:00.000Z',
  mayRetry: true,
  ...properties,
});

const tableWith = (properties) => {
  const element = createElement('c-sync-log-table', { is: SyncLogTable });
  Object.assign(element, { lines: [], selected: [], maySelect: true, ...properties });
  document.body.appendChild(element);
  const selections = [];
  element.addEventListener('selectionchange', ({ detail }) => selections.push(detail));
  return {
    element,
    selections,
    find: (selector) => element.shadowRoot.querySelector(selector),
    tick: (selector, checked) => {
      const box = element.shadowRoot.querySelector(selector);
      box.checked = checked;
      box.dispatchEvent(new CustomEvent('change'));
    },
  };
};

describe('c-sync-log-table', () => {
  afterEach(() => document.body.replaceChildren());

  it('stands without rows', async () => {
    const { element, find } = tableWith({});
    expect(find('[data-id="select-all"]').disabled).toBe(true);
    await expect(element).toBeAccessible();
  });

  it('tells each row in words', async () => {
    const { element, find } = tableWith({
      lines: [line('1'), line('2', { subject: undefined, direction: 'Outbound', errorLabel: undefined })],
      openId: '2',
    });

    expect(find('[data-row="1"]').textContent).toContain('Somebody held it.');
    expect(find('[data-row="1"] button').textContent.trim()).toBe('Meeting 1');
    expect(find('[data-row="2"] button').textContent.trim()).toBe('SL-2');
    expect(find('[data-row="2"] button').getAttribute('aria-expanded')).toBe('true');
    expect(find('[data-row="2"] lightning-icon').iconName).toBe('utility:upload');
    await expect(element).toBeAccessible();
  });

  it('selects one row, and lets it go', () => {
    const { selections, tick } = tableWith({ lines: [line('1'), line('2')], selected: ['2'] });
    tick('input[data-id="1"]', true);
    tick('input[data-id="2"]', false);
    expect(selections).toEqual([['2', '1'], []]);
  });

  it('selects all that can be tried again, and only those', () => {
    const { find, selections, tick } = tableWith({ lines: [line('1'), line('2', { mayRetry: false })] });
    expect(find('input[data-id="2"]').disabled).toBe(true);
    tick('[data-id="select-all"]', true);
    tick('[data-id="select-all"]', false);
    expect(selections).toEqual([['1'], []]);
  });

  it('lets nobody select who may not have rows tried again', () => {
    const { find } = tableWith({ lines: [line('1')], maySelect: false });
    expect(find('input')).toBeNull();
  });

  it('opens a row, and takes the focus back', () => {
    const { element, find } = tableWith({ lines: [line('1')] });
    const opened = jest.fn();
    element.addEventListener('open', ({ detail }) => opened(detail));
    find('[data-row="1"] button').click();
    element.focusRow('1');

    expect(opened).toHaveBeenCalledWith('1');
    expect(element.shadowRoot.activeElement).toBe(find('[data-row="1"] button'));
  });
});

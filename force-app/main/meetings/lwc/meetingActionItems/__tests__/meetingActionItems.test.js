import { createElement } from 'lwc';
import MeetingActionItems from 'c/meetingActionItems';
import setItemDone from '@salesforce/apex/MeetingTimelineController.setItemDone';

jest.mock('@salesforce/apex/MeetingTimelineController.setItemDone', () => ({ default: jest.fn() }), { virtual: true });

const ITEMS = [
  { id: 't1', subject: 'Send the quote', isDone: false, owner: 'Lena', due: '2026-07-01', isOverdue: true },
  { id: 't2', subject: 'Name the team', isDone: true, owner: 'Anna', isOverdue: false },
];

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 8 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const itemsWith = (properties) => {
  const element = createElement('c-meeting-action-items', { is: MeetingActionItems });
  const toasts = [];
  const changed = jest.fn();
  element.addEventListener('lightning__showtoast', ({ detail }) => toasts.push(detail));
  element.addEventListener('changed', changed);
  Object.assign(element, { items: [], ...properties });
  document.body.appendChild(element);
  const find = (selector) => element.shadowRoot.querySelector(selector);
  const tick = async (id, checked) => {
    const box = find(`input[data-id="${id}"]`);
    box.checked = checked;
    box.dispatchEvent(new CustomEvent('change'));
    await flush();
  };
  return { element, toasts, changed, find, tick };
};

describe('c-meeting-action-items', () => {
  afterEach(() => document.body.replaceChildren());

  it('stands without items', async () => {
    const { element } = itemsWith({});
    await expect(element).toBeAccessible();
  });

  it('shows who does what until when', async () => {
    const { element, find } = itemsWith({ items: ITEMS });
    expect(find('[data-row="t1"]').textContent).toContain('Lena');
    expect(find('[data-row="t1"]').textContent).toContain('c.Card_Item_Overdue');
    expect(find('input[data-id="t2"]').checked).toBe(true);
    await expect(element).toBeAccessible();
  });

  it('shows what was agreed where there are no tasks', async () => {
    const { element } = itemsWith({ agreed: '• Send the quote\n\n• Name the team' });
    expect(element.shadowRoot.querySelectorAll('li')).toHaveLength(2);
    await expect(element).toBeAccessible();
  });

  it('ticks an item off at once, and saves it', async () => {
    let save;
    setItemDone.mockReturnValue(new Promise((resolve) => (save = resolve)));
    const { changed, find, tick, toasts } = itemsWith({ items: ITEMS });
    await tick('t1', true);
    expect(find('input[data-id="t1"]').checked).toBe(true);
    expect(find('input[data-id="t1"]').disabled).toBe(true);
    save();
    await flush();

    expect(setItemDone).toHaveBeenCalledWith({ taskId: 't1', isDone: true });
    expect(toasts[0]).toMatchObject({ title: 'c.Card_Item_Done', variant: 'success' });
    expect(changed).toHaveBeenCalledTimes(1);
    expect(find('input[data-id="t1"]').disabled).toBe(false);
  });

  it('opens an item again', async () => {
    setItemDone.mockResolvedValue();
    const { tick, toasts } = itemsWith({ items: ITEMS });
    await tick('t2', false);
    expect(toasts[0].title).toBe('c.Card_Item_Reopened');
  });

  it('takes the tick back when Salesforce refuses', async () => {
    setItemDone.mockRejectedValue({ body: { message: '{"code":"REFUSED","message":"No.","remedy":"Ask."}' } });
    const { changed, find, tick, toasts } = itemsWith({ items: ITEMS });
    await tick('t1', true);

    expect(find('input[data-id="t1"]').checked).toBe(false);
    expect(toasts[0]).toEqual({ title: 'No.', message: 'Ask.', variant: 'error' });
    expect(changed).not.toHaveBeenCalled();
  });
});

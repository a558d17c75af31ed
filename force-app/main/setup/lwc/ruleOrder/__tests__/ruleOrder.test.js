import { createElement } from 'lwc';
import RuleOrder from 'c/ruleOrder';

const CHOICES = ['Hint', 'Account', 'None'].map((value) => ({ value, label: `The ${value}` }));

const listWith = (properties) => {
  const element = createElement('c-rule-order', { is: RuleOrder });
  Object.assign(element, { label: 'Rules', help: 'In order.', choices: CHOICES, ...properties });
  document.body.appendChild(element);
  const orders = [];
  element.addEventListener('change', ({ detail }) => orders.push(detail));
  const find = (id, value) => element.shadowRoot.querySelector(`[data-id="${id}"][data-value="${value}"]`);
  const shown = (id) => [...element.shadowRoot.querySelectorAll(`[data-id="${id}"] li`)].map((li) => li.textContent);
  return { element, orders, find, shown };
};

describe('c-rule-order', () => {
  afterEach(() => document.body.replaceChildren());

  it('stands empty', async () => {
    const { element, shown } = listWith({ value: undefined });
    expect(shown('used')).toEqual([]);
    expect(shown('unused')).toEqual(['The Hint', 'The Account', 'The None']);
    await expect(element).toBeAccessible();
  });

  it('shows what is used in its order, and what is not', async () => {
    const { element, find, shown } = listWith({ value: 'Account, Hint, Own', problem: 'There is no rule Own.' });
    expect(shown('used')).toEqual(['The Account', 'The Hint', 'Own']);
    expect(shown('unused')).toEqual(['The None']);
    expect(find('up', 'Account').disabled).toBe(true);
    expect(find('down', 'Own').disabled).toBe(true);
    expect(element.shadowRoot.querySelector('[data-id="problem"]').textContent).toBe('There is no rule Own.');
    await expect(element).toBeAccessible();
  });

  it('has nothing left when everything is used', () => {
    expect(listWith({ value: 'Hint,Account,None' }).shown('unused')).toEqual([]);
  });

  it('moves a rule up and down, out and in, and says so', async () => {
    const { element, orders, find } = listWith({ value: 'Hint, Account' });
    find('up', 'Account').click();
    find('down', 'Hint').click();
    find('remove', 'Hint').click();
    find('add', 'None').click();
    await Promise.resolve();
    expect(orders).toEqual(['Account, Hint', 'Account, Hint', 'Account', 'Hint, Account, None']);
    expect(element.shadowRoot.querySelector('[aria-live]').textContent).toBe('c.Order_Moved');
  });
});

import { createElement } from 'lwc';
import SettingField from 'c/settingField';

const fieldOf = (kind, properties) => {
  const element = createElement('c-setting-field', { is: SettingField });
  Object.assign(element, {
    field: { name: 'Sweep_Minutes__c', label: 'Sweep', help: 'How often.', kind, choices: [] },
    ...properties,
  });
  document.body.appendChild(element);
  const changes = [];
  element.addEventListener('settingchange', ({ detail }) => changes.push(detail.value));
  return { element, changes, find: (selector) => element.shadowRoot.querySelector(selector) };
};

describe('c-setting-field', () => {
  afterEach(() => document.body.replaceChildren());

  it.each(['switch', 'number', 'text', 'choice', 'order'])('shows a setting of the kind %s', async (kind) => {
    const { element, find } = fieldOf(kind, { value: kind === 'switch' ? true : '' });
    expect(find('lightning-input, lightning-combobox, c-rule-order').label).toBe('Sweep');
    await expect(element).toBeAccessible();
  });

  it('says what a switch does', () => {
    expect(fieldOf('switch', { value: false }).find('p').textContent).toBe('How often.');
  });

  it('tells each change', () => {
    const toggle = fieldOf('switch', { value: false });
    toggle.find('lightning-input').checked = true;
    toggle.find('lightning-input').dispatchEvent(new CustomEvent('change'));
    const number = fieldOf('number', { value: 5 });
    number.find('lightning-input').dispatchEvent(new CustomEvent('change', { detail: { value: '7' } }));
    const order = fieldOf('order', { value: 'Hint' });
    order.find('c-rule-order').dispatchEvent(new CustomEvent('change', { detail: 'Hint, None' }));
    expect([...toggle.changes, ...number.changes, ...order.changes]).toEqual([true, '7', 'Hint, None']);
  });

  it('marks what is wrong, and takes the mark away', () => {
    const { element, find } = fieldOf('number', { value: 5 });
    const input = find('lightning-input');
    input.setCustomValidity = jest.fn();
    input.reportValidity = jest.fn();
    element.problem = 'From 5 to 59.';
    element.problem = undefined;
    expect(input.setCustomValidity.mock.calls).toEqual([['From 5 to 59.'], ['']]);
    expect(input.reportValidity).toHaveBeenCalledTimes(2);
    expect(element.problem).toBeUndefined();
  });

  it('hands what is wrong with an order on', () => {
    expect(fieldOf('order', { problem: 'No such rule.' }).find('c-rule-order').problem).toBe('No such rule.');
  });
});

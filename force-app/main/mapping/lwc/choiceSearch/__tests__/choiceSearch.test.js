import { createElement } from 'lwc';
import ChoiceSearch from 'c/choiceSearch';

const OPTIONS = [
  { value: 'Name', label: 'Deal name', detail: 'Name', icon: 'utility:text', iconWord: 'Text', marks: ['Required'] },
  { value: 'Amount', label: 'Amount', detail: 'Amount', reason: 'Text does not fit.' },
  { value: 'Stage__c', label: 'Stage', detail: 'Stage__c' },
];

const searchWith = (properties) => {
  const element = createElement('c-choice-search', { is: ChoiceSearch });
  Object.assign(element, { label: 'Field', options: OPTIONS, ...properties });
  document.body.appendChild(element);
  const chosen = [];
  element.addEventListener('choose', ({ detail }) => chosen.push(detail));
  const find = (selector) => element.shadowRoot.querySelector(selector);
  const input = () => find('input');
  const type = (text) => {
    input().value = text;
    input().dispatchEvent(new CustomEvent('input'));
    return Promise.resolve();
  };
  const press = (key) => {
    input().dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    return Promise.resolve();
  };
  const shown = () => [...element.shadowRoot.querySelectorAll('[role="option"]')].map(({ dataset }) => dataset.value);
  return { element, chosen, find, input, press, shown, type };
};

describe('c-choice-search', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows what is chosen, and opens by a click', async () => {
    const { element, input, shown } = searchWith({ value: 'Stage__c' });
    expect(input().value).toBe('Stage');
    expect(shown()).toEqual([]);
    input().click();
    await Promise.resolve();
    expect(shown()).toEqual(['Name', 'Amount', 'Stage__c']);
    expect(input().getAttribute('aria-expanded')).toBe('true');
    await expect(element).toBeAccessible();
  });

  it('shows a value that is none of the entries', () => {
    expect(searchWith({ value: 'Old__c' }).input().value).toBe('Old__c');
    expect(searchWith({ value: 'Old__c', valueLabel: 'Old' }).input().value).toBe('Old');
  });

  it('finds entries by label and by API name', async () => {
    const { element, find, shown, type } = searchWith({});
    await type('deal');
    expect(shown()).toEqual(['Name']);
    await type('STAGE__C');
    expect(shown()).toEqual(['Stage__c']);
    await type('nothing');
    expect(find('[data-id="none"]').textContent).toBe('c.Map_No_Match');
    await expect(element).toBeAccessible();
  });

  it('draws no more entries than a person reads', async () => {
    const options = Array.from({ length: 600 }, (_, index) => ({ value: `F${index}`, label: `Field ${index}` }));
    const { find, input, shown } = searchWith({ options });
    input().click();
    await Promise.resolve();
    expect(shown()).toHaveLength(50);
    expect(find('[data-id="more"]').textContent.trim()).toBe('c.Map_More');
  });

  it('is used by keyboard', async () => {
    const { chosen, input, press, shown } = searchWith({});
    await press('ArrowDown');
    expect(input().getAttribute('aria-activedescendant')).toContain('option-0');
    await press('ArrowUp');
    await press('Enter');
    expect(chosen).toEqual(['Stage__c']);
    expect(shown()).toEqual([]);
    await press('ArrowUp');
    await press('Escape');
    expect(shown()).toEqual([]);
    await press('x');
    await press('Escape');
    expect(chosen).toHaveLength(1);
  });

  it('chooses by a click, but not what cannot be chosen', async () => {
    const { chosen, find, input } = searchWith({ value: 'Stage__c' });
    input().click();
    await Promise.resolve();
    expect(find('[data-value="Amount"] [data-id="reason"]').textContent).toBe('Text does not fit.');
    find('[data-value="Amount"]').click();
    find('.slds-dropdown').dispatchEvent(new MouseEvent('mousedown', { cancelable: true }));
    find('[data-value="Name"]').click();
    await Promise.resolve();
    input().click();
    await Promise.resolve();
    find('[data-value="Stage__c"]').click();
    expect(chosen).toEqual(['Name']);
  });

  it('forgets what was typed when it is left', async () => {
    const { input, shown, type } = searchWith({ value: 'Name' });
    await type('stage');
    input().dispatchEvent(new CustomEvent('blur'));
    await Promise.resolve();
    expect(shown()).toEqual([]);
    expect(input().value).toBe('Deal name');
  });

  it('lets the caller search', async () => {
    const { element, shown, type } = searchWith({ isSearchedOutside: true });
    const searched = jest.fn();
    element.addEventListener('search', ({ detail }) => searched(detail));
    await type('zzz');
    expect(searched).toHaveBeenCalledWith('zzz');
    expect(shown()).toHaveLength(3);
  });

  it('stays closed while nothing can be chosen, and when there is nothing', async () => {
    const disabled = searchWith({ disabled: true });
    disabled.input().dispatchEvent(new CustomEvent('click'));
    await Promise.resolve();
    expect(disabled.shown()).toEqual([]);
    const empty = searchWith({ options: [] });
    await empty.press('ArrowDown');
    await empty.press('Enter');
    expect(empty.chosen).toEqual([]);
  });

  it('tells what is wrong, and takes the focus', async () => {
    const { element, find, input } = searchWith({ problem: 'Choose a field.' });
    expect(find('[data-id="problem"]').textContent).toBe('Choose a field.');
    expect(input().getAttribute('aria-invalid')).toBe('true');
    element.focus();
    expect(element.shadowRoot.activeElement).toBe(input());
    await expect(element).toBeAccessible();
  });
});

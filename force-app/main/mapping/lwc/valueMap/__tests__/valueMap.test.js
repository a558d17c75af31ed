import { createElement } from 'lwc';
import ValueMap from 'c/valueMap';

const editorWith = (properties) => {
  const element = createElement('c-value-map', { is: ValueMap });
  Object.assign(element, properties);
  document.body.appendChild(element);
  const changes = [];
  element.addEventListener('valueschange', ({ detail }) => changes.push(detail));
  const all = (id) => [...element.shadowRoot.querySelectorAll(`[data-id="${id}"]`)];
  const enter = (id, index, value) => all(id)[index].dispatchEvent(new CustomEvent('change', { detail: { value } }));
  return { element, changes, all, enter };
};

describe('c-value-map', () => {
  afterEach(() => document.body.replaceChildren());

  it('stands empty', async () => {
    const { element, all } = editorWith({});
    expect(all('entry')).toHaveLength(0);
    await expect(element).toBeAccessible();
  });

  it('shows each value with what stands for it, one that the field lost too', async () => {
    const { element, all } = editorWith({ value: '{"won":"Gone"}', choices: ['Closed Won'], problem: 'Unknown.' });
    expect(all('from')[0].value).toBe('won');
    expect(all('to')[0].options.map(({ value }) => value)).toEqual(['Closed Won', 'Gone']);
    expect(all('problem')[0].textContent).toBe('Unknown.');
    await expect(element).toBeAccessible();
  });

  it('adds, changes and removes values, and tells only those that are complete', async () => {
    const { element, changes, all, enter } = editorWith({ value: '{"a":"b"}' });
    all('add')[0].click();
    await Promise.resolve();
    enter('from', 1, 'won');
    await Promise.resolve();
    element.value = changes.at(-1);
    await Promise.resolve();
    expect(all('entry')).toHaveLength(2);
    enter('to', 1, 'Closed Won');
    await Promise.resolve();
    all('remove')[0].click();
    await Promise.resolve();
    all('remove')[0].click();

    expect(changes).toEqual(['{"a":"b"}', '{"a":"b","won":"Closed Won"}', '{"won":"Closed Won"}', null]);
  });

  it('says that stored values cannot be read', async () => {
    const { element, all } = editorWith({ value: '{' });
    expect(all('broken')).toHaveLength(1);
    await expect(element).toBeAccessible();
  });
});

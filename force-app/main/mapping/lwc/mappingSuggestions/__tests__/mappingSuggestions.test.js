import { createElement } from 'lwc';
import MappingSuggestions from 'c/mappingSuggestions';

const SUGGESTIONS = [
  { property: 'title', propertyLabel: 'Title', field: 'Name', fieldLabel: 'Deal name', score: 80 },
  { property: 'summary.text', propertyLabel: 'Summary', field: 'Recap__c', fieldLabel: 'Recap', score: 100 },
];

const panelWith = (suggestions) => {
  const element = createElement('c-mapping-suggestions', { is: MappingSuggestions });
  element.suggestions = suggestions;
  document.body.appendChild(element);
  const accepted = [];
  element.addEventListener('accept', ({ detail }) => accepted.push(detail));
  const all = (id) => [...element.shadowRoot.querySelectorAll(`[data-id="${id}"]`)];
  return { element, accepted, all };
};

describe('c-mapping-suggestions', () => {
  afterEach(() => document.body.replaceChildren());

  it('says when there is nothing to suggest', async () => {
    const { element, all } = panelWith([]);
    expect(all('none')).toHaveLength(1);
    expect(all('accept-all')).toHaveLength(0);
    await expect(element).toBeAccessible();
  });

  it('has one accepted, or all', async () => {
    const { element, accepted, all } = panelWith(SUGGESTIONS);
    all('accept')[1].click();
    all('accept-all')[0].click();
    expect(accepted).toEqual([
      [{ property: 'summary.text', field: 'Recap__c' }],
      [
        { property: 'title', field: 'Name' },
        { property: 'summary.text', field: 'Recap__c' },
      ],
    ]);
    await expect(element).toBeAccessible();
  });
});

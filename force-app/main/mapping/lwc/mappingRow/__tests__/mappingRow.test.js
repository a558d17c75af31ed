import { createElement } from 'lwc';
import MappingRow from 'c/mappingRow';

const PROPERTIES = [
  { name: 'title', label: 'Title', kind: 'TEXT' },
  { name: 'durationMinutes', label: 'Duration', kind: 'AMOUNT' },
];
const FIELDS = [
  { name: 'Age', label: 'Age', type: 'DOUBLE', kinds: ['AMOUNT'], refusal: 'A formula.' },
  { name: 'Name', label: 'Deal name', type: 'STRING', kinds: ['TEXT', 'AMOUNT'], isRequired: true, canAppend: true },
  { name: 'Seats__c', label: 'Seats', type: 'DOUBLE', kinds: ['AMOUNT'], isCustom: true },
];
const LINE = { property: 'title', field: 'Name', direction: 'To Salesforce', overwriteRule: 'Always', active: true };

const rowWith = (line = {}, properties = {}) => {
  const element = createElement('c-mapping-row', { is: MappingRow });
  Object.assign(element, {
    row: { key: 'row-1', line: { ...LINE, ...line } },
    properties: PROPERTIES,
    fields: FIELDS,
    ...properties,
  });
  document.body.appendChild(element);
  const told = [];
  for (const name of ['rowchange', 'rowremove', 'rowtoggle']) {
    element.addEventListener(name, ({ detail }) => told.push([name, detail]));
  }
  const find = (selector) => element.shadowRoot.querySelector(selector);
  return { element, told, find };
};

describe('c-mapping-row', () => {
  afterEach(() => document.body.replaceChildren());

  it('says in one line what goes where, and what the meeting gives', async () => {
    const { element, find } = rowWith(
      { overwriteRule: 'Append', valueMap: '{"a":"b"}' },
      { preview: { text: 'Kestrel', note: 'Too long' } },
    );
    expect(find('[data-id="property-name"]').textContent).toContain('Title');
    expect(find('[data-id="field-name"]').textContent).toContain('Deal name');
    expect(find('[data-id="field-name"]').textContent).toContain('c.Map_Required');
    expect(find('[data-id="field-name"]').textContent).toContain('c.Map_Append');
    expect(find('[data-id="field-name"]').textContent).toContain('c.Map_Values_Count');
    expect(find('[data-id="preview"]').textContent).toContain('Kestrel');
    expect(find('[data-id="preview"]').textContent).toContain('Too long');
    expect(find('[data-id="form"]')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('stands while nothing is chosen', async () => {
    const { element, find } = rowWith({ property: undefined, field: undefined, direction: undefined });
    expect(find('[data-id="property-name"]').textContent).toContain('c.Map_Nothing_Chosen');
    await expect(element).toBeAccessible();
  });

  it('shows names that the org does not have any more, and why the mapping is paused', async () => {
    const { element, find } = rowWith({ field: 'Gone__c', paused: true, pauseReason: 'The field is gone.' });
    expect(find('[data-id="field-name"]').textContent).toContain('Gone__c');
    expect(find('[data-id="pause"]').textContent).toBe('The field is gone.');
    await expect(element).toBeAccessible();
  });

  it('offers fields that fit first, and says why others do not', async () => {
    const { element, find } = rowWith({}, { isOpen: true });
    const { options } = find('c-choice-search[data-id="field"]');
    expect(options.map(({ value, reason }) => [value, reason])).toEqual([
      ['Name', undefined],
      ['Age', 'A formula.'],
      ['Seats__c', 'c.Map_Does_Not_Fit'],
    ]);
    expect(options[0].marks).toEqual(['c.Map_Required']);
    await expect(element).toBeAccessible();
  });

  it('tells what the person changes', () => {
    const { told, find } = rowWith({}, { isOpen: true });
    const change = (selector, detail) => find(selector).dispatchEvent(new CustomEvent('change', { detail }));
    const choose = (id, detail) =>
      find(`c-choice-search[data-id="${id}"]`).dispatchEvent(new CustomEvent('choose', { detail }));
    choose('property', 'durationMinutes');
    choose('field', 'Seats__c');
    change('[data-id="direction"]', { value: 'Both' });
    find('[data-id="active"]').checked = false;
    change('[data-id="active"]');
    find('c-mapping-options').dispatchEvent(
      new CustomEvent('partchange', { detail: { part: 'defaultValue', value: 'x' } }),
    );
    find('[data-id="open"]').click();
    find('[data-id="remove"]').click();
    expect(told).toEqual([
      ['rowchange', { key: 'row-1', parts: { property: 'durationMinutes' } }],
      ['rowchange', { key: 'row-1', parts: { field: 'Seats__c' } }],
      ['rowchange', { key: 'row-1', parts: { direction: 'Both' } }],
      ['rowchange', { key: 'row-1', parts: { active: false } }],
      ['rowchange', { key: 'row-1', parts: { defaultValue: 'x' } }],
      ['rowtoggle', 'row-1'],
      ['rowremove', 'row-1'],
    ]);
  });

  it('takes a name of the admin for what only goes to Demodesk', async () => {
    const { told, find } = rowWith({}, { isOpen: true });
    const property = () => find('c-choice-search[data-id="property"]');
    property().dispatchEvent(new CustomEvent('search', { detail: ' custom.region ' }));
    await Promise.resolve();
    expect(property().options[0].value).toBe('custom.region');
    property().dispatchEvent(new CustomEvent('choose', { detail: 'custom.region' }));
    expect(told[0][1].parts).toEqual({ property: 'custom.region', direction: 'To Demodesk' });
  });

  it('puts each problem to the part that it is about', async () => {
    const problems = [
      { part: 'field', reason: 'No such field.', remedy: 'Choose another.' },
      { part: 'linkField', reason: 'Other way.' },
    ];
    const { element, find } = rowWith({}, { problems, isOpen: true });
    expect(find('c-choice-search[data-id="field"]').problem).toBe('No such field. Choose another.');
    expect(find('[data-id="problems"]').textContent).toBe('Other way.');
    element.isOpen = false;
    await Promise.resolve();
    expect(find('[data-id="problems"]').querySelectorAll('li')).toHaveLength(2);
    await expect(element).toBeAccessible();
  });

  it('takes the focus, open or closed', () => {
    const { element, find } = rowWith();
    const focused = jest.fn();
    find('[data-id="open"]').focus = focused;
    element.focus();
    expect(focused).toHaveBeenCalled();
    const open = rowWith({}, { isOpen: true });
    open.element.focus();
    expect(open.element.shadowRoot.activeElement).toBe(open.find('c-choice-search[data-id="property"]'));
  });
});

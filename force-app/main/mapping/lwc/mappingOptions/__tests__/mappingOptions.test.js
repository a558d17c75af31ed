import { createElement } from 'lwc';
import MappingOptions from 'c/mappingOptions';

const LINE = { objectName: 'Opportunity', direction: 'To Salesforce', overwriteRule: 'Always', unknownValue: 'Skip' };
const STAGE = { name: 'StageName', type: 'PICKLIST', canAppend: false, values: ['Qualification', 'Closed Won'] };
const TEXT = { name: 'title', kind: 'TEXT' };

const optionsWith = (properties) => {
  const element = createElement('c-mapping-options', { is: MappingOptions });
  Object.assign(element, { line: LINE, ...properties });
  document.body.appendChild(element);
  const changes = [];
  element.addEventListener('partchange', ({ detail }) => changes.push(detail));
  const part = (name) => element.shadowRoot.querySelector(`[data-part="${name}"]`);
  const values = () => element.shadowRoot.querySelector('c-value-map');
  return { element, changes, part, values };
};

describe('c-mapping-options', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows little while neither property nor field is chosen', async () => {
    const { element, part, values } = optionsWith({});
    expect(part('overwriteRule').options.map(({ value }) => value)).toEqual(['Always', 'Only if blank', 'Append']);
    expect(part('unknownValue')).toBeNull();
    expect(part('conflictPolicy')).toBeNull();
    expect(part('contacts')).toBeNull();
    expect(values()).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('offers what a picklist needs, and no appending', async () => {
    const { element, part, values } = optionsWith({ field: STAGE, property: TEXT });
    expect(part('overwriteRule').options.map(({ value }) => value)).toEqual(['Always', 'Only if blank']);
    expect(part('unknownValue').value).toBe('Skip');
    expect(values().choices).toEqual(STAGE.values);
    await expect(element).toBeAccessible();
  });

  it('offers yes and no for a checkbox', () => {
    const { values } = optionsWith({ field: { type: 'BOOLEAN' }, property: { kind: 'FLAG' } });
    expect(values().choices).toEqual(['true', 'false']);
  });

  it('offers any value where the field takes any, and keeps a map that is there', () => {
    const { values } = optionsWith({ line: { ...LINE, valueMap: '{}' }, property: { kind: 'AMOUNT' } });
    expect(values().choices).toEqual([]);
  });

  it('asks which contacts, and which policy of a mapping both ways', () => {
    const { part } = optionsWith({ line: { ...LINE, objectName: 'Contact', direction: 'Both' } });
    expect(part('contacts').options).toHaveLength(2);
    expect(part('conflictPolicy').value).toBe('');
  });

  it('asks nothing about writing when the mapping only goes to Demodesk', () => {
    const { part } = optionsWith({ line: { ...LINE, linkField: 'Deal__c', direction: 'To Demodesk' }, field: STAGE });
    expect(part('overwriteRule')).toBeNull();
    expect(part('writeBlanks')).toBeNull();
    expect(part('contacts')).toBeNull();
  });

  it('tells each change', () => {
    const { changes, part, values } = optionsWith({ field: STAGE, property: TEXT });
    part('overwriteRule').dispatchEvent(new CustomEvent('change', { detail: { value: 'Only if blank' } }));
    part('writeBlanks').checked = true;
    part('writeBlanks').dispatchEvent(new CustomEvent('change'));
    values().dispatchEvent(new CustomEvent('valueschange', { detail: '{"a":"b"}' }));
    values().dispatchEvent(new CustomEvent('valueschange'));
    expect(changes).toEqual([
      { part: 'overwriteRule', value: 'Only if blank' },
      { part: 'writeBlanks', value: true },
      { part: 'valueMap', value: '{"a":"b"}' },
      { part: 'valueMap', value: undefined },
    ]);
  });

  it('marks what is wrong', async () => {
    const { element, part } = optionsWith({ field: STAGE });
    const told = jest.fn();
    part('defaultValue').setCustomValidity = told;
    element.problems = { defaultValue: 'No such value.' };
    await Promise.resolve();
    expect(told).toHaveBeenCalledWith('No such value.');
  });
});

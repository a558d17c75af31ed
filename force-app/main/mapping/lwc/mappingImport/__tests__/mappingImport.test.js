import { createElement } from 'lwc';
import MappingImport from 'c/mappingImport';
import importMappings from '@salesforce/apex/FieldMappingController.importMappings';

jest.mock('@salesforce/apex/FieldMappingController.importMappings', () => ({ default: jest.fn() }), { virtual: true });

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 6 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const panel = () => {
  const element = createElement('c-mapping-import', { is: MappingImport });
  document.body.appendChild(element);
  const told = jest.fn();
  element.addEventListener('imported', () => told('imported'));
  element.addEventListener('close', () => told('close'));
  const find = (selector) => element.shadowRoot.querySelector(selector);
  const enter = async (value) => {
    find('[data-id="content"]').dispatchEvent(new CustomEvent('change', { detail: { value } }));
    await flush();
  };
  return { element, told, find, enter };
};

describe('c-mapping-import', () => {
  afterEach(() => document.body.replaceChildren());

  it('waits for something to import', async () => {
    const { element, find } = panel();
    expect(find('[data-id="import"]').disabled).toBe(true);
    await expect(element).toBeAccessible();
  });

  it('imports a file', async () => {
    importMappings.mockResolvedValue([]);
    const { find, told } = panel();
    const input = find('[data-id="file"]');
    input.files = [{ text: () => Promise.resolve('{"version":1}') }];
    input.dispatchEvent(new CustomEvent('change', { detail: {} }));
    await flush();
    find('[data-id="import"]').click();
    await flush();
    expect(importMappings).toHaveBeenCalledWith({ document: '{"version":1}' });
    expect(told).toHaveBeenCalledWith('imported');
  });

  it('names every problem, until the content changes', async () => {
    importMappings.mockResolvedValue(['title: no such field', 'id: no such object']);
    const { element, enter, find, told } = panel();
    await enter('{}');
    find('[data-id="import"]').click();
    await flush();
    expect(find('[data-id="problems"]').querySelectorAll('li')).toHaveLength(2);
    expect(told).not.toHaveBeenCalled();
    await expect(element).toBeAccessible();
    await enter('{ }');
    expect(find('[data-id="problems"]')).toBeNull();
  });

  it('says so when it cannot be done', async () => {
    importMappings.mockRejectedValue({ body: { message: '{"code":"NO_PERMISSION","message":"No."}' } });
    const { element, enter, find } = panel();
    await enter('{}');
    find('[data-id="import"]').click();
    await flush();
    expect(find('c-error-panel')).not.toBeNull();
    await expect(element).toBeAccessible();
  });

  it('goes away when the person does not want to go on', () => {
    const { find, told } = panel();
    find('[data-id="cancel"]').click();
    expect(told).toHaveBeenCalledWith('close');
  });
});

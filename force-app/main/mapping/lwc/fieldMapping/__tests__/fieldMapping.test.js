import { createElement } from 'lwc';
import FieldMapping from 'c/fieldMapping';
import exportMappings from '@salesforce/apex/FieldMappingController.exportMappings';
import preview from '@salesforce/apex/FieldMappingController.preview';
import read from '@salesforce/apex/FieldMappingController.read';
import restoreDefaults from '@salesforce/apex/FieldMappingController.restoreDefaults';
import save from '@salesforce/apex/FieldMappingController.save';
import suggest from '@salesforce/apex/FieldMappingController.suggest';
import targets from '@salesforce/apex/FieldMappingController.targets';

jest.mock('@salesforce/apex/FieldMappingController.exportMappings', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/FieldMappingController.importMappings', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/FieldMappingController.preview', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/FieldMappingController.read', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/FieldMappingController.restoreDefaults', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/FieldMappingController.save', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/FieldMappingController.suggest', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/FieldMappingController.targets', () => ({ default: jest.fn() }), { virtual: true });

const DEAL = { objectName: 'Opportunity', label: 'Opportunity' };
const ROOM = { objectName: 'Room__c', label: 'Room', linkField: 'Deal__c', linkLabel: 'Deal', isCustom: true };
const LEAD = { objectName: 'Lead', label: 'Lead', isOutboundOnly: true };
const MAPPING = {
  id: 'm1',
  property: 'title',
  objectName: 'Opportunity',
  field: 'Name',
  direction: 'To Salesforce',
  overwriteRule: 'Always',
  active: true,
};
const SCREEN = {
  properties: [
    { name: 'title', label: 'Title', kind: 'TEXT' },
    { name: 'summary.text', label: 'Summary', kind: 'TEXT' },
  ],
  fields: [
    { name: 'Name', label: 'Deal name', type: 'STRING', kinds: ['TEXT'] },
    { name: 'Recap__c', label: 'Recap', type: 'TEXTAREA', kinds: ['TEXT'], isCustom: true },
  ],
  mappings: [MAPPING],
  warnings: [],
};
const PREVIEW = { meetingId: 'a1', title: 'Kestrel', values: [{ text: 'Kestrel' }] };
const NO_PERMISSION = { body: { message: '{"code":"NO_PERMISSION","message":"No.","remedy":"Ask."}' } };

// As many microtasks as the component may need, one after the other.
const flush = () => Array.from({ length: 12 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const shown = async () => {
  const element = createElement('c-field-mapping', { is: FieldMapping });
  const toasts = [];
  element.addEventListener('lightning__showtoast', ({ detail }) => toasts.push(detail));
  document.body.appendChild(element);
  await flush();
  const find = (selector) => element.shadowRoot.querySelector(selector);
  const rows = () => [...element.shadowRoot.querySelectorAll('c-mapping-row')];
  const tell = async (target, name, detail) => {
    target.dispatchEvent(new CustomEvent(name, { detail }));
    await flush();
  };
  const press = async (id) => {
    find(`[data-id="${id}"]`).click();
    await flush();
  };
  const change = (index, parts) => tell(rows()[index], 'rowchange', { key: rows()[index].row.key, parts });
  return { element, toasts, find, rows, tell, press, change };
};

const screenWith = async (screen = {}, found = [DEAL, ROOM]) => {
  targets.mockResolvedValue(found);
  read.mockResolvedValue({ ...SCREEN, ...screen });
  preview.mockResolvedValue(PREVIEW);
  return shown();
};

describe('c-field-mapping', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    global.URL.createObjectURL = jest.fn(() => 'blob:file');
    global.URL.revokeObjectURL = jest.fn();
  });
  afterEach(() => {
    document.body.replaceChildren();
    jest.useRealTimers();
  });

  it('spins while it loads', async () => {
    targets.mockReturnValue(new Promise(() => undefined));
    const { find } = await shown();
    expect(find('lightning-spinner')).not.toBeNull();
  });

  it('shows the mappings of the first object and what a meeting gives', async () => {
    const { element, find, rows } = await screenWith({ warnings: ['Too many.'] });
    expect(read).toHaveBeenCalledWith({ objectName: 'Opportunity', linkField: undefined });
    expect(rows()).toHaveLength(1);
    expect(rows()[0].preview).toEqual({ text: 'Kestrel' });
    expect(find('[data-id="preview-of"]').textContent).toBe('c.Map_Preview_Of');
    expect(find('[data-id="warnings"]').textContent).toContain('Too many.');
    expect(find('[data-id="save"]')).toBeNull();
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('says what will be here when nothing is mapped', async () => {
    const { element, find } = await screenWith({ mappings: [] });
    expect(find('c-empty-state').heading).toBe('c.Map_None');
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('says that there is no meeting to show yet', async () => {
    targets.mockResolvedValue([DEAL]);
    read.mockResolvedValue(SCREEN);
    preview.mockResolvedValue({ values: [{ note: 'None yet.' }] });
    const { find } = await shown();
    expect(find('[data-id="preview-of"]').textContent).toBe('c.Map_Preview_None');
  });

  it('works without a preview', async () => {
    targets.mockResolvedValue([DEAL]);
    read.mockResolvedValue(SCREEN);
    preview.mockRejectedValue(new Error('away'));
    const { find, rows } = await shown();
    expect(rows()).toHaveLength(1);
    expect(find('[data-id="preview-of"]').textContent).toBe('');
  });

  it('tells somebody without the permission whom to ask', async () => {
    targets.mockRejectedValue(NO_PERMISSION);
    const { element, find } = await shown();
    expect(find('c-error-panel').error).toEqual(NO_PERMISSION);
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('tries again after an error', async () => {
    targets.mockResolvedValue([DEAL]);
    read.mockRejectedValueOnce(new Error('away')).mockResolvedValue(SCREEN);
    preview.mockResolvedValue(PREVIEW);
    const { find, rows, tell } = await shown();
    await tell(find('c-error-panel'), 'retry');
    expect(rows()).toHaveLength(1);
  });

  it('searches objects a moment after somebody typed', async () => {
    const { find, tell } = await screenWith();
    targets.mockResolvedValueOnce([ROOM, LEAD]).mockRejectedValueOnce(new Error('away'));
    await tell(find('[data-id="object"]'), 'search', 'ro');
    await tell(find('[data-id="object"]'), 'search', 'room');
    jest.advanceTimersByTime(300);
    await flush();
    expect(targets).toHaveBeenCalledTimes(2);
    expect(targets).toHaveBeenLastCalledWith({ search: 'room' });
    expect(find('[data-id="object"]').options).toEqual([
      { value: 'Room__c|Deal__c', label: 'Room', detail: 'c.Map_Object_Via', marks: ['c.Map_Custom'] },
      { value: 'Lead|', label: 'Lead', detail: 'c.Map_Object_Outbound', marks: [] },
    ]);
    await tell(find('[data-id="object"]'), 'search', 'x');
    jest.advanceTimersByTime(300);
    await flush();
    expect(find('[data-id="object"]').options).toHaveLength(2);
  });

  it('maps a linked object, with records where there are none', async () => {
    const { find, press, rows, tell } = await screenWith();
    read.mockResolvedValue({ ...SCREEN, mappings: [{ ...MAPPING, objectName: 'Room__c', linkField: 'Deal__c' }] });
    await tell(find('[data-id="object"]'), 'choose', 'Room__c|Deal__c');
    expect(read).toHaveBeenLastCalledWith({ objectName: 'Room__c', linkField: 'Deal__c' });
    find('[data-id="create-missing"]').checked = true;
    await tell(find('[data-id="create-missing"]'), 'change');
    await press('add');
    expect(rows().map(({ row }) => [row.line.objectName, row.line.linkField, row.line.createMissing])).toEqual([
      ['Room__c', 'Deal__c', true],
      ['Room__c', 'Deal__c', true],
    ]);
  });

  it('asks before unsaved changes are lost', async () => {
    const { element, find, change, press, tell } = await screenWith();
    await change(0, { active: false });
    await tell(find('[data-id="object"]'), 'choose', 'Room__c|Deal__c');
    expect(read).toHaveBeenCalledTimes(1);
    await press('stay');
    expect(find('[data-id="leave"]')).toBeNull();
    await tell(find('[data-id="object"]'), 'choose', 'Room__c|Deal__c');
    jest.useRealTimers();
    await expect(element).toBeAccessible();
    await press('discard');
    expect(read).toHaveBeenLastCalledWith({ objectName: 'Room__c', linkField: 'Deal__c' });
    expect(find('[data-id="unsaved"]')).toBeNull();
  });

  it('warns before the page is left with unsaved changes', async () => {
    const { change } = await screenWith();
    const leave = () => {
      const event = new CustomEvent('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    await change(0, { active: false });
    expect(leave()).toBe(true);
    document.body.replaceChildren();
    expect(leave()).toBe(false);
  });

  it('adds, changes and removes mappings and saves them as one', async () => {
    const { find, change, press, rows, tell, toasts } = await screenWith();
    save.mockResolvedValue({ isSaved: true, problems: [] });
    await press('add');
    expect(rows()[1].isOpen).toBe(true);
    await change(1, { property: 'summary.text' });
    await change(1, { field: 'Recap__c' });
    jest.advanceTimersByTime(300);
    await flush();
    expect(preview).toHaveBeenCalledTimes(2);
    await tell(rows()[0], 'rowremove', rows()[0].row.key);
    await press('save');

    const { lines, removedIds } = save.mock.calls[0][0];
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ property: 'summary.text', field: 'Recap__c', objectName: 'Opportunity' });
    expect(removedIds).toEqual(['m1']);
    expect(toasts[0]).toMatchObject({ title: 'c.Map_Saved', variant: 'success' });
    expect(find('[data-id="save"]')).toBeNull();
  });

  it('removes a mapping that was never saved without a trace', async () => {
    const { find, press, rows, tell } = await screenWith();
    await press('add');
    await tell(rows()[1], 'rowremove', rows()[1].row.key);
    expect(find('[data-id="save"]')).toBeNull();
  });

  it('throws a late preview away', async () => {
    const { change, rows } = await screenWith();
    let answerLate;
    preview.mockReturnValueOnce(new Promise((resolve) => (answerLate = resolve)));
    await change(0, { defaultValue: 'a' });
    jest.advanceTimersByTime(300);
    await flush();
    preview.mockResolvedValueOnce({ ...PREVIEW, values: [{ text: 'newer' }] });
    await change(0, { defaultValue: 'b' });
    jest.advanceTimersByTime(300);
    await flush();
    answerLate({ ...PREVIEW, values: [{ text: 'older' }] });
    await flush();
    expect(rows()[0].preview).toEqual({ text: 'newer' });
  });

  it('shows what is missing before anything is sent', async () => {
    const { press, rows, toasts } = await screenWith();
    await press('add');
    await press('save');
    expect(save).not.toHaveBeenCalled();
    expect(rows()[1].problems).toEqual([
      { part: 'property', reason: 'c.Map_Choose_Property' },
      { part: 'field', reason: 'c.Map_Choose_Field' },
    ]);
    expect(toasts[0].variant).toBe('error');
  });

  it('shows each problem at its row until the part is changed', async () => {
    const { change, press, rows } = await screenWith({ mappings: [MAPPING, { ...MAPPING, id: 'm2' }] });
    save.mockResolvedValue({
      isSaved: false,
      problems: [
        { index: 0, part: 'field', reason: 'Taken.', remedy: 'Choose another.' },
        { index: 0, part: 'defaultValue', reason: 'Too long.' },
      ],
    });
    await change(1, { active: false });
    await press('save');
    expect(rows()[0].problems).toEqual([]);
    expect(rows()[1].problems).toHaveLength(2);
    expect(rows()[1].isOpen).toBe(true);
    await change(1, { field: 'Recap__c' });
    expect(rows()[1].problems).toEqual([{ part: 'defaultValue', reason: 'Too long.' }]);
  });

  it('keeps what was entered when saving fails, and lets it be thrown away', async () => {
    const { change, press, rows, toasts } = await screenWith();
    save.mockRejectedValue({ body: { message: '{"code":"REFUSED","message":"Locked.","remedy":"Wait."}' } });
    await change(0, { active: false });
    await press('save');
    expect(toasts[0]).toMatchObject({ title: 'Locked.', message: 'Wait.', variant: 'error' });
    expect(rows()[0].row.line.active).toBe(false);
    await press('cancel');
    expect(rows()[0].row.line.active).toBe(true);
  });

  it('opens and closes a row', async () => {
    const { rows, tell } = await screenWith();
    const { key } = rows()[0].row;
    await tell(rows()[0], 'rowtoggle', key);
    expect(rows()[0].isOpen).toBe(true);
    await tell(rows()[0], 'rowtoggle', key);
    expect(rows()[0].isOpen).toBe(false);
  });

  it('suggests what is not mapped yet, and accepts it', async () => {
    const { find, press, rows, tell } = await screenWith();
    suggest.mockResolvedValue([
      { property: 'title', field: 'Recap__c', score: 60 },
      { property: 'summary.text', field: 'Recap__c', score: 90 },
      { property: 'outcome', field: 'Gone__c', score: 50 },
    ]);
    await press('suggest');
    expect(
      find('c-mapping-suggestions').suggestions.map(({ propertyLabel, fieldLabel }) => [propertyLabel, fieldLabel]),
    ).toEqual([
      ['Summary', 'Recap'],
      ['outcome', 'Gone__c'],
    ]);
    await tell(find('c-mapping-suggestions'), 'accept', [{ property: 'summary.text', field: 'Recap__c' }]);
    expect(rows()).toHaveLength(2);
    expect(find('c-mapping-suggestions').suggestions).toHaveLength(1);
  });

  it('says so when it cannot suggest, export or restore', async () => {
    const { find, press, tell, toasts } = await screenWith();
    suggest.mockRejectedValue(new Error('away'));
    exportMappings.mockRejectedValue(new Error('away'));
    restoreDefaults.mockRejectedValue(new Error('away'));
    await press('suggest');
    await tell(find('[data-id="menu"]'), 'select', { value: 'export' });
    await tell(find('[data-id="menu"]'), 'select', { value: 'restore' });
    expect(toasts.map(({ title }) => title)).toEqual(['away', 'away', 'away']);
  });

  it('hands the mappings out as a file', async () => {
    const { find, tell } = await screenWith();
    exportMappings.mockResolvedValue('{"version":1}');
    const clicked = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await tell(find('[data-id="menu"]'), 'select', { value: 'export' });
    expect(clicked).toHaveBeenCalledTimes(1);
    expect(global.URL.revokeObjectURL).toHaveBeenCalledWith('blob:file');
    clicked.mockRestore();
  });

  it('takes mappings from a file', async () => {
    const { find, tell, toasts } = await screenWith();
    await tell(find('[data-id="menu"]'), 'select', { value: 'import' });
    await tell(find('c-mapping-import'), 'close');
    expect(find('c-mapping-import')).toBeNull();
    await tell(find('[data-id="menu"]'), 'select', { value: 'import' });
    await tell(find('c-mapping-import'), 'imported');
    expect(toasts[0].title).toBe('c.Map_Imported');
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('restores the defaults', async () => {
    const { find, tell, toasts } = await screenWith();
    restoreDefaults.mockResolvedValue(3);
    await tell(find('[data-id="menu"]'), 'select', { value: 'restore' });
    expect(toasts[0]).toMatchObject({ title: 'c.Map_Restored', variant: 'success' });
    expect(read).toHaveBeenCalledTimes(2);
  });
});

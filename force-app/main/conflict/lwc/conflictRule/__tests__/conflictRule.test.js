import { createElement } from 'lwc';
import ConflictRule from 'c/conflictRule';

const RULE = {
  entity: 'Contact',
  label: 'Contact',
  policy: 'MostRecent',
  isBothWays: true,
  bothWaysMappings: 3,
  blankedFields: ['Title', 'Phone'],
  fieldsWithOwnPolicy: ['Email'],
  example: { recordName: 'Anna', fieldLabel: 'Title', value: 'CTO' },
};

const cardWith = (rule, properties) => {
  const element = createElement('c-conflict-rule', { is: ConflictRule });
  Object.assign(element, { rule: { ...RULE, ...rule }, ...properties });
  document.body.appendChild(element);
  const changes = [];
  element.addEventListener('rulechange', ({ detail }) => changes.push(detail));
  return { element, changes, find: (id) => element.shadowRoot.querySelector(`[data-id="${id}"]`) };
};

describe('c-conflict-rule', () => {
  afterEach(() => document.body.replaceChildren());

  it('explains the policies by a record of the org', async () => {
    const { element, find } = cardWith();
    expect(find('source').textContent).toBe('c.Conflict_Source_Recent');
    expect(element.shadowRoot.querySelectorAll('[data-id="example"]')).toHaveLength(3);
    expect(find('blanks').textContent).toBe('c.Conflict_Blanks');
    expect(find('own').textContent).toBe('c.Conflict_Own_Policy');
    expect(find('both').disabled).toBe(false);
    await expect(element).toBeAccessible();
  });

  it('keeps both ways locked until a policy is chosen', async () => {
    const { element, find } = cardWith({
      policy: undefined,
      isBothWays: false,
      example: undefined,
      blankedFields: [],
      fieldsWithOwnPolicy: [],
    });
    expect(find('locked')).not.toBeNull();
    expect(find('both').disabled).toBe(true);
    expect(find('example')).toBeNull();
    expect(find('blanks').textContent).toBe('c.Conflict_Blanks_None');
    expect(find('own')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('takes no change while something is being saved', () => {
    const { find } = cardWith({}, { isBusy: true });
    expect(find('both').disabled).toBe(true);
    expect(find('policy').disabled).toBe(true);
  });

  it('tells what is chosen', () => {
    const { changes, find } = cardWith();
    find('policy').dispatchEvent(new CustomEvent('change', { detail: { value: 'Demodesk' } }));
    find('both').checked = false;
    find('both').dispatchEvent(new CustomEvent('change'));
    expect(changes).toEqual([
      { entity: 'Contact', policy: 'Demodesk', isBothWays: true },
      { entity: 'Contact', policy: 'MostRecent', isBothWays: false },
    ]);
  });
});

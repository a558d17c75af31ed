import { createElement } from 'lwc';
import ConflictSides from 'c/conflictSides';

const CONFLICT = {
  fieldLabel: 'Title',
  salesforceValue: 'Head of Sales',
  salesforceAt: '2026-07-18T10:00:00.000Z',
  demodeskValue: 'CRO',
  demodeskAt: null,
  winner: 'Demodesk',
  rule: 'Most recent wins',
  isUndone: false,
};

const shownWith = (conflict, mayUndo = true) => {
  const element = createElement('c-conflict-sides', { is: ConflictSides });
  Object.assign(element, { conflict: { ...CONFLICT, ...conflict }, mayUndo });
  document.body.appendChild(element);
  return element;
};

const part = (element, selector) => element.shadowRoot.querySelector(selector);

describe('c-conflict-sides', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows both sides and marks the one that was taken', async () => {
    const element = shownWith({});

    expect(part(element, '[data-side="Salesforce"] .value').textContent).toBe('Head of Sales');
    expect(part(element, '[data-side="Demodesk"] .value').textContent).toBe('CRO');
    expect(part(element, '[data-side="Demodesk"] .slds-badge')).not.toBeNull();
    expect(part(element, '[data-side="Salesforce"] .slds-badge')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('offers the way back', () => {
    const element = shownWith({});
    const undone = jest.fn();
    element.addEventListener('undo', undone);
    part(element, '[data-id="undo"]').click();

    expect(undone).toHaveBeenCalledTimes(1);
  });

  it('offers no way back twice', () => {
    const element = shownWith({ isUndone: true, undoneBy: 'Alex', undoneAt: '2026-07-18T11:00:00.000Z' });

    expect(part(element, '[data-id="undo"]')).toBeNull();
    expect(part(element, '[data-id="undone"]')).not.toBeNull();
  });

  it('offers no way back to somebody without the right', () => {
    expect(part(shownWith({ winner: 'Salesforce' }, false), '[data-id="undo"]')).toBeNull();
  });
});

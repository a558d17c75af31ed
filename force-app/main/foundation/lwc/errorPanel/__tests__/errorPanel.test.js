import { createElement } from 'lwc';
import ErrorPanel from 'c/errorPanel';

const panelOf = (shape) => {
  const element = createElement('c-error-panel', { is: ErrorPanel });
  element.error = { body: { message: JSON.stringify(shape) } };
  document.body.appendChild(element);
  return element;
};

const text = (element, id) => element.shadowRoot.querySelector(`[data-id="${id}"]`)?.textContent;

describe('c-error-panel', () => {
  afterEach(() => document.body.replaceChildren());

  it('says what happened and what to do, and offers another try', async () => {
    const element = panelOf({ code: 'UNEXPECTED', message: 'It broke.', remedy: 'Mend it.' });
    const retried = jest.fn();
    element.addEventListener('retry', retried);

    expect(text(element, 'message')).toBe('It broke.');
    expect(text(element, 'remedy')).toBe('Mend it.');
    element.shadowRoot.querySelector('lightning-button').click();

    expect(retried).toHaveBeenCalledTimes(1);
    await expect(element).toBeAccessible();
  });

  it('offers no other try to somebody without the permission', async () => {
    const element = panelOf({ code: 'NO_PERMISSION', message: 'No.', remedy: 'Ask for Demodesk Admin.' });

    expect(element.shadowRoot.querySelector('lightning-button')).toBeNull();
    expect(element.shadowRoot.querySelector('lightning-icon').iconName).toBe('utility:lock');
    await expect(element).toBeAccessible();
  });

  it('shows no remedy where there is none', () => {
    expect(text(panelOf({ code: 'REFUSED', message: 'No.', remedy: null }), 'remedy')).toBeUndefined();
  });
});

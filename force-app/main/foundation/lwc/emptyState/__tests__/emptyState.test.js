import { createElement } from 'lwc';
import EmptyState from 'c/emptyState';

describe('c-empty-state', () => {
  afterEach(() => document.body.replaceChildren());

  it('says what will appear here and when', async () => {
    const element = createElement('c-empty-state', { is: EmptyState });
    element.heading = 'No meetings yet';
    element.message = 'They appear soon.';
    element.iconName = 'utility:video';
    document.body.appendChild(element);

    expect(element.shadowRoot.querySelector('[data-id="heading"]').textContent).toBe('No meetings yet');
    expect(element.shadowRoot.querySelector('[data-id="message"]').textContent).toBe('They appear soon.');
    await expect(element).toBeAccessible();
  });

  it('needs neither message nor icon', () => {
    const element = createElement('c-empty-state', { is: EmptyState });
    element.heading = 'Nothing';
    document.body.appendChild(element);

    expect(element.shadowRoot.querySelector('[data-id="message"]')).toBeNull();
    expect(element.shadowRoot.querySelector('lightning-icon')).toBeNull();
  });
});

import { createElement } from 'lwc';
import StatusBadge from 'c/statusBadge';

const badgeOf = (status, label) => {
  const element = createElement('c-status-badge', { is: StatusBadge });
  Object.assign(element, { status, label });
  document.body.appendChild(element);
  return element;
};

describe('c-status-badge', () => {
  afterEach(() => document.body.replaceChildren());

  it.each([
    ['Succeeded', 'slds-theme_success'],
    ['Failed', 'slds-theme_error'],
    ['no_show', 'slds-theme_warning'],
    ['Skipped', 'slds-badge_lightest'],
  ])('colours %s', async (status, theme) => {
    const element = badgeOf(status, 'A word');
    const badge = element.shadowRoot.querySelector('span');

    expect(badge.className).toContain(theme);
    expect(badge.textContent).toBe('A word');
    await expect(element).toBeAccessible();
  });

  it('shows the value where there is no word for it', () => {
    expect(badgeOf('Strange').shadowRoot.querySelector('span').textContent).toBe('Strange');
  });

  it('shows nothing for nothing', () => {
    expect(badgeOf(undefined).shadowRoot.querySelector('span')).toBeNull();
  });
});

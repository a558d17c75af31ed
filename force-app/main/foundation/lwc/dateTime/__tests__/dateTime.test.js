import { createElement } from 'lwc';
import DateTime from 'c/dateTime';

const shownIn = (properties) => {
  const element = createElement('c-date-time', { is: DateTime });
  Object.assign(element, properties);
  document.body.appendChild(element);
  return element;
};

describe('c-date-time', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows day and time in the zone of the person', async () => {
    const element = shownIn({ value: '2026-07-18T10:05:00.000Z' });
    const shown = element.shadowRoot.querySelector('lightning-formatted-date-time');

    expect(shown.value).toBe('2026-07-18T10:05:00.000Z');
    expect(shown.timeZone).toBeTruthy();
    expect(shown.second).toBeUndefined();
    await expect(element).toBeAccessible();
  });

  it('shows seconds where they matter', () => {
    const element = shownIn({ value: '2026-07-18T10:05:00.000Z', withSeconds: true });
    expect(element.shadowRoot.querySelector('lightning-formatted-date-time').second).toBe('2-digit');
  });

  it('shows nothing for nothing', () => {
    expect(shownIn({}).shadowRoot.querySelector('lightning-formatted-date-time')).toBeNull();
  });
});

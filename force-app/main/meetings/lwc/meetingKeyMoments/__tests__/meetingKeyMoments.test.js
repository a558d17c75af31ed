import { createElement } from 'lwc';
import MeetingKeyMoments from 'c/meetingKeyMoments';

const momentsWith = (moments) => {
  const element = createElement('c-meeting-key-moments', { is: MeetingKeyMoments });
  element.moments = moments;
  document.body.appendChild(element);
  return element;
};

describe('c-meeting-key-moments', () => {
  afterEach(() => document.body.replaceChildren());

  it('stands without moments', async () => {
    const element = momentsWith([]);
    expect(element.shadowRoot.querySelector('li')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('opens the recording at the second of a moment', async () => {
    const element = momentsWith([
      { atSeconds: 190, lastsSeconds: 675, title: 'Pricing', url: 'https://demodesk.com/recordings/a#t=190' },
      { atSeconds: 3725, title: 'Next steps', url: 'https://demodesk.com/recordings/a#t=3725' },
    ]);
    const links = [...element.shadowRoot.querySelectorAll('[data-id="moment"]')];

    expect(links.map(({ href }) => href)).toEqual([
      'https://demodesk.com/recordings/a#t=190',
      'https://demodesk.com/recordings/a#t=3725',
    ]);
    expect(links.map(({ textContent }) => textContent)).toEqual(['3:10', '1:02:05']);
    expect(links[0].rel).toContain('noopener');
    await expect(element).toBeAccessible();
  });

  it('shows how long each lasted', () => {
    const element = momentsWith([
      { atSeconds: 0, lastsSeconds: 600, title: 'Long' },
      { atSeconds: 600, lastsSeconds: 300, title: 'Short' },
    ]);
    const parts = [...element.shadowRoot.querySelectorAll('.part')];
    expect(parts.map((part) => part.getAttribute('width'))).toEqual(['100%', '50%']);
  });

  it('shows the time without a link where there is no recording', () => {
    const element = momentsWith([{ atSeconds: 5, title: 'Hello' }]);
    expect(element.shadowRoot.querySelector('a')).toBeNull();
    expect(element.shadowRoot.querySelector('li').textContent).toContain('0:05');
  });
});

import { createElement } from 'lwc';
import MeetingPeople from 'c/meetingPeople';

const person = (id, properties) => ({
  id,
  name: `Person ${id}`,
  email: `${id}@b.example`,
  roleLabel: 'Customer',
  attended: true,
  isUnmatched: false,
  ...properties,
});

const peopleWith = (people) => {
  const element = createElement('c-meeting-people', { is: MeetingPeople });
  element.people = people;
  document.body.appendChild(element);
  return { element, find: (selector) => element.shadowRoot.querySelector(selector) };
};

describe('c-meeting-people', () => {
  afterEach(() => document.body.replaceChildren());

  it('stands without people', async () => {
    const { element } = peopleWith([]);
    await expect(element).toBeAccessible();
  });

  it('links people to their records, and marks those without', async () => {
    const { element, find } = peopleWith([
      person('1', { recordId: '003000000000001AAA' }),
      person('2', { isUnmatched: true, name: '2@b.example', attended: false }),
    ]);

    expect(find('[data-row="1"] c-record-link').recordId).toBe('003000000000001AAA');
    expect(find('[data-row="1"] [data-id="unmatched"]')).toBeNull();
    expect(find('[data-row="2"] c-record-link')).toBeNull();
    expect(find('[data-row="2"] [data-id="unmatched"]')).not.toBeNull();
    expect(find('[data-row="2"]').textContent.match(/2@b\.example/g)).toHaveLength(1);
    expect(find('[data-id="help"]')).not.toBeNull();
    await expect(element).toBeAccessible();
  });

  it('shows a crowd only when asked', async () => {
    const crowd = Array.from({ length: 60 }, (_, index) => person(String(index)));
    const { element, find } = peopleWith(crowd);
    expect(element.shadowRoot.querySelectorAll('li')).toHaveLength(10);
    expect(find('h4').textContent).toContain('60');
    find('[data-id="more"]').click();
    await Promise.resolve();
    expect(element.shadowRoot.querySelectorAll('li')).toHaveLength(60);
    expect(find('[data-id="more"]')).toBeNull();
  });
});

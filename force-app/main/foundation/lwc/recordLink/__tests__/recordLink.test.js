import { createElement } from 'lwc';
import RecordLink from 'c/recordLink';

const mockNavigate = jest.fn();

jest.mock('lightning/navigation', () => {
  const Navigate = Symbol('Navigate');
  const GenerateUrl = Symbol('GenerateUrl');
  const NavigationMixin = (Base) =>
    class extends Base {
      [Navigate](page) {
        mockNavigate(page);
      }
      [GenerateUrl]({ attributes }) {
        return Promise.resolve(`/lightning/r/${attributes.recordId}/view`);
      }
    };
  return { NavigationMixin: Object.assign(NavigationMixin, { Navigate, GenerateUrl }) };
});

const linkOf = async (recordId) => {
  const element = createElement('c-record-link', { is: RecordLink });
  Object.assign(element, { recordId, label: 'Pilot' });
  document.body.appendChild(element);
  await Promise.resolve();
  await Promise.resolve();
  return element;
};

describe('c-record-link', () => {
  afterEach(() => document.body.replaceChildren());

  it('is a real link to the record', async () => {
    const element = await linkOf('006000000000001AAA');
    const link = element.shadowRoot.querySelector('a');

    expect(link.getAttribute('href')).toBe('/lightning/r/006000000000001AAA/view');
    expect(link.textContent).toBe('Pilot');
    await expect(element).toBeAccessible();
  });

  it('stays inside the app when clicked', async () => {
    const element = await linkOf('006000000000001AAA');
    const click = new MouseEvent('click', { cancelable: true });
    element.shadowRoot.querySelector('a').dispatchEvent(click);

    expect(click.defaultPrevented).toBe(true);
    expect(mockNavigate).toHaveBeenCalledWith(
      expect.objectContaining({ attributes: { recordId: '006000000000001AAA', actionName: 'view' } }),
    );
  });

  it('leaves a click for a new tab to the browser', async () => {
    const element = await linkOf('006000000000001AAA');
    element.shadowRoot.querySelector('a').addEventListener('click', (event) => event.preventDefault());
    element.shadowRoot.querySelector('a').dispatchEvent(new MouseEvent('click', { ctrlKey: true, cancelable: true }));

    expect(mockNavigate).not.toHaveBeenCalled();
  });

  it('follows another record', async () => {
    const element = await linkOf('006000000000001AAA');
    element.recordId = '006000000000002AAA';
    await Promise.resolve();
    await Promise.resolve();

    expect(element.recordId).toBe('006000000000002AAA');
    expect(element.shadowRoot.querySelector('a').getAttribute('href')).toContain('006000000000002AAA');
  });
});

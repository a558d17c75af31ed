import { createElement } from 'lwc';
import SyncLogFilters from 'c/syncLogFilters';

const FILTER = { direction: '', entity: '', text: '', period: '7', from: null, until: null };

const filtersWith = (filter, choices = { directions: [{ value: 'Inbound', label: 'In' }], entities: [] }) => {
  const element = createElement('c-sync-log-filters', { is: SyncLogFilters });
  Object.assign(element, { filter: { ...FILTER, ...filter }, choices });
  document.body.appendChild(element);
  const changes = [];
  element.addEventListener('filterchange', ({ detail }) => changes.push(detail));
  return { element, changes, field: (name) => element.shadowRoot.querySelector(`[data-name="${name}"]`) };
};

describe('c-sync-log-filters', () => {
  afterEach(() => document.body.replaceChildren());

  it('offers the values of the log, and all of them', async () => {
    const { element, field } = filtersWith({});

    expect(field('direction').options).toEqual([
      { value: '', label: 'c.Log_All' },
      { value: 'Inbound', label: 'In' },
    ]);
    expect(field('from')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('stands while the choices are not there yet', async () => {
    const { element, field } = filtersWith({}, undefined);
    expect(field('entity').options).toHaveLength(1);
    await expect(element).toBeAccessible();
  });

  it('reports a choice', () => {
    const { changes, field } = filtersWith({});
    field('direction').dispatchEvent(new CustomEvent('change', { detail: { value: 'Inbound' } }));
    expect(changes).toEqual([{ direction: 'Inbound' }]);
  });

  it('asks for days of its own', () => {
    const { changes, field } = filtersWith({ period: 'custom' });
    field('from').dispatchEvent(new CustomEvent('change', { detail: { value: '2026-07-01' } }));
    field('until').dispatchEvent(new CustomEvent('change', { detail: { value: '2026-07-02' } }));
    expect(changes).toEqual([{ from: '2026-07-01' }, { until: '2026-07-02' }]);
  });

  it('searches when the words are complete, not with every letter', () => {
    const { changes, field } = filtersWith({});
    field('text').dispatchEvent(new CustomEvent('change', { detail: { value: 'Nord' } }));
    expect(changes).toEqual([]);
    field('text').value = 'Nordlicht';
    field('text').dispatchEvent(new CustomEvent('commit'));
    expect(changes).toEqual([{ text: 'Nordlicht' }]);
  });

  it('searches at once when the words are taken away', () => {
    const { changes, field } = filtersWith({ text: 'Nord' });
    field('text').dispatchEvent(new CustomEvent('change', { detail: { value: '' } }));
    expect(changes).toEqual([{ text: '' }]);
  });

  it('does not ask twice for the same', () => {
    const { changes, field } = filtersWith({ text: 'Nord' });
    field('text').value = 'Nord';
    field('text').dispatchEvent(new CustomEvent('commit'));
    expect(changes).toEqual([]);
  });
});

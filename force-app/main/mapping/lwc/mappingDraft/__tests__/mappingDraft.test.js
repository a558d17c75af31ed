import { isChanged, isCustomName, newRow, readValues, refusalOf, rowOf, writeValues } from 'c/mappingDraft';

const TEXT = { name: 'summary.text', kind: 'TEXT' };
const SEATS = { name: 'Seats__c', kinds: ['AMOUNT'] };

describe('c/mappingDraft', () => {
  it('gives each row a key of its own', () => {
    expect(newRow({ objectName: 'Account' }).key).not.toBe(newRow({ objectName: 'Account' }).key);
  });

  it('starts a mapping to Salesforce that is in use', () => {
    const { line } = newRow({ objectName: 'Case', linkField: 'ContactId' }, { property: 'title' });
    expect(line).toMatchObject({
      objectName: 'Case',
      linkField: 'ContactId',
      property: 'title',
      direction: 'To Salesforce',
      overwriteRule: 'Always',
      active: true,
    });
  });

  it('starts a mapping to Demodesk where no meeting leads', () => {
    expect(newRow({ objectName: 'Lead', isOutboundOnly: true }).line.direction).toBe('To Demodesk');
  });

  it('knows what has to be saved', () => {
    const row = rowOf({ id: 'm1', property: 'title', field: 'Name', active: true });
    expect(isChanged(row)).toBe(false);
    expect(isChanged({ ...row, line: { ...row.line, defaultValue: '' } })).toBe(false);
    expect(isChanged({ ...row, line: { ...row.line, active: false } })).toBe(true);
    expect(isChanged(newRow({ objectName: 'Account' }))).toBe(true);
  });

  it('says why a field cannot take a property', () => {
    const inbound = { direction: 'To Salesforce' };
    expect(refusalOf(SEATS, TEXT, inbound)).toBe('misfit');
    expect(refusalOf(SEATS, undefined, inbound)).toBeUndefined();
    expect(refusalOf({ ...SEATS, kinds: ['TEXT'], refusal: 'Formula' }, TEXT, inbound)).toBe('refused');
    expect(refusalOf({ ...SEATS, kinds: ['TEXT'], refusal: 'Formula' }, TEXT, { direction: 'To Demodesk' })).toBe(
      undefined,
    );
  });

  it('reads and writes a map of values', () => {
    const text = '{"won":"Closed Won","lost":null}';
    expect(readValues(text)).toEqual({
      entries: [
        { from: 'won', to: 'Closed Won' },
        { from: 'lost', to: '' },
      ],
      isBroken: false,
    });
    expect(
      writeValues([
        { from: ' won ', to: 'Closed Won' },
        { from: '', to: 'x' },
        { from: 'y', to: '' },
      ]),
    ).toBe('{"won":"Closed Won"}');
    expect(writeValues([])).toBeUndefined();
  });

  it('tells a map that cannot be read', () => {
    expect(readValues('{').isBroken).toBe(true);
    expect(readValues('[1]').isBroken).toBe(true);
    expect(readValues('').isBroken).toBe(false);
  });

  it('tells names that an admin gives', () => {
    expect(isCustomName('custom.region')).toBe(true);
    expect(isCustomName('custom.')).toBe(false);
    expect(isCustomName(undefined)).toBe(false);
  });
});

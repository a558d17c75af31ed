import { typeOf } from 'c/fieldTypes';

describe('c/fieldTypes', () => {
  it('shows fields and values of one type alike', () => {
    expect(typeOf('CHOICE')).toBe(typeOf('PICKLIST'));
    expect(typeOf('CURRENCY')).toEqual({ icon: 'utility:currency_input', word: 'c.Type_Currency' });
  });

  it('has something to show for a type that nobody foresaw', () => {
    expect(typeOf('ANYTYPE').word).toBe('c.Type_Other');
    expect(typeOf(undefined).word).toBe('c.Type_Other');
  });
});

import { fill } from 'c/words';

describe('words', () => {
  it('puts values in the places of the marks', () => {
    expect(fill('{0} of {1}', 2, 'ten')).toBe('2 of ten');
  });

  it('uses a value as often as its mark stands there', () => {
    expect(fill('{0}, {0}', 'x')).toBe('x, x');
  });

  it('leaves a mark without a value', () => {
    expect(fill('{0} and {1}', 0)).toBe('0 and {1}');
  });
});

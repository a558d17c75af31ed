import { toScreenError } from 'c/screenError';

const shape = { code: 'REFUSED', message: 'Not so.', remedy: 'Otherwise.' };

describe('screenError', () => {
  it('reads the shape that Apex sends', () => {
    expect(toScreenError({ body: { message: JSON.stringify(shape) } })).toEqual({ ...shape, isPermission: false });
  });

  it('reads the first of several', () => {
    expect(toScreenError({ body: [{ message: JSON.stringify(shape) }] }).message).toBe('Not so.');
  });

  it('knows a missing permission', () => {
    const error = { body: { message: JSON.stringify({ code: 'NO_PERMISSION', message: 'No.', remedy: null }) } };
    expect(toScreenError(error)).toEqual({
      code: 'NO_PERMISSION',
      message: 'No.',
      remedy: undefined,
      isPermission: true,
    });
  });

  it.each([
    [{ body: { message: 'Plain words' } }, 'Plain words'],
    [new Error('Broken'), 'Broken'],
    ['Just a text', 'Just a text'],
    [{ body: { message: '{"no":"message"}' } }, '{"no":"message"}'],
  ])('shows the words of other errors', (error, message) => {
    expect(toScreenError(error)).toMatchObject({ code: 'UNEXPECTED', message });
  });

  it('has words for what has none', () => {
    expect(toScreenError(undefined).message).toBe('c.Screen_Unexpected');
  });
});
